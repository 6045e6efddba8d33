"""
A case's start and three transitions: ours, the same rows by plain ORM, Wagtail's.

The limit writes every row that ours writes, one transaction per transition, with
no lock, no check and no decision. Wagtail's workflow approves a page three times, as
`tests.benches.approvals` tells; it is measured without its mails as well, since ours
go out later, by the worker.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import transaction
from django.test import override_settings

from cms.accounts.models import User
from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from tests.benches.approvals import approved_page
from tests.benches.findings import Findings, Goal, Row, count_queries, medians_ms
from tests.cases import ANSWERS, act
from tests.people import make_person
from workflows.actions.actors import Actor
from workflows.actions.opening import open_case
from workflows.actions.recounts import refresh_calendars
from workflows.effects import outbox
from workflows.models import (
    Case,
    CaseEvent,
    Deadline,
    Effect,
    EventAnswers,
    FormVersion,
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
SILENT = "Wagtail's workflow, nobody told"

#: as in production: by the worker, not in the request
LATER = {"default": {"BACKEND": "workflows.queue.backend.DjangoQ2Backend"}}


@override_settings(TASKS=LATER)
def measure(*, rounds: int) -> Findings:
    """Compare them, and count the queries of each transition."""
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    refresh_calendars(at=AT)  # as the worker does every minute
    unit.refresh_from_db()
    channel = install_channel(key="initiative", unit=unit, by=None, at=AT)
    person = make_person("bench", "registrar", "reviewer", unit=unit)
    contenders = {
        OURS: partial(_ours, channel, person),
        LIMIT: partial(_limit, channel, person),
        WAGTAIL: approved_page(mailed=True),
        SILENT: approved_page(mailed=False),
    }
    taken = medians_ms(contenders, rounds=rounds)
    findings = Findings(bench="transitions")
    findings.rows = [
        Row(
            case=name,
            median=taken[name],
            unit="ms",
            queries=count_queries(prepare()),
            ratio=taken[name] / taken[LIMIT],
            ratio_to="limit",
        )
        for name, prepare in contenders.items()
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
    case = _start(channel, _form(channel))
    counts = {
        step: count_queries(partial(act, case, step, person, at=AT)) for step in STEPS
    }
    findings.rows += [
        Row(case=f"transition {step}", median=count, unit="queries", queries=count)
        for step, count in counts.items()
    ]
    return [Goal(goal="queries of a transition", value=max(counts.values()), limit=10)]


def _form(channel: Channel) -> FormVersion:
    """Return what a draft has at hand."""
    version: FormVersion = channel.procedure.form.versions.newest()
    return version


def _start(channel: Channel, form: FormVersion) -> Case:
    with transaction.atomic():
        return open_case(
            submission=_submission(form),
            procedure=channel.procedure,
            arrived_at=AT,
            at=AT,
            actor=Actor.submitter(),
        )


def _submission(form: FormVersion) -> Submission:
    return Submission.objects.create(
        form_version=form,
        answers=dict(ANSWERS),
        email="",
        language="fi",
        submitted_at=AT,
    )


def _ours(channel: Channel, person: User) -> Callable[[], None]:
    form = _form(channel)

    def timed() -> None:
        case = _start(channel, form)
        for revision, step in enumerate(STEPS, start=1):
            act(case, step, person, at=AT, revision=revision)

    return timed


def _limit(channel: Channel, person: User) -> Callable[[], None]:
    """Copy the rows of a case that went our way, number for number."""
    form, procedure = _form(channel), channel.procedure
    version = procedure.workflow.versions.newest()

    def timed() -> None:
        with transaction.atomic():
            ReferenceSeries.objects.next_number("OSA", AT.year)
            case = Case.objects.create(
                submission=_submission(form),
                procedure=procedure,
                workflow_version=version,
                unit_id=procedure.unit_id,
                reference=uuid.uuid4().hex,
                stage="received",
                stage_entered_at=AT,
                arrived_at=AT,
                revision=1,
            )
            _write(case, 1, person, started=("a", "b", "c"), written=False)
        for seq, moved, started, effects in (
            (2, ("a", "b"), ("d",), 1),
            (3, ("c", "d"), ("e",), 1),
            (4, ("c", "d", "e"), (), 0),
        ):
            with transaction.atomic():
                _write(case, seq, person, moved=moved, started=started, effects=effects)
                case.revision = seq
                case.save_moved()

    return timed


def _write(
    case: Case,
    seq: int,
    person: User,
    *,
    moved: tuple[str, ...] = (),
    started: tuple[str, ...],
    effects: int = 1,
    written: bool = True,
) -> None:
    if seq > 1:
        Task.objects.filter(case=case, done_at=None).update(done_at=AT)
    if moved:
        Deadline.objects.filter(case=case, key__in=moved).update(
            state="armed", due_at=AT, next_at=AT, ended_at=None
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
