"""
Doing effects: waking a worker, working them off, noting how it went.

The row is the job; a django-q2 message only says that there may be some. Losing,
repeating or reordering messages is therefore harmless. What a claim means is told in
`workflows.effects.claims`.
"""

import logging
import random
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache, partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from django_q.brokers import Broker, get_broker
from django_q.tasks import async_task

from workflows.effects import registry
from workflows.effects.claims import BATCH_SECONDS, give_back, still_ours, take
from workflows.models import Effect

logger = logging.getLogger(__name__)

#: seconds one message works off rows; well under django-q2's timeout
SLICE_SECONDS = 20
#: effects claimed at once, at most, and the time in which so many must be done
MOST_AT_ONCE = 64
QUICK_SECONDS = 0.5

#: parts that one effect may have; their ordinals come after all effects of the event
PARTS = 500
MOST_ORDINAL = 32_767

#: set when the worker has been told to stop: what is in hand is finished, no more
stopping = threading.Event()


class LeaseLost(Exception):
    """Another worker took the effect, because our lease had run out."""


class Undoable(Exception):
    """The effect can never succeed as it is; a person must look at it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotYet(Exception):
    """The effect failed this time and is to be tried again; the code says why."""

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
    options = {"broker": _broker(cluster)}
    async_task("workflows.effects.outbox.drain", list(queues), q_options=options)


def drain(queues: Sequence[str]) -> None:
    """
    Do due effects of the queues until none is left or the time slice is over.

    The queues take turns, so that a long one never keeps the others waiting.
    """
    stop = time.monotonic() + SLICE_SECONDS
    sizes = dict.fromkeys(queues, 1)
    while True:
        worked = False
        for queue in queues:
            if stopping.is_set() or time.monotonic() > stop:
                wake(queues)
                return
            batch = claim_batch(queue, at=_now(), most=sizes[queue])
            sizes[queue] = _next_size(sizes[queue], _seconds(batch))
            worked = worked or bool(batch)
        if not worked:
            return


def _seconds(batch: Sequence[Effect]) -> float:
    """Do the claimed effects, or give back what is not begun; return how long."""
    start = time.monotonic()
    for number, effect in enumerate(batch):
        late = time.monotonic() - start > BATCH_SECONDS
        if late or (number and stopping.is_set()):
            give_back(batch[number:])
            break
        run(effect)
    return time.monotonic() - start


def _next_size(size: int, seconds: float) -> int:
    """Return how many to claim next: more while they are quick, else one."""
    return min(size * 2, MOST_AT_ONCE) if seconds < QUICK_SECONDS else 1


def sweep() -> None:
    """Wake up for lost messages, expired leases and later tries. Never raises."""
    try:
        due = Effect.objects.due_at(_now()).unhindered().order_by()
        for names in _by_cluster(due.values_list("queue", flat=True).distinct()):
            wake(names)
    except Exception:
        logger.exception("The sweep of effects failed.")


def claim_batch(queue: str, *, at: datetime, most: int) -> list[Effect]:
    """
    Take due effects of the queue, each with a lease, or none.

    An effect whose workers died on every try is marked as failed instead.
    """
    while taken := take(queue, at=at, most=most):
        if taken[0].attempts <= registry.tries_of(taken[0].kind):
            return taken
        _fail(taken[0], "worker-died", at=at, again=False)
    return []


def run(effect: Effect) -> None:
    """Do one claimed effect; a failure is kept on its row, never raised."""
    try:
        registry.kind(effect.kind).handler(effect, at=_now())
    except LeaseLost:
        logger.warning("Effect %s was taken over by another worker.", effect.pk)
    except Undoable as problem:
        _fail(effect, problem.code, at=_now(), again=False)
    except NotYet as problem:
        _fail(effect, problem.code, at=_now(), again=True)
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
        done = {"state": state, "done_at": at, "error": skipped_because}
        if not still_ours(effect).update(**done):
            raise LeaseLost
        yield
        if effect.leads:
            wake_for_followers(effect)


def add_parts(
    effect: Effect,
    *,
    kind: str,
    params: Sequence[dict[str, int]],
    at: datetime,
    lane: str = "",
) -> None:
    """
    Give each receiver of an effect an effect of its own; inside its `finish`.

    :param lane: of each, with its parameters in braces
    :raises Undoable: if there are more receivers than an effect may have
    """
    first = PARTS * (effect.ordinal + 1)
    if len(params) > PARTS or first + PARTS > MOST_ORDINAL:
        raise Undoable("too-many-parts")
    queue = registry.kind(kind).queue
    Effect.objects.bulk_create(
        Effect(
            case_id=effect.case_id,
            event_id=effect.event_id,
            ordinal=first + number,
            kind=kind,
            queue=queue,
            params=one,
            lane=lane.format(**one),
            not_before=at,
        )
        for number, one in enumerate(params)
    )
    wake_after_commit({queue} if params else ())


def wake_for_followers(effect: Effect) -> None:
    """Wake, after the commit, for the effects that waited for this one."""
    after_it = Q(event=effect.event_id, waits_for=effect.ordinal)
    in_turn = Q(case=effect.case_id, in_order=True)
    waiting = Effect.objects.filter(after_it | in_turn, state=Effect.State.WAITING)
    wake_after_commit(waiting.values_list("queue", flat=True))


def _fail(effect: Effect, error: str, *, at: datetime, again: bool) -> None:
    """Note the failure; try again later, unless that was the last try."""
    if again and effect.attempts < registry.tries_of(effect.kind):
        state, later = Effect.State.WAITING, at + _delay(effect)
        logger.warning("Effect %s failed and will be tried again.", effect.pk)
    else:
        state, later = Effect.State.DEAD, at
        logger.error("Effect %s failed and needs a person.", effect.pk)
    still_ours(effect).update(state=state, not_before=later, error=error[:200])


def _delay(effect: Effect) -> timedelta:
    """Return the wait after the attempts made, spread by a tenth either way."""
    wait = registry.backoff_of(effect.kind)[effect.attempts - 1]
    return wait * random.uniform(0.9, 1.1)  # noqa: S311


@cache
def _broker(cluster: str | None) -> Broker:
    """Return what carries messages; a new one would connect to Redis each time."""
    return get_broker(cluster)


def _by_cluster(queues: Iterable[str]) -> list[list[str]]:
    clusters: dict[str | None, list[str]] = {}
    for queue in sorted(set(queues)):
        clusters.setdefault(settings.QUEUE_CLUSTERS.get(queue), []).append(queue)
    return list(clusters.values())


def _now() -> datetime:
    """Return the moment; a worker is where the clock is read, as a view is."""
    return timezone.now()  # noqa: TID251
