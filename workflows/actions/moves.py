"""Writing a transition down, and those that follow by themselves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from workflows.actions.absences import returned_at
from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.facts import facts_of, tasks_of_visit
from workflows.actions.holding import hold_places
from workflows.actions.stages import enter_stage
from workflows.engine.answers import Fault
from workflows.engine.branch_checks import LEADING_ON
from workflows.engine.calendars import FINLAND
from workflows.engine.conditions import variables
from workflows.engine.decisions import Situation, next_by_itself
from workflows.engine.facts import PLACES_LEFT
from workflows.engine.workflow_spec import Transition, Trigger
from workflows.errors import EndlessWorkflow, InvalidAnswers
from workflows.models import Case, CaseEvent

#: how often in a row a case may go on by itself
MAX_LEADS = 10


def move(
    *,
    case: Case,
    transition: Transition,
    fact: Fact,
    answers: Mapping[str, Any],
) -> CaseEvent:
    """
    Leave and enter the stages of the transition, and append the event and its effects.

    Called inside an action that holds the case and saves it.

    :raises InvalidAnswers: if the case is said to have come back on a day that is
        ahead, or before it was away
    """
    if transition.target:
        back_at = returned_at(case, answers, transition.returned_on, at=fact.at)
        if back_at is None:
            raise InvalidAnswers({transition.returned_on: Fault.NOT_THAT_DAY})
        told = enter_stage(
            case=case,
            workflow=case.workflow_version.compiled,
            target=transition.target,
            at=fact.at,
            returned_at=back_at,
        )
        fact = replace(fact, data={**fact.data, **told})
    event = append_event(case=case, fact=fact, answers=answers)
    add_effects(event=event, specs=transition.effects)
    return event


def lead_on(*, case: Case, at: datetime) -> bool:
    """
    Take the case on for as long as its stage leads on by itself.

    The caller saves the case.

    :returns: whether it went anywhere
    :raises EndlessWorkflow: if that does not end; publishing refuses such workflows
    """
    for led in range(MAX_LEADS):
        transition = _next(case, at)
        if transition is None:
            return led > 0
        fact = Fact(
            type="transition",
            actor=Actor.system(Trigger.AUTOMATIC),
            at=at,
            transition=transition.key,
            from_stage=case.stage,
            to_stage=transition.target,
        )
        move(
            case=case,
            transition=transition,
            fact=fact,
            answers={},
        )
    raise EndlessWorkflow


def _next(case: Case, at: datetime) -> Transition | None:
    workflow = case.workflow_version.compiled
    stage = workflow.stage_by_key[case.stage]
    if stage.kind not in LEADING_ON:
        return None
    asked = frozenset[str]().union(
        *(variables(one.guard) for one in workflow.leaving(case.stage))
    )
    if PLACES_LEFT in asked:  # it may have come from another procedure just now
        hold_places(case.procedure)
    situation = Situation(
        stage=case.stage,
        trigger=Trigger.AUTOMATIC,
        today=at.astimezone(FINLAND).date(),
        facts=facts_of(case, asked),
    )
    done = sum(task.done_at is not None for task in tasks_of_visit(case))
    return next_by_itself(workflow, situation, tasks_done=done)
