"""What a person does about an effect that did not succeed by itself."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.effects import outbox
from workflows.errors import EffectNotOpen
from workflows.models import Case, CaseEvent, Effect

RETRIABLE = (Effect.State.DEAD, Effect.State.WAITING, Effect.State.SKIPPED)
SKIPPABLE = (Effect.State.DEAD, Effect.State.WAITING)


@transaction.atomic
def retry_effect(*, effect_id: uuid.UUID, actor: Actor, at: datetime) -> CaseEvent:
    """
    Have the effect done again, at once and with all its tries.

    :raises EffectNotOpen: if it is done, or a worker has it in hand
    """
    case, effect = _locked(effect_id, RETRIABLE)
    effect.state, effect.attempts, effect.error = Effect.State.WAITING, 0, ""
    effect.not_before, effect.done_at = at, None
    effect.save(update_fields=["state", "attempts", "error", "not_before", "done_at"])
    outbox.wake_after_commit({effect.queue})
    return _note(case, effect, "effect_retried", actor, at, {})


@transaction.atomic
def skip_effect(
    *, effect_id: uuid.UUID, reason: str, actor: Actor, at: datetime
) -> CaseEvent:
    """
    Give the effect up; it will never be done.

    :param reason: why, for those who read the case's history
    :raises EffectNotOpen: if it is done, given up, or a worker has it in hand
    """
    case, effect = _locked(effect_id, SKIPPABLE)
    effect.state, effect.done_at = Effect.State.SKIPPED, at
    effect.save(update_fields=["state", "done_at"])
    if effect.leads:
        outbox.wake_for_followers(effect)
    return _note(case, effect, "effect_skipped", actor, at, {"reason": reason})


def _locked(effect_id: uuid.UUID, states: tuple[str, ...]) -> tuple[Case, Effect]:
    """Lock the case, then its effect: the order that everybody keeps."""
    case_id = Effect.objects.values_list("case_id", flat=True).get(pk=effect_id)
    cases = Case.objects.select_related("submission")
    case = cases.select_for_update(of=("self",), no_key=True).get(pk=case_id)
    effect = Effect.objects.select_for_update(of=("self",)).get(pk=effect_id)
    if effect.state not in states:
        raise EffectNotOpen
    return case, effect


def _note(
    case: Case,
    effect: Effect,
    type_: str,
    actor: Actor,
    at: datetime,
    answers: Mapping[str, Any],
) -> CaseEvent:
    fact = Fact(
        type=type_,
        actor=actor,
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        data={"effect": str(effect.pk), "kind": effect.kind},
    )
    event = append_event(case=case, fact=fact, answers=answers)
    case.save(update_fields=["revision", "head_hash"])
    return event
