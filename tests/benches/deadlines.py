"""
Deadlines by the thousand: a sweep of those that are due, and counting dates again.

Two worker nodes of django-q2, each in processes of its own, share the work, as in
production. Every case has one deadline that is over and one that is ahead.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db import transaction
from django.utils import timezone

from django_q.tasks import async_task

from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from tests.benches.findings import Findings, Goal, Row
from tests.benches.nodes import process, shared_database
from tests.cases import ANSWERS
from workflows.actions.recounts import refresh_calendars
from workflows.engine.calendars import Period
from workflows.engine.calendars import Unit as UnitOfTime
from workflows.engine.due import due_moment
from workflows.engine.terms import Terms, terms_as_json
from workflows.engine.workflow_spec import Clock
from workflows.models import Case, Closure, Deadline, Submission, Task, Unit

SIZES = (100, 1_000, 10_000)
WORKERS = 2
#: how long one run may take before the bench gives up
PATIENCE_SECONDS = 300
#: rows of one INSERT
BATCH = 1_000

TERMS = Terms(
    clock=Clock.SERVICE,
    period=Period(30, UnitOfTime.WORKING_DAY),
    pauses=True,
    basis={},
)


def measure(*, rounds: int) -> Findings:
    """Time both with more and more cases, the largest number against its goal."""
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    channel = install_channel(
        key="initiative", unit=unit, by=None, at=datetime(2026, 3, 10, tzinfo=UTC)
    )
    findings = Findings(bench="deadlines")
    with shared_database(), ExitStack() as nodes:
        for _ in range(WORKERS):
            nodes.enter_context(process("worker"))
        time.sleep(5)
        made = 0
        for size in SIZES:
            _make_cases(channel, made, size)
            made = size
            again = max(1, min(rounds, 3 if size < SIZES[-1] else 1))
            swept = median(_timed(_fall_due, _is_swept) for _ in range(again))
            moved = median(_timed(_close_a_day, _is_counted) for _ in range(again))
            findings.rows += [
                Row(case=f"sweep of {size} due deadlines", median=swept, unit="s"),
                Row(case=f"counting {size} dates again", median=moved, unit="s"),
            ]
    findings.goals = [
        Goal(goal="sweep of 10,000 due deadlines, s", value=swept, limit=60),
        Goal(goal="counting 10,000 dates again, s", value=moved, limit=60),
    ]
    return findings


def _timed(begin: Callable[[], None], is_done: Callable[[], bool]) -> float:
    begin()
    started = time.perf_counter()
    while not is_done():
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise TimeoutError(f"not done within {PATIENCE_SECONDS} seconds")
        time.sleep(0.05)
    return time.perf_counter() - started


def _fall_due() -> None:
    over = timezone.now() - timedelta(minutes=1)
    Deadline.objects.filter(key="late").update(
        due_at=over, next_at=over, missed_at=None, warned=0
    )
    async_task("workflows.queue.deadlines.sweep")


def _is_swept() -> bool:
    return not Deadline.objects.waiting_at(timezone.now()).exists()


def _close_a_day() -> None:
    """Close a day that every date comes after; the next time, open it again."""
    soon = timezone.now().date() + timedelta(days=3)
    while soon.weekday() > 4:
        soon += timedelta(days=1)
    with transaction.atomic():
        if not Closure.objects.filter(day=soon).delete()[0]:
            Closure.objects.create(day=soon, label="bench")
        refresh_calendars(at=timezone.now())


def _is_counted() -> bool:
    calendar = Unit.objects.get(key="bench").calendar
    ahead = Deadline.objects.filter(key="ahead")
    return not ahead.exclude(calendar=calendar).exists()


def _make_cases(channel: Channel, first: int, end: int) -> None:
    """Make the cases from one number up to another, as rows alone."""
    for start in range(first, end, BATCH):
        with transaction.atomic():
            _make_batch(channel, range(start, min(start + BATCH, end)))


def _make_batch(channel: Channel, numbers: range) -> None:
    procedure, now = channel.procedure, timezone.now()
    form = procedure.form.versions.newest_first()[0]
    version = procedure.workflow.versions.newest_first()[0]
    submissions = Submission.objects.bulk_create(
        Submission(
            form_version=form,
            answers={"title": ANSWERS["title"]},
            email="",
            language="fi",
            submitted_at=now,
        )
        for _ in numbers
    )
    cases = Case.objects.bulk_create(
        Case(
            submission=submission,
            procedure=procedure,
            workflow_version=version,
            unit_id=procedure.unit_id,
            reference=f"BENCH-{number}",
            stage="received",
            stage_entered_at=now,
            arrived_at=now,
        )
        for submission, number in zip(submissions, numbers, strict=True)
    )
    ahead = due_moment(TERMS, started_at=now)
    Deadline.objects.bulk_create(
        Deadline(
            case=case,
            key=key,
            clock="service",
            kept_terms=terms_as_json(TERMS),
            started_at=now,
            due_at=ahead,
            next_at=ahead,
            calendar=Unit.objects.get(pk=procedure.unit_id).calendar,
        )
        for case in cases
        for key in ("ahead", "late")
    )
    Task.objects.bulk_create(
        Task(
            case=case,
            unit_id=case.unit_id,
            stage_entry=1,
            role="registrar",
            due_at=ahead,
            opened_at=now,
        )
        for case in cases
    )
