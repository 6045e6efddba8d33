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
from workflows.actions.deeds import do_deed
from workflows.actions.events import Fact
from workflows.actions.holding import hold_places
from workflows.actions.moves import lead_on, move
from workflows.actions.parts import complete_task
from workflows.actions.situations import REFUSALS, situation
from workflows.engine.answers import faults
from workflows.engine.canonical import canonical
from workflows.engine.decisions import why_not
from workflows.engine.workflow_spec import Transition
from workflows.errors import (
    ConfirmationMissing,
    InvalidAnswers,
    RequestKeyReused,
    StaleCase,
    WorkflowError,
    WrongStage,
)
from workflows.models import Case, CaseEvent
from workflows.models.cases import CaseQuerySet
from workflows.models.kept_queries import KeptQuery

#: has no roles
_NOBODY = 0


def _held(case_id: int, user_id: int) -> CaseQuerySet:
    """Lock the case, and read what decides on it."""
    return (
        Case.objects.with_roles_of(user_id)
        .with_listeners()
        .select_for_update(of=("self",), no_key=True)
        .select_related("workflow_version", "submission", "unit", "procedure")
        .defer("workflow_version__spec")
        .filter(pk=case_id)
    )


_HELD = KeptQuery(_held, keys=2)


def fire(
    *,
    case_id: int,
    transition: str,
    actor: Actor,
    at: datetime,
    request_key: str,
    expected_revision: int | None,
    answers: Mapping[str, Any],
    resubmitted: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """
    Take the case through the transition, and return the event that tells of it.

    Where that brings the case into a stage that leads on by itself, it goes on; each
    further transition has an event of its own.

    :param request_key: made when the page was shown; the same request again returns
        the event of the first one
    :param expected_revision: what the actor saw; None only where nobody looked
    :param answers: the transition's small form, by field key
    :param resubmitted: for a transition that resubmits, what the event tells of the
        changed answers, which are in their place already
    :raises StaleCase: if the case changed after the actor saw it
    :raises WrongStage: if the transition does not start where the case is
    :raises NotYourRole: if the actor may not do this, or not in this unit
    :raises SameActor: if four eyes are required and the actor is the first pair
    :raises TaskDone: if no task of the parallel stage is left for the actor
    :raises TooLate: if the transition's time is over
    :raises GuardFails: if the transition's condition does not hold
    :raises ConfirmationMissing: if it asks for a second factor that the actor did not
        give just now; told only to those who may do it
    :raises InvalidAnswers: if the small form is not filled in rightly
    :raises RequestKeyReused: if the key came earlier with another request
    :raises WorkflowError: what a deed of the transition refuses
    """
    body = {"transition": transition, "actor": actor.user_id, "answers": dict(answers)}
    request = canonical(body)
    try:
        with transaction.atomic():
            case = _locked(case_id, actor)
            hold_places(case.procedure)
            if expected_revision is not None:
                refuse_stale(case, expected_revision)
            chosen = _allowed(case, transition, actor, at)
            if chosen.resubmits is not bool(resubmitted):
                raise WrongStage
            told = _confirmed(chosen, actor, at)
            if wrong := faults(chosen.fields, answers):
                raise InvalidAnswers(wrong)
            request_hash = case.submission.keyed_hash(request)
            if resubmitted:
                told["resubmitted"] = dict(resubmitted)
            keyed = (request_key, request_hash)
            return _done(case, chosen, actor, at, answers, keyed, told)
    except (WorkflowError, IntegrityError):
        # Only a refused request can be a repeat: the first one moved the case on,
        # or, where it stayed in its stage, holds the request key.
        if earlier := _earlier(case_id, request_key):
            if earlier.request_hash != earlier.case.submission.keyed_hash(request):
                raise RequestKeyReused from None
            return earlier
        raise


def _locked(case_id: int, actor: Actor) -> Case:
    keys = case_id, actor.user_id or _NOBODY
    # Asked again, for it may have gone to another version while we waited: then the
    # join has lost its row.
    rows = _HELD.rows(*keys) or _HELD.rows(*keys)
    if not rows:
        raise Case.DoesNotExist
    return rows[0]


def refuse_stale(case: Case, expected: int) -> None:
    """Refuse if something happened that the actor had to know of."""
    if expected == case.revision:
        return
    if expected > case.revision or case.events.since(expected).decisive().exists():
        raise StaleCase(seen=expected, now=case.revision)


def _allowed(case: Case, key: str, actor: Actor, at: datetime) -> Transition:
    chosen = case.workflow_version.compiled.transition_by_key.get(key)
    if chosen is None:
        raise WrongStage
    if reason := why_not(chosen, situation(case, actor, at, chosen)):
        raise REFUSALS[reason]
    return chosen


def _confirmed(chosen: Transition, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the event tells of the second factor, where one is asked for."""
    if not chosen.second_factor:
        return {}
    given = actor.confirmation
    if given is None or not given.holds_for(actor.user_id, at=at):
        raise ConfirmationMissing
    return {"confirmed": given.told()}


def _done(
    case: Case,
    chosen: Transition,
    actor: Actor,
    at: datetime,
    answers: Mapping[str, Any],
    request: tuple[str, str],
    told: Mapping[str, Any],
) -> CaseEvent:
    if chosen.completes_task:
        complete_task(case=case, transition=chosen, actor=actor, at=at)
    deed = do_deed(case=case, transition=chosen, actor=actor, at=at, answers=answers)
    fact = Fact(
        type="transition",
        actor=actor,
        at=at,
        transition=chosen.key,
        from_stage=case.stage,
        to_stage=chosen.target or case.stage,
        request_key=request[0],
        request_hash=request[1],
        data={
            **({"answered": sorted(answers)} if answers else {}),
            **deed.told,
            **told,
        },
    )
    event = move(case=case, transition=chosen, fact=fact, answers=answers)
    deed.then()
    lead_on(case=case, at=at)
    case.save_moved()
    return event


def _earlier(case_id: int, request_key: str) -> CaseEvent | None:
    events = CaseEvent.objects.select_related("case__submission")
    return events.filter(case_id=case_id, request_key=request_key).first()
