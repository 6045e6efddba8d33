"""
The one function that moves a case.

Gate, lock, decide, write, event, effects, all in one transaction. The lock orders
machines; the expected revision protects a person who decided on an old page; the
request key makes a repeated request harmless.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.stages import enter_stage
from workflows.engine.answers import faults
from workflows.engine.calendars import FINLAND
from workflows.engine.canonical import canonical, sha256_hex
from workflows.engine.decisions import Reason, Situation, why_not
from workflows.engine.workflow_spec import Transition
from workflows.errors import (
    GuardFails,
    InvalidAnswers,
    NotYourRole,
    RequestKeyReused,
    SameActor,
    StaleCase,
    WorkflowError,
    WrongStage,
)
from workflows.models import Case, CaseEvent, Role

REFUSALS: Mapping[Reason, type[WorkflowError]] = {
    Reason.WRONG_STAGE: WrongStage,
    Reason.NOT_YOUR_ROLE: NotYourRole,
    Reason.SAME_ACTOR: SameActor,
    Reason.GUARD: GuardFails,
}


def fire(
    *,
    case_id: int,
    transition: str,
    actor: Actor,
    at: datetime,
    request_key: str,
    expected_revision: int | None,
    answers: Mapping[str, Any],
) -> CaseEvent:
    """
    Take the case through the transition, and return the event that tells of it.

    :param request_key: made when the page was shown; the same request again returns
        the event of the first one
    :param expected_revision: what the actor saw; None only where nobody looked
    :param answers: the transition's small form, by field key
    :raises StaleCase: if the case changed after the actor saw it
    :raises WrongStage: if the transition does not start where the case is
    :raises NotYourRole: if the actor may not do this, or not in this unit
    :raises SameActor: if four eyes are required and the actor is the first pair
    :raises GuardFails: if the transition's condition does not hold
    :raises InvalidAnswers: if the small form is not filled in rightly
    :raises RequestKeyReused: if the key came earlier with another request
    """
    body = {"transition": transition, "actor": actor.user_id, "answers": dict(answers)}
    request_hash = sha256_hex(canonical(body))
    try:
        with transaction.atomic():
            case = _locked(case_id)
            if expected_revision is not None and expected_revision != case.revision:
                raise StaleCase(seen=expected_revision, now=case.revision)
            chosen = _allowed(case, transition, actor, at)
            if wrong := faults(chosen.fields, answers):
                raise InvalidAnswers(wrong)
            fact = Fact(
                type="transition",
                actor=actor,
                at=at,
                transition=chosen.key,
                from_stage=case.stage,
                to_stage=chosen.target or case.stage,
                request_key=request_key,
                request_hash=request_hash,
                data={"answered": sorted(answers)} if answers else {},
            )
            return _write(case, chosen, fact, answers)
    except (WorkflowError, IntegrityError):
        # Only a refused request can be a repeat: the first one moved the case on,
        # or, where it stayed in its stage, holds the request key.
        if earlier := _earlier(case_id, request_key):
            if earlier.request_hash != request_hash:
                raise RequestKeyReused from None
            return earlier
        raise


def _locked(case_id: int) -> Case:
    return (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("workflow_version", "submission", "unit")
        .defer("workflow_version__spec")
        .get(pk=case_id)
    )


def _allowed(case: Case, key: str, actor: Actor, at: datetime) -> Transition:
    chosen = case.workflow_version.compiled.transition_by_key.get(key)
    if chosen is None:
        raise WrongStage
    if reason := why_not(chosen, situation(case, actor, at, chosen)):
        raise REFUSALS[reason]
    return chosen


def situation(
    case: Case, actor: Actor, at: datetime, *transitions: Transition
) -> Situation:
    """Gather what the decisions on the transitions of the case depend on."""
    guarded = any(one.guard for one in transitions)
    watched = {key for one in transitions for key in one.not_same_actor_as}
    return Situation(
        stage=case.stage,
        trigger=actor.trigger,
        today=at.astimezone(FINLAND).date(),
        roles=_roles(case, actor),
        actor_id=actor.user_id,
        last_actors=_last_actors(case, watched) if watched else {},
        facts=case.submission.answers if guarded else {},
    )


def _roles(case: Case, actor: Actor) -> frozenset[str]:
    if actor.user is None:
        return frozenset()
    return Role.objects.keys_of(actor.user, case=case)


def _last_actors(case: Case, transitions: set[str]) -> dict[str, int | None]:
    events = case.events.filter(transition__in=transitions).order_by("seq")
    return dict(events.values_list("transition", "actor_id"))


def _write(
    case: Case, chosen: Transition, fact: Fact, answers: Mapping[str, Any]
) -> CaseEvent:
    if chosen.target:
        enter_stage(
            case=case,
            workflow=case.workflow_version.compiled,
            target=chosen.target,
            at=fact.at,
            first=False,
        )
    event = append_event(case=case, fact=fact, answers=answers)
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
    add_effects(event=event, specs=chosen.effects)
    return event


def _earlier(case_id: int, request_key: str) -> CaseEvent | None:
    return CaseEvent.objects.filter(case_id=case_id, request_key=request_key).first()
