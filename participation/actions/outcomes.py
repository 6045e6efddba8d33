"""Publishing what was approved of a case."""

from datetime import datetime
from typing import Any

from participation.actions.measures import (
    named_measure,
    note_progress,
    promise_measures,
)
from participation.models import Channel, FollowUp, Outcome
from workflows.models import Case, CaseEvent, EventAnswers, Role


def publish_outcome(
    *, case: Case, answered: CaseEvent, approved: CaseEvent, at: datetime
) -> Outcome:
    """
    Publish the answers of the event as the case's outcome.

    What the resident typed is not read here: only what a person wrote for the
    public and another approved. Runs inside the effect's transaction; an outcome
    that exists already is left as it is.

    :param answered: the event whose answers hold public_title, public_summary,
        answer, measures and answered_by, and may hold public_hearing and promises:
        the measures to be followed, one per line
    :raises EventAnswers.DoesNotExist: if the event has no answers
    """
    written = EventAnswers.objects.with_key().get(event=answered).answers
    outcome, is_new = Outcome.objects.get_or_create(
        case=case,
        defaults={
            "channel": Channel.objects.get(procedure_id=case.procedure_id),
            "event": answered,
            "language": case.submission.language,
            "title": written["public_title"],
            "summary": written["public_summary"],
            "hearing": written.get("public_hearing") or "",
            "answer": written["answer"],
            "measures": written["measures"],
            "answered_by": written["answered_by"],
            "arrived_at": case.arrived_at,
            "approved_at": approved.at,
            "published_at": at,
            **_confirmed(approved),
        },
    )
    if is_new:
        promise_measures(outcome=outcome, text=written.get("promises") or "")
    return outcome


def _confirmed(approved: CaseEvent) -> dict[str, Any]:
    """Return what the outcome tells of the approver's second factor, if one was given."""
    given = approved.data.get("confirmed")
    if given is None or approved.actor is None:
        return {}
    return {
        "confirmed_by": approved.actor.title or _role_of(approved),
        "confirmed_with": given["method"],
        "confirmed_at": datetime.fromisoformat(given["at"]),
    }


def _role_of(approved: CaseEvent) -> str:
    """Return what the role is called in which the approver acted."""
    workflow = approved.workflow_version.compiled
    roles = workflow.transition_by_key[approved.transition].roles
    held = Role.objects.filter(key__in=roles, group__user=approved.actor_id)
    role = held.select_related("group").order_by("pk").first()
    return str(role) if role else ""


def add_follow_up(*, outcome: Outcome, event: CaseEvent) -> FollowUp:
    """
    Publish the event's answers as a follow-up of the outcome's measures.

    Where it tells of one measure, that measure moves on too. Runs inside the effect's
    transaction; a repeat adds nothing.

    :raises UnknownMeasure: if it names a measure that was not promised
    """
    written = EventAnswers.objects.with_key().get(event=event).answers
    measure = named_measure(outcome, written)
    follow_up, _ = FollowUp.objects.get_or_create(
        event=event,
        defaults={
            "outcome": outcome,
            "measure": measure,
            "status": written.get("measure_status") or "",
            "text": written["follow_up"],
            "at": event.at,
        },
    )
    if measure is not None:
        note_progress(measure=measure, at=event.at)
    return follow_up
