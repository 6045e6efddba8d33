"""Rolling the master keys over, row by row."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from workflows.engine.sealing import UnknownMasterKey, Unreadable
from workflows.models import Attachment, SecondFactor, Submission
from workflows.models.sealing import key_ring

logger = logging.getLogger(__name__)

_AT_ONCE = 500

#: rows with a key that a master key wraps, and whose key it is called
Wrapped = Submission | Attachment | SecondFactor
_OWNERS: dict[type[Wrapped], str] = {
    Submission: "{}",
    Attachment: "file {}",
    SecondFactor: "second factor {}",
}


@dataclass
class Rewrapped:
    """How many keys were wrapped anew, and how many could not be opened."""

    done: int = 0
    failed: int = 0


def rewrap_keys() -> Rewrapped:
    """
    Wrap the key of every submission, of each file that waits to be submitted, and the
    secret of every second factor with the first master key of the settings.

    May be stopped and run again at any time, beside everything else that runs: each
    row is changed by itself, and only if its key is still the one that was read.
    """
    counted = Rewrapped()
    for model, purpose in _OWNERS.items():
        for row in _others(model):
            _rewrap(row, purpose.format(row.pk), counted)
    return counted


def _others(model: type[Wrapped]) -> Iterator[Any]:
    """Yield the rows whose key another master key wraps than the first."""
    others = model._base_manager.exclude(Q(key_id=key_ring().current) | Q(key_id=""))  # noqa: SLF001
    wrapped, last = others.only("id", "key_id", "wrapped_key").order_by("pk"), None
    while rows := list((wrapped.filter(pk__gt=last) if last else wrapped)[:_AT_ONCE]):
        yield from rows
        last = rows[-1].pk


def _rewrap(row: Wrapped, owner: str, counted: Rewrapped) -> None:
    ring = key_ring()
    try:
        key = ring.unwrap(row.key_id, bytes(row.wrapped_key), owner=owner)
    except (UnknownMasterKey, Unreadable):
        logger.exception("The key of row %s cannot be opened.", row.pk)
        counted.failed += 1
        return
    unchanged = type(row)._base_manager.filter(pk=row.pk, key_id=row.key_id)  # noqa: SLF001
    counted.done += unchanged.update(
        key_id=ring.current, wrapped_key=ring.wrap(key, owner=owner)
    )
