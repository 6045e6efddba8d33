"""Reading the seals of a file, from the newest to the oldest."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import (
    ModificationInfo,
    PdfSignatureStatus,
    SignatureStatus,
    TimestampSignatureStatus,
)

from participation.reports.certificates import CertificateFacts, facts_of
from participation.reports.coverage import COVERING, earlier_forms, is_whole
from participation.reports.found import (
    Found,
    Level,
    SealFound,
    StampFound,
    TimeProof,
    Trust,
)
from participation.reports.judge import CLOCKS_DIFFER, Judge, trust_of


def examine(
    data: bytes,
    *,
    trust_roots: Sequence[Path],
    at: datetime,
    known_since: datetime | None,
) -> Found:
    """
    Return what the file's seals and time stamps say; may raise anything.

    :param at: now
    :param known_since: when our register got to know these seals, if it did
    """
    reader = PdfFileReader(BytesIO(data), strict=True)
    signatures: list[EmbeddedPdfSignature] = reader.embedded_signatures
    judge = Judge(reader, trust_roots)
    seals: list[SealFound] = []
    stamps: list[StampFound] = []
    moment = at
    for signature in reversed(signatures):
        if signature.sig_object_type == "/DocTimeStamp":
            stamp = _archive_stamp(signature, judge, at=moment)
            stamps.insert(0, stamp)
            moment = stamp.at if stamp.is_proven else moment
        else:
            is_archived = any(stamp.is_intact for stamp in stamps)
            reading = _SealReading(signature, judge, moment, is_archived=is_archived)
            seals.insert(0, reading.found(now=at, known_since=known_since))
    return Found(
        seals=tuple(seals),
        archive_stamps=tuple(stamps),
        is_whole=is_whole(signatures, data),
        earlier_sha256=earlier_forms(signatures, data),
    )


class _SealReading:
    """The steps of judging one seal, at the moment that later stamps vouch for."""

    def __init__(
        self,
        signature: EmbeddedPdfSignature,
        judge: Judge,
        moment: datetime,
        *,
        is_archived: bool,
    ) -> None:
        self._signature = signature
        self._judge = judge
        self._moment = moment
        self._is_archived = is_archived

    def found(self, *, now: datetime, known_since: datetime | None) -> SealFound:
        """
        Return what is found of the seal.

        Its certificate is judged for its time stamp's moment; without a good one,
        for the moment when a later stamp or our register saw it, else for now.
        """
        asked_at = _stamped_at(self._signature) or self._moment
        first = self._judge.seal_status(self._signature, at=asked_at, stamp_at=asked_at)
        stamp = _seal_stamp(first.timestamp_validity, self._moment)
        judged_at, proof = self._moment, TimeProof.STAMP
        if stamp and stamp.is_proven:
            judged_at = stamp.at
        elif known_since and known_since < self._moment:
            judged_at, proof = known_since, TimeProof.REGISTER
        elif self._moment == now:
            proof = TimeProof.NONE
        settled = first if judged_at == asked_at else self._asked_again(judged_at)
        told = self._told_of_revocation(judged_at)
        return SealFound(
            signer=_certificate(self._signature),
            level=self._level(stamp),
            claimed_at=_claimed_at(self._signature),
            stamp=stamp,
            is_intact=_is_intact(first) and first.seed_value_ok,
            trust=trust_of(told or settled),
            revocation_checked=told is not None,
            judged_at=judged_at,
            time_proof=proof,
        )

    def _asked_again(
        self, at: datetime, *, revocation_required: bool = False
    ) -> PdfSignatureStatus:
        return self._judge.seal_status(
            self._signature,
            at=at,
            stamp_at=self._moment,
            revocation_required=revocation_required,
            again=True,
        )

    def _told_of_revocation(self, at: datetime) -> PdfSignatureStatus | None:
        """
        Return the status by what the file tells of revocation, if it tells enough.

        Has to be asked for: without, the library looks at no list that the
        certificate does not name.
        """
        if not self._judge.knows_revocations:
            return None
        status = self._asked_again(at, revocation_required=True)
        return status if status.trusted or status.revoked else None

    def _level(self, stamp: StampFound | None) -> Level:
        """Return the level as built: each has all that the one before it has."""
        attributes = self._signature.signer_info["signed_attrs"]
        is_pades = self._signature.sig_object.get(
            "/SubFilter"
        ) == "/ETSI.CAdES.detached" and any(
            find_cms_attribute_iter(attributes, "signing_certificate_v2")
        )
        if not is_pades:
            return Level.OTHER
        if not (stamp and stamp.is_intact):
            return Level.BASIC
        if not self._judge.knows_revocations:
            return Level.TIME
        return Level.ARCHIVE if self._is_archived else Level.LONG_TERM


def _archive_stamp(
    signature: EmbeddedPdfSignature, judge: Judge, *, at: datetime
) -> StampFound:
    # For its own moment: what the file tells of revocation is from then.
    status = judge.stamp_status(signature, at=min(_token_time(signature), at))
    return StampFound(
        at=status.timestamp,
        authority=_certificate(signature),
        trust=_in_order(status, at),
        is_archive=True,
        is_intact=_is_intact(status) and status.coverage in COVERING,
    )


def _seal_stamp(
    status: TimestampSignatureStatus | None, at: datetime
) -> StampFound | None:
    if status is None:
        return None
    return StampFound(
        at=status.timestamp,
        authority=facts_of(status.signing_cert),
        trust=_in_order(status, at),
        is_archive=False,
        is_intact=bool(status.intact and status.valid),
    )


def _in_order(status: TimestampSignatureStatus, at: datetime) -> Trust:
    """
    Return how far the stamp is trusted by what vouches for it, made or asked `at`.

    It must not be later than that, and its certificate not have ended by then.
    """
    if status.timestamp > at + CLOCKS_DIFFER:
        return Trust.NOTHING_PROVEN
    trust = trust_of(status)
    ended = status.signing_cert.not_valid_after < at
    return Trust.OUT_OF_DATE if ended and trust is Trust.TRUSTED else trust


def _is_intact(status: SignatureStatus) -> bool:
    unchanged = not isinstance(status, ModificationInfo) or (
        status.docmdp_ok is not False
    )
    return bool(status.intact and status.valid and unchanged)


def _token_time(signature: EmbeddedPdfSignature) -> datetime:
    content = signature.signed_data["encap_content_info"]["content"].parsed
    at: datetime = content["gen_time"].native
    return at


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """Return the time that the seal's time stamp states, not yet checked."""
    for stamp in extract_tst_data_iter(signature.signer_info, signed=False):
        at: datetime = stamp["encap_content_info"]["content"].parsed["gen_time"].native
        return at
    return None


def _certificate(signature: EmbeddedPdfSignature) -> CertificateFacts | None:
    try:
        return facts_of(signature.signer_cert)
    except Exception:  # noqa: BLE001 - a certificate that cannot be read names nobody
        return None


def _claimed_at(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        at: datetime | None = signature.self_reported_timestamp
    except Exception:  # noqa: BLE001 - as above
        return None
    return at
