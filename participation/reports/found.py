"""What the seals and time stamps of a file say, and how far each is proven."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from participation.reports.certificates import CertificateFacts


class Level(StrEnum):
    """The PAdES baseline level that a seal is built as (ETSI EN 319 142-1)."""

    #: a seal that does not follow PAdES
    OTHER = "other"
    BASIC = "B-B"
    #: and a time stamp on the seal
    TIME = "B-T"
    #: and what is needed to check the certificates later: chains and revocation
    LONG_TERM = "B-LT"
    #: and an archive time stamp over all of it
    ARCHIVE = "B-LTA"


class Trust(StrEnum):
    """What the check of a certificate came to."""

    TRUSTED = "trusted"
    #: leads to no authority that we trust
    UNKNOWN_AUTHORITY = "unknown_authority"
    #: had expired, or was not valid yet, at the moment that counts
    OUT_OF_DATE = "out_of_date"
    REVOKED = "revoked"
    #: is not meant for seals or time stamps, or breaks a rule of its authority
    UNSUITABLE = "unsuitable"
    #: the seal is broken, so that its certificate proves nothing
    NOTHING_PROVEN = "nothing_proven"


class TimeProof(StrEnum):
    """Why the seal is known to have existed at the moment it is judged by."""

    #: a time stamp by an authority that we trust
    STAMP = "stamp"
    #: our own register
    REGISTER = "register"
    #: there is no proof; it is judged as of now
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class StampFound:
    """A time stamp: an authority's word that something existed at a moment."""

    at: datetime
    authority: CertificateFacts | None
    trust: Trust
    #: over the whole file until then, rather than over one seal
    is_archive: bool
    #: matches what it covers
    is_intact: bool

    @property
    def is_proven(self) -> bool:
        """Tell whether the moment can be relied on."""
        return self.is_intact and self.trust == Trust.TRUSTED


@dataclass(frozen=True, kw_only=True)
class SealFound:
    """A seal or signature; the signer and the claimed time are its own word."""

    signer: CertificateFacts | None
    level: Level
    claimed_at: datetime | None
    stamp: StampFound | None
    #: matches the bytes that it covers, and nothing forbidden was added later
    is_intact: bool
    trust: Trust
    #: revocation was checked with what the file carries
    revocation_checked: bool
    #: the moment for which the certificate was judged, and why that one
    judged_at: datetime
    time_proof: TimeProof


@dataclass(frozen=True, kw_only=True)
class Found:
    """The seals and archive time stamps of a file, the oldest first."""

    seals: tuple[SealFound, ...] = ()
    archive_stamps: tuple[StampFound, ...] = ()
    #: the newest of them covers the file to its end, and leaves nothing uncovered
    is_whole: bool = False
    #: SHA-256 of the file as it was when each of them but the last was made
    earlier_sha256: tuple[str, ...] = ()
