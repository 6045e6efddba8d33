"""One more archive time stamp over a sealed file, before the last one's certificate ends."""

from dataclasses import dataclass, replace
from datetime import datetime

from participation.reports.archive_stamp import with_archive_stamp
from participation.reports.errors import SealFailed
from participation.reports.found import Found, Level
from participation.reports.seal_settings import SealSettings
from participation.reports.verification import Verdict, verify


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """The file with the new time stamp, verified."""

    data: bytes
    found: Found


def renewed(data: bytes, config: SealSettings, *, at: datetime) -> Renewed:
    """
    Return the file with one more archive time stamp, after verifying the result.

    Needs the services of the authority but not the sealing key, and goes on when the
    settings ask for less of new seals. Takes seconds.

    :raises SealFailed: if anything is amiss, among it `no_stamp_service`, `lapsed`
        (the last time stamp's certificate has ended) and `no_gain` (the new one's ends
        no later); the file stays as it was
    """
    if not config.timestamp_url:
        raise SealFailed("no_stamp_service")
    config = replace(config, level=Level.ARCHIVE)
    before = _end(_verdict(data, config, at))
    if before is None:
        raise SealFailed("level")
    if before <= at:
        raise SealFailed("lapsed")
    stamped = with_archive_stamp(data, config)
    verdict = _verdict(stamped, config, at)
    after = _end(verdict)
    if after is None or not _holds(verdict, data, stamped):
        raise SealFailed("unverified")
    if after <= before:
        raise SealFailed("no_gain")
    return Renewed(data=stamped, found=verdict.found)


def _verdict(data: bytes, config: SealSettings, at: datetime) -> Verdict:
    return verify(data, trust_roots=config.trust_roots, expected_sha256=None, at=at)


def _end(verdict: Verdict) -> datetime | None:
    """Return when the certificate of the newest archive time stamp ends."""
    stamps = verdict.found.archive_stamps
    authority = stamps[-1].authority if stamps else None
    return authority.valid_to if authority else None


def _holds(verdict: Verdict, before: bytes, after: bytes) -> bool:
    seal = verdict.seal
    return bool(
        after.startswith(before)
        and verdict.holds
        and verdict.stamps_hold
        and seal
        and seal.level is Level.ARCHIVE
        and seal.revocation_checked
    )
