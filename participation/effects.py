"""The one door into the engine: what cases of participation set off."""

from datetime import datetime

from participation.actions import outcomes
from participation.models import Outcome
from workflows.effects import outbox, registry
from workflows.models import Case, CaseEvent, Effect


@registry.register("publish_outcome")
def publish_outcome(effect: Effect, *, at: datetime) -> None:
    """
    Publish the answers of `params["answers"]`, approved by `params["approval"]`.

    Both name transitions; what was answered and approved last counts.
    """
    case = Case.objects.select_related("submission").get(pk=effect.case_id)
    answered = _last(case, effect.params["answers"])
    approved = _last(case, effect.params["approval"])
    with outbox.finish(effect, at=at):
        outcomes.publish_outcome(case=case, answered=answered, approved=approved, at=at)


@registry.register("add_follow_up")
def add_follow_up(effect: Effect, *, at: datetime) -> None:
    """Publish the follow-up that the event's actor wrote, once the outcome is out."""
    outcome = Outcome.objects.get(case_id=effect.case_id)
    with outbox.finish(effect, at=at):
        outcomes.add_follow_up(outcome=outcome, event=effect.event)


def _last(case: Case, transition: str) -> CaseEvent:
    """
    Return the last event of the transition.

    :raises outbox.Undoable: if there is none: the workflow is drawn wrongly
    """
    event = case.events.filter(transition=transition).order_by("-seq").first()
    if event is None:
        raise outbox.Undoable("no-such-event")
    return event
