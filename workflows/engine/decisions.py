"""
Decide whether a transition may happen, and what follows from it.

Decisions are values: the actions and the screens ask here and act on the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.engine.calendars import last_day
from workflows.engine.conditions import evaluate
from workflows.engine.workflow_spec import (
    DeadlineRule,
    StageKind,
    Transition,
    Trigger,
    WorkflowSpec,
)


class Reason(StrEnum):
    """Why a transition is refused."""

    WRONG_STAGE = "wrong_stage"
    NOT_YOUR_ROLE = "not_your_role"
    SAME_ACTOR = "same_actor"
    GUARD = "guard"
    TOO_LATE = "too_late"
    TASK_DONE = "task_done"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything a decision may depend on."""

    stage: str
    trigger: Trigger
    today: date
    #: of the person who acts
    roles: frozenset[str] = frozenset()
    actor_id: int | None = None
    #: who did a transition last, by its key
    last_actors: Mapping[str, int | None] = field(default_factory=dict)
    #: answers and facts that guards may ask for
    facts: Mapping[str, Any] = field(default_factory=dict)
    #: the day on which the stage was entered
    entered_on: date | None = None
    #: whether a task of the stage is left that the actor may complete
    has_task: bool = True


def why_not(transition: Transition, situation: Situation) -> Reason | None:
    """Return why the transition is refused in the situation, or nothing."""
    if situation.stage not in transition.sources:
        return Reason.WRONG_STAGE
    if not _is_for(transition, situation):
        return Reason.NOT_YOUR_ROLE
    return _obstacle(transition, situation)


def _obstacle(transition: Transition, situation: Situation) -> Reason | None:
    """Return what keeps somebody of the right role from it, or nothing."""
    if _did_one_of(transition.not_same_actor_as, situation):
        return Reason.SAME_ACTOR
    if transition.completes_task and not situation.has_task:
        return Reason.TASK_DONE
    if not _is_in_time(transition, situation):
        return Reason.TOO_LATE
    if not evaluate(transition.guard, situation.facts, today=situation.today):
        return Reason.GUARD
    return None


def _did_one_of(transitions: tuple[str, ...], situation: Situation) -> bool:
    return situation.actor_id is not None and any(
        situation.last_actors.get(key) == situation.actor_id for key in transitions
    )


def _is_in_time(transition: Transition, situation: Situation) -> bool:
    """Tell whether the time for the transition, if it has one, is not over."""
    if transition.within is None or situation.entered_on is None:
        return True
    return situation.today <= last_day(situation.entered_on, transition.within)


def next_by_itself(
    workflow: WorkflowSpec, situation: Situation, *, tasks_done: int
) -> Transition | None:
    """
    Return the transition by which the case leaves its stage without anybody.

    :param tasks_done: of this visit to a parallel stage
    :returns: nothing when the stage does not lead on, or not yet
    """
    stage = workflow.stage_by_key[situation.stage]
    if stage.kind is StageKind.PARALLEL and tasks_done < stage.needed:
        return None
    leaving = (
        one
        for one in workflow.leaving(stage.key)
        if one.trigger is Trigger.AUTOMATIC
        and evaluate(one.guard, situation.facts, today=situation.today)
    )
    return next(leaving, None)


def _is_for(transition: Transition, situation: Situation) -> bool:
    if transition.trigger is not situation.trigger:
        return False
    return transition.trigger is not Trigger.PERSON or not situation.roles.isdisjoint(
        transition.roles
    )


@dataclass(frozen=True, kw_only=True)
class Movement:
    """What entering a stage means for the clocks."""

    #: rules whose clock starts
    started: tuple[DeadlineRule, ...] = ()
    #: keys of rules that no longer run
    ended: frozenset[str] = frozenset()
    #: service clocks stand still from here, or go on
    pauses: bool = False
    resumes: bool = False
    #: the case goes to another authority, or comes back from there
    leaves: bool = False
    returns: bool = False


def movement(workflow: WorkflowSpec, source: str | None, target: str) -> Movement:
    """Return what changes for the clocks between two stages; no source at the start."""
    entered = workflow.stage_by_key[target]
    left = None if source is None else workflow.stage_by_key[source]
    waits = entered.kind is StageKind.WAIT
    waited = left is not None and left.kind is StageKind.WAIT
    was_away = left is not None and left.away
    return Movement(
        started=tuple(
            rule
            for rule in workflow.deadlines
            if target in rule.during and source not in rule.during
        ),
        ended=frozenset(
            rule.key for rule in workflow.deadlines if target not in rule.during
        ),
        pauses=waits and not waited,
        resumes=waited and not waits,
        leaves=entered.away and not was_away,
        returns=was_away and not entered.away,
    )


def begun_by(
    before: WorkflowSpec, left: str, after: WorkflowSpec, stage: str
) -> tuple[DeadlineRule, ...]:
    """
    Return the rules that begin to count when a case goes on in another version.

    Those that hold for its stage now and did not hold for it in the version before:
    one that did runs already, or was ended there.
    """
    counted = {rule.key for rule in before.deadlines if left in rule.during}
    return tuple(
        rule
        for rule in after.deadlines
        if stage in rule.during and rule.key not in counted
    )


def stands_still_in(workflow: WorkflowSpec, rule: DeadlineRule) -> bool:
    """
    Tell whether the deadline may stand still in stages that wait for the submitter.

    One that runs in such stages only is the time that the submitter has.
    """
    return any(
        workflow.stage_by_key[key].kind is not StageKind.WAIT for key in rule.during
    )
