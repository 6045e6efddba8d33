"""Judging a file that somebody hands in: against the register, and apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from participation.models import Report
from participation.reports.apart import Limits, run_apart
from participation.reports.errors import ApartFailed, SealFailed
from participation.reports.inspector import read_verdict
from participation.reports.seal_settings import read_seal_settings
from participation.reports.verification import (
    Problem,
    Verdict,
    sha256_of,
    unreadable,
    verify,
)

#: matches no file
_NO_FILE = "-"
_LIMITS = Limits(cpu_seconds=15, wall_seconds=30, memory_bytes=1024 * 1024 * 1024)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found of a file: the verdict, and the report it was held against."""

    verdict: Verdict
    report: Report | None

    @property
    def is_ours(self) -> bool:
        """Tell whether the file is one that we issued, whole and sealed."""
        return self.verdict.holds


def inspect_file(data: bytes, *, report: Report | None, at: datetime) -> Finding:
    """
    Judge the file against that report, or against whichever has these bytes.

    Strangers' files are opened in a child process with limits. A file that is
    byte for byte ours is judged as of the moment when we sealed it.

    :param at: now
    """
    sha256 = sha256_of(data)
    report = report or Report.objects.filter(sha256=sha256).first()
    expected = report.sha256 if report else _NO_FILE
    try:
        roots = read_seal_settings(settings.REPORT_SEAL).trust_roots
    except SealFailed:
        roots = ()
    if report and expected == sha256:
        verdict = verify(
            data,
            trust_roots=roots,
            expected_sha256=expected,
            at=at,
            known_since=report.sealed_at,
        )
        return Finding(verdict=verdict, report=report)
    request = {
        "trust_roots": [str(root) for root in roots],
        "expected_sha256": expected,
        "at": at.isoformat(),
    }
    return Finding(verdict=_verify_apart(request, data), report=report)


def _verify_apart(request: Mapping[str, object], data: bytes) -> Verdict:
    asked = json.dumps(request).encode() + b"\n" + data
    try:
        answer = run_apart("participation.reports.inspector", asked, limits=_LIMITS)
        return read_verdict(answer)
    except ApartFailed as failure:
        too_heavy = failure.code in ("time", "memory")
        problem = Problem.TOO_HEAVY if too_heavy else Problem.DAMAGED
        return unreadable(data, problem)
    except ValueError:
        return unreadable(data, Problem.DAMAGED)
