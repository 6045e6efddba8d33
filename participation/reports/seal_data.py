"""
The data of each seal and archive time stamp of a file, as the archive wants it beside.

The National Archives ask for a signature's data as metadata too. Read from files of
our own that were verified before; whether they hold is for the verification to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from participation.reports.certificates import CertificateFacts, facts_of
from participation.reports.evidence import chain_of
from participation.reports.found import Found, Level, SealFound, StampFound


@dataclass(frozen=True, kw_only=True)
class SealData:
    """One seal or archive time stamp of a file."""

    is_archive: bool
    level: Level
    #: of the seal, or of the service that stamped
    certificate: CertificateFacts
    #: the certificate and those above it that the file carries with the seal
    chain: tuple[CertificateFacts, ...]
    digest_algorithm: str
    signature_algorithm: str
    #: the seal's own word; archive time stamps claim nothing
    claimed_at: datetime | None
    #: the moment that a time stamp proves, and whose it is
    stamped_at: datetime | None
    stamp_authority: CertificateFacts | None
    #: of the file as it was once this was in it
    size_bytes: int
    sha256: str

    @property
    def ends_at(self) -> datetime:
        """Return when nothing in the file vouches for this any more by itself."""
        return (self.stamp_authority or self.certificate).valid_to


def seal_data(data: bytes, found: Found) -> tuple[SealData, ...]:
    """
    Return the data of every seal and archive time stamp, the oldest first.

    :param found: what the verification found of the very file
    """
    return tuple(_read(data, found))


def _read(data: bytes, found: Found) -> Iterator[SealData]:
    seals, stamps = iter(found.seals), iter(found.archive_stamps)
    for signature in PdfFileReader(BytesIO(data)).embedded_signatures:
        if signature.sig_object_type == "/DocTimeStamp":
            yield _archive_stamp(signature, next(stamps), data)
        else:
            yield _seal(signature, next(seals), data)


def _archive_stamp(
    signature: EmbeddedPdfSignature, stamp: StampFound, data: bytes
) -> SealData:
    return SealData(
        is_archive=True,
        level=Level.ARCHIVE,
        claimed_at=None,
        stamped_at=stamp.at,
        stamp_authority=stamp.authority,
        **_own(signature, data),
    )


def _seal(signature: EmbeddedPdfSignature, seal: SealFound, data: bytes) -> SealData:
    return SealData(
        is_archive=False,
        level=seal.level,
        claimed_at=seal.claimed_at,
        stamped_at=seal.stamp.at if seal.stamp else None,
        stamp_authority=seal.stamp.authority if seal.stamp else None,
        **_own(signature, data),
    )


def _own(signature: EmbeddedPdfSignature, data: bytes) -> dict[str, Any]:
    """Return what seals and archive time stamps say alike."""
    signer, end = signature.signer_info, _end_of(signature)
    return {
        "certificate": facts_of(signature.signer_cert),
        "chain": chain_of(signature.signer_cert, signature.other_embedded_certs),
        "digest_algorithm": signer["digest_algorithm"]["algorithm"].native,
        "signature_algorithm": signer["signature_algorithm"]["algorithm"].native,
        "size_bytes": end,
        "sha256": sha256(data[:end]).hexdigest(),
    }


def _end_of(signature: EmbeddedPdfSignature) -> int:
    """Return how many bytes the file had once the seal was in it."""
    return int(signature.byte_range[2]) + int(signature.byte_range[3])
