"""Judging a file that somebody hands in: against the register, and apart."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.cache import cache

from participation.models import Report, SealRecord
from participation.reports.apart import Limits, run_apart
from participation.reports.errors import ApartFailed, InspectorBusy
from participation.reports.inspector import read_verdict
from participation.reports.seal_settings import trust_roots
from participation.reports.verification import (
    Condition,
    Problem,
    Verdict,
    sha256_of,
    unreadable,
    verify,
)

#: matches no file
_NO_FILE = "-"
_LIMITS = Limits(cpu_seconds=15, wall_seconds=20, memory_bytes=1024 * 1024 * 1024)
#: how many files of strangers are open at a time, whatever the number of web
#: processes, and how many seconds the next one waits for its turn
AT_ONCE, PATIENCE_SECONDS = 2, 3
_PAUSE_SECONDS = 0.1


class Answer(StrEnum):
    """What the file is, in one word."""

    #: byte for byte what we issued, and its seal holds
    ISSUED = "issued"
    #: byte for byte what we issued, but its seal cannot be confirmed
    UNPROVEN = "unproven"
    #: begins as what we issued, and goes on
    ADDED_TO = "added_to"
    #: carries a seal with a certificate of ours, and is not as we sealed it
    CHANGED = "changed"
    #: carries our seal, whole, but is not in the register
    UNREGISTERED = "unregistered"
    #: carries somebody else's seal
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found of a file: the verdict, and the report that it has to do with."""

    answer: Answer
    verdict: Verdict
    #: which the file is, or begins as
    report: Report | None
    #: under whose code it was handed in
    asked: Report | None = None
    #: the edition that is in force in place of `report`
    newer: Report | None = None
    #: it is a file of the report as we issued it, and got a newer time stamp since
    is_earlier_copy: bool = False

    @property
    def is_ours(self) -> bool:
        """Tell whether the file is one that we issued, whole and sealed."""
        return self.answer == Answer.ISSUED

    @property
    def is_asked_for(self) -> bool | None:
        """Tell whether it is the report it was held against; None without one."""
        if self.asked is None:
            return None
        return self.is_ours and not self.is_another

    @property
    def is_another(self) -> bool:
        """Tell whether it is ours, but not the one that it was held against."""
        return bool(self.asked and self.report and self.asked.pk != self.report.pk)


def inspect_file(data: bytes, *, report: Report | None, at: datetime) -> Finding:
    """
    Judge the file against the register, and against that report if one is given.

    Strangers' files are opened in a child process with limits. A file that is
    byte for byte ours existed, as our register proves, when we sealed it.

    :param at: now
    :raises InspectorBusy: if too many others are being judged
    """
    sha256 = sha256_of(data)
    issued = _issued_as(sha256)
    if issued:
        verdict = verify(
            data,
            trust_roots=trust_roots(),
            expected_sha256=sha256,
            at=at,
            known_since=issued.sealed_at,
        )
        answer = Answer.ISSUED if verdict.holds else Answer.UNPROVEN
        return Finding(
            answer=answer,
            verdict=verdict,
            report=issued,
            asked=report,
            newer=newer_edition(issued),
            is_earlier_copy=issued.sha256 != sha256,
        )
    verdict = _verify_apart(data, at=at)
    begun = _issued_as(*verdict.found.earlier_sha256)
    answer = Answer.ADDED_TO if begun else _answer(verdict)
    newer = newer_edition(begun) if begun else None
    return Finding(
        answer=answer, verdict=verdict, report=begun, asked=report, newer=newer
    )


def _issued_as(*sha256: str) -> Report | None:
    """Return the report of which a file with one of these hashes is or was kept."""
    report = Report.objects.filter(sha256__in=sha256).first()
    if report:
        return report
    earlier = SealRecord.objects.kept().filter(sha256__in=sha256)
    record = earlier.select_related("report").first()
    return record.report if record else None


def newer_edition(report: Report) -> Report | None:
    """Return the newest edition of the report, if that is another one."""
    newest = Report.objects.editions_of(
        kind=report.kind, subject=report.subject, language=report.language
    ).first()
    return newest if newest and newest.pk != report.pk else None


def _answer(verdict: Verdict) -> Answer:
    """Return what a file is that the register does not know."""
    if verdict.problem:
        return Answer.UNREADABLE
    if not verdict.fulfils(Condition.SEALED):
        return Answer.UNSEALED
    if not _names_us(verdict):
        return Answer.FOREIGN
    holds = all(
        check.holds
        for check in verdict.checks
        if check.condition != Condition.IDENTICAL
    )
    return Answer.UNREGISTERED if holds else Answer.CHANGED


def _names_us(verdict: Verdict) -> bool:
    """Tell whether a seal names a certificate that we have sealed with."""
    signers = [seal.signer for seal in verdict.found.seals if seal.signer]
    return any(
        Report.objects.filter(
            signer_serial=signer.serial, signer_issuer=signer.issuer[:300]
        ).exists()
        for signer in signers
    )


def _verify_apart(data: bytes, *, at: datetime) -> Verdict:
    request = {
        "trust_roots": [str(root) for root in trust_roots()],
        "expected_sha256": _NO_FILE,
        "at": at.isoformat(),
    }
    with _own_turn():
        return _asked_of_child(request, data)


def _asked_of_child(request: Mapping[str, object], data: bytes) -> Verdict:
    asked = json.dumps(request).encode() + b"\n" + data
    try:
        answer = run_apart(
            "participation.reports.inspector",
            asked,
            limits=_LIMITS,
            reads=trust_roots(),
        )
        return read_verdict(answer)
    except ApartFailed as failure:
        too_heavy = failure.code in ("time", "wait", "memory")
        problem = Problem.TOO_HEAVY if too_heavy else Problem.DAMAGED
        return unreadable(data, problem)
    except ValueError:
        return unreadable(data, Problem.DAMAGED)


@contextmanager
def _own_turn() -> Iterator[None]:
    turn = _take_turn()
    try:
        yield
    finally:
        cache.delete(turn)


def _take_turn() -> str:
    """Return the turn that was free; that of a process that died ends by itself."""
    for _ in range(int(PATIENCE_SECONDS / _PAUSE_SECONDS)):
        for number in range(AT_ONCE):
            turn = f"inspection:{number}"
            if cache.add(turn, "taken", timeout=2 * _LIMITS.wall_seconds):
                return turn
        time.sleep(_PAUSE_SECONDS)
    raise InspectorBusy
