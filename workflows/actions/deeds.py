"""What a transition does beside moving its case, in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from workflows.actions.actors import Actor
from workflows.actions.clocks import extend_deadline
from workflows.actions.neighbours import link_cases, merge_case
from workflows.actions.retyping import procedure_of, retype_case, split_case
from workflows.engine.workflow_spec import Deed, DeedKind, Transition
from workflows.models import Case


@dataclass(frozen=True, kw_only=True)
class Doing:
    """A deed with everything it needs; the case is locked."""

    case: Case
    deed: Deed
    actor: Actor
    at: datetime
    #: the answer of the deed's field, or ""
    answer: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """What the event tells of the deed, and what of it comes after the event."""

    told: Mapping[str, Any] = field(default_factory=dict)
    then: Callable[[], None] = lambda: None


def do_deed(
    *,
    case: Case,
    transition: Transition,
    actor: Actor,
    at: datetime,
    answers: Mapping[str, Any],
) -> Done:
    """
    Do what the transition does beside moving.

    Called inside an action that holds the case.

    :raises WorkflowError: if it cannot be done
    """
    deed = transition.deed
    if deed is None:
        return Done()
    answer = str(answers.get(deed.field, "")) if deed.field else ""
    doing = Doing(case=case, deed=deed, actor=actor, at=at, answer=answer)
    done = _DEEDS[deed.kind](doing)
    return replace(done, told={"deed": {"kind": str(deed.kind), **done.told}})


def _extend(doing: Doing) -> Done:
    deed = doing.deed
    told = extend_deadline(case=doing.case, key=deed.deadline, at=doing.at)
    return Done(told=told)


def _merge(doing: Doing) -> Done:
    return Done(told=merge_case(**_other_case(doing)))


def _link(doing: Doing) -> Done:
    return Done(told=link_cases(**_other_case(doing)))


def _other_case(doing: Doing) -> dict[str, Any]:
    return {
        "case": doing.case,
        "reference": doing.answer,
        "field": doing.deed.field,
        "actor": doing.actor,
        "at": doing.at,
    }


def _split(doing: Doing) -> Done:
    told = split_case(
        case=doing.case,
        procedure=doing.deed.procedure,
        actor=doing.actor,
        at=doing.at,
    )
    return Done(told=told)


def _retype(doing: Doing) -> Done:
    target = procedure_of(doing.deed.procedure)
    return Done(
        told={"to": target.key},
        then=partial(
            retype_case,
            case=doing.case,
            target=target,
            actor=doing.actor,
            at=doing.at,
        ),
    )


_DEEDS: Mapping[DeedKind, Callable[[Doing], Done]] = {
    DeedKind.EXTEND: _extend,
    DeedKind.MERGE: _merge,
    DeedKind.SPLIT: _split,
    DeedKind.LINK: _link,
    DeedKind.RETYPE: _retype,
}
