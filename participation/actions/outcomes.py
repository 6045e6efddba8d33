"""Publishing what was approved of a case."""

from datetime import datetime

from participation.models import Channel, FollowUp, Outcome
from workflows.models import Case, CaseEvent, EventAnswers


def publish_outcome(
    *, case: Case, answered: CaseEvent, approved: CaseEvent, at: datetime
) -> Outcome:
    """
    Publish the answers of the event as the case's outcome.

    What the resident typed is not read here: only what a person wrote for the
    public and another approved. Runs inside the effect's transaction; an outcome
    that exists already is left as it is.

    :param answered: the event whose answers hold public_title, public_summary,
        answer and measures
    :raises EventAnswers.DoesNotExist: if the event has no answers
    """
    written = EventAnswers.objects.with_key().get(event=answered).answers
    outcome, _ = Outcome.objects.get_or_create(
        case=case,
        defaults={
            "channel": Channel.objects.get(procedure_id=case.procedure_id),
            "event": answered,
            "language": case.submission.language,
            "title": written["public_title"],
            "summary": written["public_summary"],
            "answer": written["answer"],
            "measures": written["measures"],
            "answered_by": written["answered_by"],
            "arrived_at": case.arrived_at,
            "approved_at": approved.at,
            "published_at": at,
        },
    )
    return outcome


def add_follow_up(*, outcome: Outcome, event: CaseEvent) -> FollowUp:
    """
    Publish the event's answers as a follow-up of the outcome's measures.

    Runs inside the effect's transaction; a repeat adds nothing.
    """
    written = EventAnswers.objects.with_key().get(event=event).answers
    follow_up, _ = FollowUp.objects.get_or_create(
        event=event,
        defaults={"outcome": outcome, "text": written["follow_up"], "at": event.at},
    )
    return follow_up
