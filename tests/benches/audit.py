"""
Verifying the whole history, at three sizes in one growing database.

The limit reads the same rows in the same order with a plain SELECT, and takes the
SHA-256 of each. Peak memory is how far the process grew while it verified.
"""

import gc
import hashlib
import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from tests.benches.findings import Findings, Goal, Row
from workflows.actions.anchors import add_anchor
from workflows.actions.audits import Audit, events_by_case
from workflows.engine.chain import NO_HASH, event_hash, facts_of
from workflows.models import Case, CaseEvent, Submission, Unit

AT = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
EVENTS_OF_A_CASE = 20
CASES_AT_ONCE = 250

OURS = "verify_audit"
LIMIT = "plain SELECT and SHA-256"


def measure(*, rounds: int, sizes: tuple[int, ...] = SIZES) -> Findings:
    """Grow the history to each size, and verify it there."""
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    channel = install_channel(key="initiative", unit=unit, by=None, at=AT)
    findings = Findings(bench="audit")
    rates, grown, ratios, size_before = [], [], [], 0
    for size in sizes:
        _grow(channel, size_before, size)
        size_before = size
        times = min(rounds, max(1, 100_000 // size))
        ours = [_measured(_verify) for _ in range(times)]
        limit = [_measured(_read) for _ in range(times)]
        seconds, plain = (median(one[0] for one in runs) for runs in (ours, limit))
        rates.append(size / seconds)
        grown.append(max(one[1] for one in ours))
        ratios.append(seconds / plain)
        findings.rows += _rows(size, seconds, plain, grown[-1])
    findings.goals = [
        Goal(
            goal="verifying over the limit, at most events", value=ratios[-1], limit=8
        ),
        Goal(
            goal="MiB more at the most events than at the fewest",
            value=round(grown[-1] - grown[0], 1),
            limit=16,
        ),
        Goal(
            goal="events/s at the most events over those at the fewest",
            value=round(rates[-1] / rates[0], 2),
            limit=0.7,
            at_least=True,
        ),
    ]
    return findings


def _rows(size: int, seconds: float, plain: float, grown: float) -> list[Row]:
    return [
        Row(
            case=f"{size:,} events: {OURS}",
            median=size / seconds,
            unit="events/s",
            ratio=seconds / plain,
            ratio_to=LIMIT,
        ),
        Row(case=f"{size:,} events: {LIMIT}", median=size / plain, unit="events/s"),
        Row(case=f"{size:,} events: peak memory", median=grown, unit="MiB more"),
    ]


def _verify() -> None:
    audit = Audit()
    assert not list(audit.findings())
    assert audit.events == audit.anchored == CaseEvent.objects.count()


def _read() -> None:
    """Read what verifying reads, in the same order, and hash each row as it is."""
    query, values = events_by_case().query.sql_with_params()
    with transaction.atomic(), _streaming() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(2000):
            for row in rows:
                hashlib.sha256(repr(row).encode()).hexdigest()


def _streaming() -> Any:
    """Return a cursor that does not fetch everything at once."""
    if connection.vendor == "postgresql":
        return connection.connection.cursor(name="bench")
    return connection.cursor()


def _measured(work: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that the work took, and the MiB it grew at its peak."""
    gc.collect()
    before = _memory("VmRSS")
    # Forgets the highest mark of this process (Linux).
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    start = perf_counter()
    work()
    return perf_counter() - start, (_memory("VmHWM") - before) / 1024


def _memory(mark: str) -> int:
    """Return a mark of this process's memory in KiB."""
    status = Path(f"/proc/{os.getpid()}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith(mark))
    return int(line.split()[1])


def _grow(channel: Channel, begin: int, end: int) -> None:
    """Write whole cases, each with a chain that holds, and anchor them."""
    first, last = begin // EVENTS_OF_A_CASE, end // EVENTS_OF_A_CASE
    for number in range(first, last, CASES_AT_ONCE):
        with transaction.atomic():
            _write(channel, range(number, min(number + CASES_AT_ONCE, last)))
    add_anchor(at=AT)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(channel: Channel, numbers: range) -> None:
    procedure = channel.procedure
    form = procedure.form.versions.newest_first()[0]
    version = procedure.workflow.versions.newest_first()[0]
    submissions = Submission.objects.bulk_create(
        Submission(form_version=form, answers={}, language="fi", submitted_at=AT)
        for _ in numbers
    )
    cases = [
        Case(
            submission=submission,
            procedure=procedure,
            workflow_version=version,
            unit_id=procedure.unit_id,
            reference=f"BENCH-{number}",
            stage="received",
            stage_entered_at=AT,
            arrived_at=AT,
        )
        for number, submission in zip(numbers, submissions, strict=True)
    ]
    chains = [_chain(case) for case in cases]
    cases = Case.objects.bulk_create(cases)
    for case, chain in zip(cases, chains, strict=True):
        for event in chain:
            event.case_id = case.pk
    CaseEvent.objects.bulk_create(
        (event for chain in chains for event in chain), batch_size=2000
    )


def _chain(case: Case) -> list[CaseEvent]:
    """Return events of a case, and write the last one's hash on the case."""
    chain = []
    for seq in range(1, EVENTS_OF_A_CASE + 1):
        event = CaseEvent(
            workflow_version_id=case.workflow_version_id,
            seq=seq,
            type="transition",
            transition="take",
            from_stage="received",
            to_stage="review",
            actor_kind="system",
            request_key=uuid.uuid4().hex,
            data={"answered": ["estimate", "handled_by"], "written": "0" * 64},
            at=AT + timedelta(minutes=seq),
            prev_hash=chain[-1].hash if chain else NO_HASH,
        )
        facts = facts_of(
            case.public_id,
            seq,
            event.type,
            event.transition,
            event.from_stage,
            event.to_stage,
            event.actor_kind,
            None,
            event.at,
            event.data,
        )
        event.hash = event_hash(event.prev_hash, facts)
        chain.append(event)
    case.revision, case.head_hash = EVENTS_OF_A_CASE, chain[-1].hash
    return chain
