"""
Is this file what was sealed? Four conditions, all of them demanded.

The library's bottom line alone is not enough: appended bytes, a changed title and
a changed padding pass it. Any doubt and any exception is a no. Plain Python.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from asn1crypto.cms import ContentInfo
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from participation.reports.certificates import CertificateFacts, facts_of


class Condition(StrEnum):
    """What must hold of a report."""

    #: it carries a seal
    SEALED = "sealed"
    #: every seal matches the bytes it covers, by pyHanko's bottom line
    INTACT = "intact"
    #: the last seal covers the file to its end, but for the place of its own value
    WHOLE = "whole"
    #: the certificate leads to a root we trust and was valid
    TRUSTED = "trusted"
    #: the file is byte for byte the one that was issued
    IDENTICAL = "identical"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One condition and whether it holds."""

    condition: Condition
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The outcome of a verification; `signer` is claimed unless TRUSTED holds."""

    checks: tuple[Check, ...]
    sha256: str
    signer: CertificateFacts | None = None
    #: the sealing time that the seal itself claims
    sealed_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Tell whether every condition holds."""
        return all(check.holds for check in self.checks)


def sha256_of(data: bytes) -> str:
    """Return the hash by which we know a file."""
    return hashlib.sha256(data).hexdigest()


def verify(
    data: bytes,
    *,
    trust_roots: Sequence[Path],
    expected_sha256: str | None,
    at: datetime,
) -> Verdict:
    """
    Return the verdict on a PDF file.

    :param trust_roots: PEM files of the authorities whose seals count
    :param expected_sha256: of the issued file; None leaves that condition out
    :param at: the moment at which the certificate must be valid
    """
    sha256 = sha256_of(data)
    found: dict[Condition, bool] = {}
    signature: EmbeddedPdfSignature | None = None
    try:
        signatures = PdfFileReader(BytesIO(data), strict=True).embedded_signatures
        signature = signatures[-1] if signatures else None
        found = (
            _judge(signatures, _context(trust_roots, at), data) if signatures else {}
        )
    except Exception:  # noqa: BLE001 - whatever a hostile file does is a no
        found = {}
    if expected_sha256 is not None:
        found[Condition.IDENTICAL] = sha256 == expected_sha256
    demanded = [*Condition] if expected_sha256 is not None else [*Condition][:-1]
    return Verdict(
        checks=tuple(
            Check(condition=condition, holds=found.get(condition, False))
            for condition in demanded
        ),
        sha256=sha256,
        signer=_signer(signature),
        sealed_at=_claimed_time(signature),
    )


def _judge(
    signatures: Sequence[EmbeddedPdfSignature],
    context: ValidationContext,
    data: bytes,
) -> dict[Condition, bool]:
    statuses = [
        validate_pdf_signature(signature, signer_validation_context=context)
        for signature in signatures
    ]
    return {
        Condition.SEALED: True,
        Condition.INTACT: all(_is_intact(status) for status in statuses),
        Condition.WHOLE: statuses[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
        and all(_fills_its_gap(signature, data) for signature in signatures),
        Condition.TRUSTED: all(
            status.trusted and status.bottom_line for status in statuses
        ),
    }


def _is_intact(status: PdfSignatureStatus) -> bool:
    return bool(status.intact and status.valid and status.docmdp_ok is not False)


def _fills_its_gap(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """
    Tell whether what no seal can cover, its own place, holds it and zeros alone.

    The value stands there as hexadecimal digits, which could be written in several
    ways, and its padding could hold anything: the library minds neither.
    """
    _, length, end, _ = map(int, signature.byte_range)
    value = ContentInfo.load(signature.pkcs7_content).dump()
    place = b"<" + value.hex().upper().encode().ljust(end - length - 2, b"0") + b">"
    return bool(data[length:end] == place)


def _context(trust_roots: Sequence[Path], at: datetime) -> ValidationContext:
    roots = list(load_certs_from_pemder([str(file) for file in trust_roots]))
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)


def _signer(signature: EmbeddedPdfSignature | None) -> CertificateFacts | None:
    try:
        return facts_of(signature.signer_cert) if signature else None
    except Exception:  # noqa: BLE001 - a certificate that cannot be read names nobody
        return None


def _claimed_time(signature: EmbeddedPdfSignature | None) -> datetime | None:
    try:
        return signature.self_reported_timestamp if signature else None
    except Exception:  # noqa: BLE001 - as above
        return None
