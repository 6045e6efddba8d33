"""What the system notes on many cases at once, with a few statements for them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, next_event
from workflows.effects import outbox, registry
from workflows.effects.deadline_notices import NOTIFY
from workflows.models import Case, CaseEvent, Deadline, Effect, Task
from workflows.models.updates import save_each


@dataclass(frozen=True, kw_only=True)
class Note:
    """A fact about a case, and whom to tell of it."""

    case: Case
    type: str
    data: Mapping[str, Any]
    #: parameters of a notification; none when nobody is told
    tell: Mapping[str, str] | None = None


def append_notes(notes: Sequence[Note], *, at: datetime) -> None:
    """
    Append each note to the chain of its case, and tell whom it concerns.

    Called inside an action that holds the cases; saves what it changes on them.
    """
    events = [_event(note, at) for note in notes]
    CaseEvent.objects.bulk_create(events)
    cases = {note.case.pk: note.case for note in notes}
    save_each([*cases.values()], ["revision", "head_hash"])
    told = [
        _notification(event, note.tell)
        for event, note in zip(events, notes, strict=True)
        if note.tell
    ]
    if told:
        Effect.objects.bulk_create(told)
        outbox.wake_after_commit({effect.queue for effect in told})


def remind_tasks_of(case_ids: Sequence[int]) -> None:
    """Copy the nearest moment that is due to the open tasks of the cases."""
    armed = Deadline.objects.filter(
        case=OuterRef("case"), state=Deadline.State.ARMED, due_at__isnull=False
    )
    nearest = armed.order_by("due_at").values("due_at")[:1]
    Task.objects.open().filter(case__in=case_ids).update(due_at=Subquery(nearest))


def _event(note: Note, at: datetime) -> CaseEvent:
    fact = Fact(
        type=note.type,
        actor=Actor.system(),
        at=at,
        from_stage=note.case.stage,
        to_stage=note.case.stage,
        data=note.data,
    )
    return next_event(case=note.case, fact=fact)


def _notification(event: CaseEvent, params: Mapping[str, str]) -> Effect:
    return Effect(
        case_id=event.case_id,
        event=event,
        ordinal=0,
        kind=NOTIFY,
        queue=registry.kind(NOTIFY).queue,
        params=dict(params),
        not_before=event.at,
    )
