"""
Is this file what was sealed? Conditions, all of them demanded.

The library's bottom line alone is not enough: appended bytes, a changed title and
a changed padding pass it. Any doubt and any exception is a no. Plain Python.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader

from participation.reports.certificates import CertificateFacts
from participation.reports.examination import examine
from participation.reports.found import Found, Level, SealFound, Trust


class Condition(StrEnum):
    """What must hold of a report."""

    #: it carries a seal
    SEALED = "sealed"
    #: every seal and archive time stamp matches the bytes it covers
    INTACT = "intact"
    #: the last of them covers the file to its end, but for the place of its own value
    WHOLE = "whole"
    #: every certificate of a seal leads to a root we trust and was valid when it
    #: was used, as far as that can be proven
    TRUSTED = "trusted"
    #: the file is byte for byte the one that was issued
    IDENTICAL = "identical"


class Problem(StrEnum):
    """Why a file could not be read."""

    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    #: not as the standard has it, so that it may mean different things to different
    #: readers
    DAMAGED = "damaged"
    #: checking it took more time or memory than we spend on one file
    TOO_HEAVY = "too_heavy"


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
    found: Found = field(default_factory=Found)
    problem: Problem | None = None

    @property
    def holds(self) -> bool:
        """Tell whether every condition holds."""
        return all(check.holds for check in self.checks)

    def fulfils(self, condition: Condition) -> bool:
        """Tell whether that condition was asked and holds."""
        return Check(condition=condition, holds=True) in self.checks

    @property
    def seal(self) -> SealFound | None:
        """Return the newest seal."""
        return self.found.seals[-1] if self.found.seals else None

    @property
    def signer(self) -> CertificateFacts | None:
        return self.seal.signer if self.seal else None

    @property
    def level(self) -> Level | None:
        """Return the level that the newest seal is built as."""
        return self.seal.level if self.seal else None

    @property
    def sealed_at(self) -> datetime | None:
        """Return the time that the newest seal itself claims."""
        return self.seal.claimed_at if self.seal else None

    @property
    def stamps_hold(self) -> bool:
        """Tell whether the moments of all time stamps can be relied on."""
        stamps = [seal.stamp for seal in self.found.seals if seal.stamp]
        return all(stamp.is_proven for stamp in (*stamps, *self.found.archive_stamps))


def sha256_of(data: bytes) -> str:
    """Return the hash by which we know a file."""
    return hashlib.sha256(data).hexdigest()


def verify(
    data: bytes,
    *,
    trust_roots: Sequence[Path],
    expected_sha256: str | None,
    at: datetime,
    known_since: datetime | None = None,
) -> Verdict:
    """
    Return the verdict on a PDF file.

    :param trust_roots: PEM files of the authorities whose seals count
    :param expected_sha256: of the issued file; None leaves that condition out
    :param at: now: when a certificate must be valid unless something proves that
        its seal is older
    :param known_since: when our register got to know these very bytes, if it did
    """
    found, problem = Found(), _cannot_read(data)
    if problem is None:
        try:
            found = examine(
                data, trust_roots=trust_roots, at=at, known_since=known_since
            )
        except Exception:  # noqa: BLE001 - whatever a hostile file does is a no
            problem = Problem.DAMAGED
    holds = _judge(found)
    if expected_sha256 is not None:
        holds[Condition.IDENTICAL] = sha256_of(data) == expected_sha256
    return Verdict(
        checks=tuple(Check(condition=each, holds=holds[each]) for each in holds),
        sha256=sha256_of(data),
        found=found,
        problem=problem,
    )


def unreadable(data: bytes, problem: Problem) -> Verdict:
    """Return the verdict on a file that could not be examined."""
    checks = tuple(Check(condition=each, holds=False) for each in Condition)
    return Verdict(checks=checks, sha256=sha256_of(data), problem=problem)


def _cannot_read(data: bytes) -> Problem | None:
    if b"%PDF-" not in data[:1024]:
        return Problem.NOT_PDF
    try:
        is_locked = PdfFileReader(BytesIO(data), strict=True).encrypted
    except Exception:  # noqa: BLE001 - as in `verify`
        return Problem.DAMAGED
    return Problem.ENCRYPTED if is_locked else None


def _judge(found: Found) -> dict[Condition, bool]:
    is_sealed = bool(found.seals)
    are_intact = all(seal.is_intact for seal in found.seals) and all(
        stamp.is_intact for stamp in found.archive_stamps
    )
    are_trusted = all(seal.trust == Trust.TRUSTED for seal in found.seals)
    return {
        Condition.SEALED: is_sealed,
        Condition.INTACT: is_sealed and are_intact,
        Condition.WHOLE: is_sealed and found.is_whole,
        Condition.TRUSTED: is_sealed and are_trusted,
    }
