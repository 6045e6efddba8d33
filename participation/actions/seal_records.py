"""Writing down the data of the seals that a report's file carries."""

import logging
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from participation.models import Report, SealRecord
from participation.reports.found import Found, Level
from participation.reports.seal_data import SealData, seal_data
from participation.reports.seal_settings import trust_roots
from participation.reports.verification import Condition, verify

logger = logging.getLogger(__name__)

_LONGEST_NAME = 300
#: reports whose files are read at a time
_AT_ONCE = 20


@transaction.atomic
def record_seals(*, report: Report, data: bytes, found: Found, at: datetime) -> None:
    """
    Write down each seal and archive time stamp of the file that is not written yet.

    Rows that were only copied from the report's columns give way to what the file
    says itself.

    :param data: the file that the report names now
    :param found: what the verification found of it
    :param at: when the file was made
    """
    SealRecord.objects.filter(report=report, certificate_sha256="").delete()
    known = set(
        SealRecord.objects.filter(report=report).values_list("sha256", flat=True)
    )
    SealRecord.objects.bulk_create(
        SealRecord(
            report=report,
            ordinal=ordinal,
            file=report.file.name if one.sha256 == report.sha256 else "",
            made_at=at,
            **_columns(one),
        )
        for ordinal, one in enumerate(seal_data(data, found), start=1)
        if one.sha256 not in known
    )


def complete_seals(*, at: datetime) -> None:
    """
    Read from their files what is not written down of archived reports from before.

    A few at a time, since each file is read and verified; the next call goes on.
    """
    stamps = SealRecord.objects.filter(kind=SealRecord.Kind.ARCHIVE_STAMP)
    wanting = Report.objects.filter(seal_level=Level.ARCHIVE).exclude(
        Exists(stamps.filter(report=OuterRef("pk")))
    )
    for report in wanting.order_by("pk")[:_AT_ONCE]:
        try:
            _complete(report, at)
        except Exception:
            logger.exception("The seals of report %s could not be read.", report.pk)


def _complete(report: Report, at: datetime) -> None:
    with report.file.open("rb") as file:
        data = file.read()
    verdict = verify(
        data,
        trust_roots=trust_roots(),
        expected_sha256=report.sha256,
        at=at,
        known_since=report.sealed_at,
    )
    if verdict.fulfils(Condition.IDENTICAL):
        record_seals(report=report, data=data, found=verdict.found, at=report.sealed_at)


def _columns(one: SealData) -> dict[str, object]:
    certificate, authority = one.certificate, one.stamp_authority
    kind = SealRecord.Kind.ARCHIVE_STAMP if one.is_archive else SealRecord.Kind.SEAL
    return {
        "kind": kind,
        "level": one.level,
        "subject": certificate.subject[:_LONGEST_NAME],
        "issuer": certificate.issuer[:_LONGEST_NAME],
        "serial": certificate.serial,
        "valid_from": certificate.valid_from,
        "valid_to": certificate.valid_to,
        "certificate_sha256": certificate.sha256,
        "issuers": [asdict(above) for above in one.chain[1:]],
        "digest_algorithm": one.digest_algorithm,
        "signature_algorithm": one.signature_algorithm,
        "claimed_at": one.claimed_at,
        "stamped_at": one.stamped_at,
        "stamp_authority": authority.subject[:_LONGEST_NAME] if authority else "",
        "sha256": one.sha256,
        "size_bytes": one.size_bytes,
        "ends_at": one.ends_at,
    }
