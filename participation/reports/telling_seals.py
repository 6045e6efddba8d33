"""What is said of each seal: by whom, when, how strong, and how far it is proven."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from participation.reports.certificates import CertificateFacts
from participation.reports.found import (
    Level,
    SealFound,
    StampFound,
    TimeProof,
    Trust,
)
from participation.reports.verification import Verdict


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was asked; `holds` is None where nothing can be told."""

    holds: bool | None
    text: str


@dataclass(frozen=True, kw_only=True)
class SealTold:
    """A seal in words."""

    #: the name in its certificate
    name: str
    checks: list[Line]
    #: pairs of a label and what the file itself says
    facts: list[tuple[str, str]]


def tell_seals(verdict: Verdict) -> list[SealTold]:
    """Return each seal of the file in words, the oldest first."""
    stamps = verdict.found.archive_stamps
    return [
        SealTold(
            name=seal.signer.subject if seal.signer else _("Unknown"),
            checks=[_certificate(seal), _revocation(seal), *_times(seal, stamps)],
            facts=_facts(seal, stamps),
        )
        for seal in verdict.found.seals
    ]


def _certificate(seal: SealFound) -> Line:
    words = {"date": _moment(seal.judged_at)}
    if seal.trust == Trust.TRUSTED:
        text = {
            TimeProof.STAMP: _(
                "The certificate is by an authority that we trust, and was valid on "
                "%(date)s, when a time stamp saw the seal."
            ),
            TimeProof.REGISTER: _(
                "The certificate is by an authority that we trust, and was valid on "
                "%(date)s, when we entered the report in our register."
            ),
            TimeProof.NONE: _(
                "The certificate is by an authority that we trust, and is valid now."
            ),
        }[seal.time_proof]
        return Line(holds=True, text=text % words)
    text = {
        Trust.UNKNOWN_AUTHORITY: _(
            "The certificate is not by an authority that we know. Anybody can make "
            "one in any name."
        ),
        Trust.OUT_OF_DATE: _(
            "The certificate was not valid on %(date)s, and nothing proves that the "
            "seal was made while it was."
        ),
        Trust.REVOKED: _("The certificate had been revoked by %(date)s."),
        Trust.UNSUITABLE: _("The certificate is not meant for seals."),
        Trust.NOTHING_PROVEN: _(
            "The seal does not match the file, so its certificate proves nothing."
        ),
    }[seal.trust]
    return Line(holds=False, text=text % words)


def _revocation(seal: SealFound) -> Line:
    if not seal.revocation_checked:
        return Line(
            holds=None, text=_("It is not known whether the certificate was revoked.")
        )
    if seal.trust == Trust.REVOKED:
        return Line(holds=False, text=_("The certificate was revoked."))
    return Line(
        holds=True,
        text=_("The certificate had not been revoked, as the file itself proves."),
    )


def _times(seal: SealFound, archive: tuple[StampFound, ...]) -> list[Line]:
    if not seal.stamp and not archive:
        return [
            Line(
                holds=None,
                text=_(
                    "No time stamp proves when the seal was made; its time is its own "
                    "word."
                ),
            )
        ]
    return [_time(stamp) for stamp in (seal.stamp, *archive) if stamp]


def _time(stamp: StampFound) -> Line:
    words = {"authority": _name(stamp.authority), "date": _moment(stamp.at)}
    if not stamp.is_proven:
        text = _("A time stamp of %(date)s by %(authority)s could not be confirmed.")
    elif stamp.is_archive:
        text = _(
            "An archive time stamp by %(authority)s proves that all of it existed on "
            "%(date)s."
        )
    else:
        text = _(
            "A time stamp by %(authority)s proves that the seal existed on %(date)s."
        )
    return Line(holds=stamp.is_proven, text=text % words)


def _facts(seal: SealFound, archive: tuple[StampFound, ...]) -> list[tuple[str, str]]:
    facts = [(_("Sealed by"), _name(seal.signer))]
    if seal.signer:
        facts += [
            (_("Certificate issued by"), seal.signer.issuer),
            (
                _("Certificate valid"),
                _("from %(first)s to %(last)s")
                % {
                    "first": _day(seal.signer.valid_from),
                    "last": _day(seal.signer.valid_to),
                },
            ),
            (_("Certificate number"), seal.signer.serial),
        ]
    if seal.claimed_at:
        facts.append((_("Time that the seal states"), _moment(seal.claimed_at)))
    if seal.stamp:
        facts.append((_("Time of its time stamp"), _moment(seal.stamp.at)))
    if archive:
        facts.append((_("Newest archive time stamp"), _moment(archive[-1].at)))
    facts.append((_("Level of the seal"), _level(seal.level)))
    return facts


def _level(level: Level) -> str:
    return {
        Level.OTHER: _("none of the European levels (PAdES)"),
        Level.BASIC: _("PAdES B-B: a seal"),
        Level.TIME: _("PAdES B-T: a seal with a time stamp"),
        Level.LONG_TERM: _(
            "PAdES B-LT: a seal with a time stamp and all that checking it takes"
        ),
        Level.ARCHIVE: _("PAdES B-LTA: a seal that archive time stamps keep provable"),
    }[level]


def _name(certificate: CertificateFacts | None) -> str:
    return certificate.subject if certificate else _("Unknown")


def _moment(at: datetime) -> str:
    return date_format(_local(at), "DATETIME_FORMAT")


def _day(at: datetime) -> str:
    return date_format(_local(at), "SHORT_DATE_FORMAT")


def _local(at: datetime) -> datetime:
    try:
        return localtime(at)
    except OverflowError:
        # A certificate without an end has the last second that there is.
        return at
