"""The kinds of effect, and the one door through which other apps add theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings

from workflows.models import Effect

#: waits before the second, third … try
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


class Handler(Protocol):
    """
    Does one effect.

    Runs outside any transaction and may run again after a crash: what it does
    outside the database must be harmless when repeated, and its rows belong in
    `with outbox.finish(effect, at=at):`, which commits them with the done mark.
    """

    def __call__(self, effect: Effect, *, at: datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of effect: who does it, in which queue, and for how long at most."""

    name: str
    handler: Handler
    queue: str
    lease: timedelta
    backoff: tuple[timedelta, ...] = BACKOFF
    in_order: bool = False
    lane: str = ""


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    queue: str = "default",
    lease: timedelta = timedelta(seconds=60),
    backoff: tuple[timedelta, ...] = BACKOFF,
    in_order: bool = False,
    lane: str = "",
) -> Callable[[Handler], Handler]:
    """
    Register the decorated handler for a kind of effect.

    :param lease: a little more than the handler ever takes; when it runs out,
        the worker is taken for dead and the effect is done again
    :param backoff: waits between the tries; after the last one a person is needed
    :param in_order: never done before an earlier effect of the same case is settled
    :param lane: never done before an earlier effect of the same case in this lane;
        a mail that waits, for instance, holds up no lane
    :raises ValueError: if the kind has a handler already
    """

    def add(handler: Handler) -> Handler:
        if name in _kinds:
            raise ValueError(f"The effect {name!r} has a handler already.")
        _kinds[name] = Kind(
            name=name,
            handler=handler,
            queue=queue,
            lease=lease,
            backoff=backoff,
            in_order=in_order,
            lane=lane,
        )
        return handler

    return add


def kind(name: str) -> Kind:
    """
    Return the kind of that name.

    :raises KeyError: if nobody registered it
    """
    return _kinds[name]


def lease_of(name: str) -> timedelta:
    """
    Return the lease of the kind; an unknown kind gets one too, and then fails.

    EFFECT_LEASE_SECONDS in the settings overrides what the code registered, for
    machines that are slower or that must recover sooner.
    """
    if seconds := settings.EFFECT_LEASE_SECONDS.get(name):
        return timedelta(seconds=seconds)
    known = _kinds.get(name)
    return timedelta(seconds=60) if known is None else known.lease


def backoff_of(name: str) -> tuple[timedelta, ...]:
    """Return the waits between the tries of the kind, be it known or not."""
    known = _kinds.get(name)
    return BACKOFF if known is None else known.backoff


def tries_of(name: str) -> int:
    """Return how often an effect of the kind is tried before a person is needed."""
    return len(backoff_of(name)) + 1


def kinds() -> frozenset[str]:
    """Return the names of all kinds."""
    return frozenset(_kinds)
