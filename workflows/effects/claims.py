"""
Claiming effects: a lease in time, and an attempt that fences off the dead.

Effects that nobody tried yet are claimed several at a time, in the order of their
due times. One that was tried before is claimed alone: whatever killed its worker
takes no others along twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from workflows.effects import registry
from workflows.models import Effect
from workflows.models.effects import EffectQuerySet

#: how long an effect may lie in its worker's hands before the worker begins it
BATCH_SECONDS = 5.0


@transaction.atomic
def take(queue: str, *, at: datetime, most: int) -> list[Effect]:
    """Take the due effects of the queue that waited longest, each with a lease."""
    skip = connection.features.has_select_for_update_skip_locked
    found = list(
        Effect.objects.due_at(at)
        .filter(queue=queue)
        .unhindered()
        .select_for_update(skip_locked=skip, of=("self",) if skip else ())
        .order_by("not_before", "event_id", "ordinal")[:most]
    )
    taken = _together(found)
    for kind in {effect.kind for effect in taken}:
        until = at + registry.lease_of(kind) + timedelta(seconds=BATCH_SECONDS)
        claimed = [effect for effect in taken if effect.kind == kind]
        Effect.objects.filter(pk__in=[effect.pk for effect in claimed]).update(
            state=Effect.State.LEASED, attempts=F("attempts") + 1, not_before=until
        )
        for effect in claimed:
            effect.state, effect.was_due_at = Effect.State.LEASED, effect.not_before
            effect.attempts, effect.not_before = effect.attempts + 1, until
    return taken


def _together(found: list[Effect]) -> list[Effect]:
    """Return those from the first on that were never tried, or the first alone."""
    tried = (number for number, effect in enumerate(found) if effect.attempts)
    return found[: max(next(tried, len(found)), 1)]


def give_back(effects: Sequence[Effect]) -> None:
    """Return claimed effects that were not begun, as if they had never been taken."""
    for effect in effects:
        still_ours(effect).update(
            state=Effect.State.WAITING,
            attempts=F("attempts") - 1,
            not_before=effect.was_due_at,
        )


def still_ours(effect: Effect) -> EffectQuerySet:
    """Return the row, if it is still claimed by this attempt."""
    return Effect.objects.filter(
        pk=effect.pk, attempts=effect.attempts, state=Effect.State.LEASED
    )
