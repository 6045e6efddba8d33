"""
Claiming and doing effects.

The row is the job; a django-q2 message only says that there may be some. Losing,
repeating or reordering messages is therefore harmless. A claim takes a lease and
counts an attempt; the attempt number fences off a worker whose lease ran out.
"""

import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from django_q.tasks import async_task

from workflows.effects import registry
from workflows.models import Effect
from workflows.models.effects import EffectQuerySet

logger = logging.getLogger(__name__)

#: waits before the second, third … try
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
MAX_ATTEMPTS = len(BACKOFF) + 1
#: seconds one message works off rows; well under django-q2's timeout
SLICE_SECONDS = 20


class LeaseLost(Exception):
    """Another worker took the effect, because our lease had run out."""


class Undoable(Exception):
    """The effect can never succeed as it is; a person must look at it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def wake_after_commit(queues: Iterable[str]) -> None:
    """Send a wake-up for the queues once the transaction is committed."""
    for names in _by_cluster(queues):
        # Robust: with the broker down the sweep finds the rows.
        transaction.on_commit(partial(wake, names), robust=True)


def wake(queues: Sequence[str]) -> None:
    """Tell a worker that the queues, all of one cluster, may hold due effects."""
    cluster = settings.QUEUE_CLUSTERS.get(queues[0])
    options = {"cluster": cluster} if cluster else {}
    async_task("workflows.effects.outbox.drain", list(queues), q_options=options)


def drain(queues: Sequence[str]) -> None:
    """Do due effects of the queues until none is left or the time slice is over."""
    stop = time.monotonic() + SLICE_SECONDS
    while effect := claim(queues, at=_now()):
        run(effect)
        if time.monotonic() > stop:
            wake(queues)
            return


def sweep() -> None:
    """Wake up for lost messages, expired leases and later tries. Never raises."""
    try:
        due = Effect.objects.due_at(_now()).unhindered().order_by()
        for names in _by_cluster(due.values_list("queue", flat=True).distinct()):
            wake(names)
    except Exception:
        logger.exception("The sweep of effects failed.")


def claim(queues: Sequence[str], *, at: datetime) -> Effect | None:
    """
    Take the due effect that waited longest, with a lease, or nothing.

    An effect whose workers died on every try is marked as failed instead.
    """
    while effect := _take(queues, at=at):
        if effect.attempts <= MAX_ATTEMPTS:
            return effect
        _fail(effect, "worker-died", at=at, again=False)
    return None


def _take(queues: Sequence[str], *, at: datetime) -> Effect | None:
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        effect = (
            Effect.objects.due_at(at)
            .unhindered()
            .filter(queue__in=queues)
            .select_for_update(skip_locked=skip, of=("self",) if skip else ())
            .order_by("not_before", "event_id", "ordinal")
            .first()
        )
        if effect is None:
            return None
        effect.state = Effect.State.LEASED
        effect.attempts += 1
        effect.not_before = at + registry.lease_of(effect.kind)
        effect.save(update_fields=["state", "attempts", "not_before"])
    return effect


def run(effect: Effect) -> None:
    """Do one claimed effect; a failure is kept on its row, never raised."""
    try:
        registry.kind(effect.kind).handler(effect, at=_now())
    except LeaseLost:
        logger.warning("Effect %s was taken over by another worker.", effect.pk)
    except Undoable as problem:
        _fail(effect, problem.code, at=_now(), again=False)
    except Exception as problem:  # noqa: BLE001 - whatever failed, the row says so
        _fail(effect, type(problem).__name__, at=_now(), again=True)


@contextmanager
def finish(
    effect: Effect, *, at: datetime, skipped_because: str = ""
) -> Iterator[None]:
    """
    Commit what is written inside together with the done mark, or nothing.

    :param skipped_because: a code, when there was nothing to do
    :raises LeaseLost: if the lease ran out and another worker has the effect
    """
    state = Effect.State.SKIPPED if skipped_because else Effect.State.DONE
    with transaction.atomic():
        if not _ours(effect).update(state=state, done_at=at, error=skipped_because):
            raise LeaseLost
        yield
        if effect.leads:
            wake_for_followers(effect)


def wake_for_followers(effect: Effect) -> None:
    """Wake, after the commit, for the effects that waited for this one."""
    waiting = Effect.objects.filter(event=effect.event_id, waits_for=effect.ordinal)
    wake_after_commit(waiting.values_list("queue", flat=True))


def _fail(effect: Effect, error: str, *, at: datetime, again: bool) -> None:
    """Note the failure; try again later, unless that was the last try."""
    if again and effect.attempts < MAX_ATTEMPTS:
        state, later = Effect.State.WAITING, at + _delay(effect.attempts)
        logger.warning("Effect %s failed and will be tried again.", effect.pk)
    else:
        state, later = Effect.State.DEAD, at
        logger.error("Effect %s failed and needs a person.", effect.pk)
    _ours(effect).update(state=state, not_before=later, error=error[:200])


def _ours(effect: Effect) -> EffectQuerySet:
    """Return the row, if it is still claimed by this attempt."""
    return Effect.objects.filter(
        pk=effect.pk, attempts=effect.attempts, state=Effect.State.LEASED
    )


def _delay(attempts: int) -> timedelta:
    """Return the wait after that many attempts, spread by a tenth either way."""
    return BACKOFF[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311


def _by_cluster(queues: Iterable[str]) -> list[list[str]]:
    clusters: dict[str | None, list[str]] = {}
    for queue in sorted(set(queues)):
        clusters.setdefault(settings.QUEUE_CLUSTERS.get(queue), []).append(queue)
    return list(clusters.values())


def _now() -> datetime:
    """Return the moment; a worker is where the clock is read, as a view is."""
    return timezone.now()  # noqa: TID251
