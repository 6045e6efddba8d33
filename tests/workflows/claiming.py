"""Claiming single effects, as a worker does."""

from collections.abc import Callable, Sequence
from datetime import datetime

from workflows.effects import outbox, registry
from workflows.models import Effect

#: takes what mails shall do, and returns those that were begun
Doing = Callable[[Callable[[Effect], None]], list[Effect]]

MAX_ATTEMPTS = len(registry.BACKOFF) + 1


def claim(queues: Sequence[str], *, at: datetime) -> Effect | None:
    """Claim one effect of the first queue that has any."""
    for queue in queues:
        if taken := outbox.claim_batch(queue, at=at, most=1):
            return taken[0]
    return None


def work_off(at: datetime) -> None:
    """Do every effect that is due, reports apart: they take seconds."""
    while effect := claim(["default", "mail"], at=at):
        outbox.run(effect)
