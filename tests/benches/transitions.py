"""
A case's start and three transitions: ours, the same rows by plain ORM, Wagtail's.

The limit writes every row that ours writes, one transaction per transition, with
no lock, no check and no decision. Wagtail's workflow approves a page three times.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from cms.accounts.models import User
from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from tests.benches.approvals import approved_page
from tests.benches.findings import Findings, Goal, Row, count_queries, medians_ms
from tests.cases import ANSWERS, act
from tests.people import make_person
from workflows.actions.actors import Actor
from workflows.actions.opening import open_case
from workflows.effects import outbox
from workflows.models import (
    Case,
    CaseEvent,
    Deadline,
    Effect,
    EventAnswers,
    ReferenceSeries,
    Submission,
    Task,
    Unit,
)

AT = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
STEPS = ("take", "offer_hearing", "note_hearing")

OURS = "Osallistu"
LIMIT = "the same rows, plain ORM"
WAGTAIL = "Wagtail's workflow"


def measure(*, rounds: int) -> Findings:
    """Compare the three, and count the queries of each transition."""
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    channel = install_channel(key="initiative", unit=unit, by=None, at=AT)
    person = make_person("bench", "registrar", "reviewer", unit=unit)
    taken = medians_ms(
        {
            OURS: partial(_ours, channel, person),
            LIMIT: partial(_limit, channel, person),
            WAGTAIL: approved_page(),
        },
        rounds=rounds,
    )
    findings = Findings(bench="transitions")
    findings.rows = [
        Row(
            case=name,
            median=taken[name],
            unit="ms",
            ratio=taken[name] / taken[LIMIT],
            ratio_to="limit",
        )
        for name in taken
    ]
    findings.goals = [
        Goal(goal="ours over the limit", value=taken[OURS] / taken[LIMIT], limit=2.5),
        Goal(
            goal="Wagtail's workflow over ours",
            value=taken[WAGTAIL] / taken[OURS],
            limit=6,
            at_least=True,
        ),
        *_queries(channel, person, findings),
    ]
    return findings


def _queries(channel: Channel, person: User, findings: Findings) -> list[Goal]:
    case = _start(channel)
    counts = {
        step: count_queries(partial(act, case, step, person, at=AT)) for step in STEPS
    }
    findings.rows += [
        Row(case=f"transition {step}", median=count, unit="queries", queries=count)
        for step, count in counts.items()
    ]
    return [Goal(goal="queries of a transition", value=max(counts.values()), limit=10)]


def _start(channel: Channel) -> Case:
    with transaction.atomic():
        submission = _submission(channel)
        return open_case(
            submission=submission,
            procedure=channel.procedure,
            arrived_at=AT,
            at=AT,
            actor=Actor.submitter(),
        )


def _submission(channel: Channel) -> Submission:
    return Submission.objects.create(
        form_version=channel.procedure.form.versions.newest(),
        answers=dict(ANSWERS),
        email="",
        language="fi",
        submitted_at=AT,
    )


def _ours(channel: Channel, person: User) -> Callable[[], None]:
    def timed() -> None:
        case = _start(channel)
        for revision, step in enumerate(STEPS, start=1):
            act(case, step, person, at=AT, revision=revision)

    return timed


def _limit(channel: Channel, person: User) -> Callable[[], None]:
    """Copy the rows of a case that went our way, number for number."""
    version = channel.procedure.workflow.versions.newest_first()[0]
    form = channel.procedure.form.versions.newest_first()[0]
    procedure = channel.procedure

    def timed() -> None:
        with transaction.atomic():
            submission = Submission.objects.create(
                form_version=form,
                answers=dict(ANSWERS),
                email="",
                language="fi",
                submitted_at=AT,
            )
            ReferenceSeries.objects.filter(prefix="OSA").update(
                last_number=F("last_number") + 1
            )
            case = Case.objects.create(
                submission=submission,
                procedure=procedure,
                workflow_version=version,
                unit_id=procedure.unit_id,
                reference=uuid.uuid4().hex,
                stage="received",
                stage_entered_at=AT,
                arrived_at=AT,
            )
            _write(case, 1, person, ended=(), started=("a", "b", "c"), written=False)
        for seq, ended, started, effects in (
            (2, ("a", "b"), ("d",), 1),
            (3, (), ("e",), 1),
            (4, ("e",), (), 0),
        ):
            with transaction.atomic():
                _write(case, seq, person, ended=ended, started=started, effects=effects)

    return timed


def _write(
    case: Case,
    seq: int,
    person: User,
    *,
    ended: tuple[str, ...],
    started: tuple[str, ...],
    effects: int = 1,
    written: bool = True,
) -> None:
    if seq > 1:
        Task.objects.filter(case=case, done_at=None).update(done_at=AT)
    if ended:
        Deadline.objects.filter(case=case, key__in=ended).update(
            state="met", ended_at=AT
        )
    if started:
        Deadline.objects.bulk_create(
            Deadline(case=case, key=key, clock="service", started_at=AT, due_at=AT)
            for key in started
        )
    owed = {"stage_entry": seq, "role": "reviewer", "due_at": AT, "opened_at": AT}
    Task.objects.create(case=case, unit_id=case.unit_id, **owed)
    event = CaseEvent.objects.create(
        case=case,
        workflow_version_id=case.workflow_version_id,
        seq=seq,
        type="transition",
        to_stage="review",
        actor_kind="person",
        actor=person,
        request_key=uuid.uuid4().hex,
        data={"answered": ["a", "b"]},
        at=AT,
        prev_hash="0" * 64,
        hash="0" * 64,
    )
    if written:
        EventAnswers.objects.create(event=event, answers={"a": "x", "b": "y"})
    Effect.objects.bulk_create(
        Effect(
            case=case,
            event=event,
            ordinal=ordinal,
            kind="mail",
            queue="mail",
            params={"mail": "received"},
            not_before=AT + timedelta(days=1),
        )
        for ordinal in range(effects)
    )
    if effects:
        outbox.wake_after_commit({"mail"})
    case.revision = seq
    case.save(
        update_fields=[
            "stage",
            "stage_entry",
            "stage_entered_at",
            "closed_at",
            "revision",
            "head_hash",
        ]
    )
