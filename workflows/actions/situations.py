"""What the decision on a transition depends on, and how a refusal is raised."""

from collections.abc import Mapping
from datetime import datetime

from workflows.actions.actors import Actor
from workflows.actions.facts import facts_of
from workflows.actions.parts import own_task
from workflows.actions.roles import roles_of
from workflows.engine.calendars import FINLAND
from workflows.engine.conditions import variables
from workflows.engine.decisions import Reason, Situation
from workflows.engine.workflow_spec import Transition
from workflows.errors import (
    GuardFails,
    NotYourRole,
    SameActor,
    TaskDone,
    TooLate,
    WorkflowError,
    WrongStage,
)
from workflows.models import Case

REFUSALS: Mapping[Reason, type[WorkflowError]] = {
    Reason.WRONG_STAGE: WrongStage,
    Reason.NOT_YOUR_ROLE: NotYourRole,
    Reason.SAME_ACTOR: SameActor,
    Reason.GUARD: GuardFails,
    Reason.TOO_LATE: TooLate,
    Reason.TASK_DONE: TaskDone,
}


def situation(
    case: Case, actor: Actor, at: datetime, *transitions: Transition
) -> Situation:
    """Gather what the decisions on the transitions of the case depend on."""
    asked = frozenset[str]().union(*(variables(one.guard) for one in transitions))
    watched = {key for one in transitions for key in one.not_same_actor_as}
    completing = any(one.completes_task for one in transitions)
    roles = roles_of(actor, case)
    return Situation(
        stage=case.stage,
        trigger=actor.trigger,
        today=at.astimezone(FINLAND).date(),
        roles=roles,
        actor_id=actor.user_id,
        last_actors=_last_actors(case, watched) if watched else {},
        facts=facts_of(case, asked) if asked else {},
        entered_on=case.stage_entered_at.astimezone(FINLAND).date(),
        has_task=not completing or own_task(case, actor, roles) is not None,
    )


def _last_actors(case: Case, transitions: set[str]) -> dict[str, int | None]:
    events = case.events.filter(transition__in=transitions).order_by("seq")
    return dict(events.values_list("transition", "actor_id"))
