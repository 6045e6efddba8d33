"""Which bytes of a file its seals cover, and which they leave out."""

import hashlib
from collections.abc import Sequence

from asn1crypto.cms import ContentInfo
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

COVERING = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}


def is_whole(signatures: Sequence[EmbeddedPdfSignature], data: bytes) -> bool:
    """Tell whether nothing but the seals' own places is left uncovered."""
    return (
        bool(signatures)
        and signatures[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
        and all(signature.coverage in COVERING for signature in signatures)
        and all(_fills_its_gap(signature, data) for signature in signatures)
    )


def _fills_its_gap(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """
    Tell whether what no seal can cover, its own place, holds it and zeros alone.

    The value stands there as hexadecimal digits, which could be written in several
    ways, and its padding could hold anything: the library minds neither.
    """
    _, length, end, _ = map(int, signature.byte_range)
    value = ContentInfo.load(signature.pkcs7_content).dump().hex().encode()
    digits = value.ljust(end - length - 2, b"0")
    return data[length:end] in (b"<" + digits + b">", b"<" + digits.upper() + b">")


def earlier_forms(
    signatures: Sequence[EmbeddedPdfSignature], data: bytes
) -> tuple[str, ...]:
    """Return the hashes of the file as it was when each but the last was made."""
    ends = {int(each.byte_range[2]) + int(each.byte_range[3]) for each in signatures}
    return tuple(
        hashlib.sha256(data[:end]).hexdigest()
        for end in sorted(ends)
        if 0 < end < len(data)
    )
