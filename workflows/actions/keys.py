"""Rolling the master keys over, submission by submission."""

import logging
from dataclasses import dataclass

from django.db.models import Q

from workflows.engine.sealing import UnknownMasterKey, Unreadable
from workflows.models import Submission
from workflows.models.sealing import key_ring

logger = logging.getLogger(__name__)

_AT_ONCE = 500


@dataclass
class Rewrapped:
    """How many keys were wrapped anew, and how many could not be opened."""

    done: int = 0
    failed: int = 0


def rewrap_keys() -> Rewrapped:
    """
    Wrap every submission's key with the first master key of the settings.

    May be stopped and run again at any time, beside everything else that runs: each
    row is changed by itself, and only if its key is still the one that was read.
    """
    ring, counted, last = key_ring(), Rewrapped(), None
    others = Submission.objects.exclude(Q(key_id=ring.current) | Q(key_id=""))
    wrapped = others.only("id", "key_id", "wrapped_key").order_by("pk")
    while rows := list((wrapped.filter(pk__gt=last) if last else wrapped)[:_AT_ONCE]):
        for row in rows:
            _rewrap(row, counted)
        last = rows[-1].pk
    return counted


def _rewrap(row: Submission, counted: Rewrapped) -> None:
    ring, owner = key_ring(), str(row.pk)
    try:
        key = ring.unwrap(row.key_id, bytes(row.wrapped_key), owner=owner)
    except (UnknownMasterKey, Unreadable):
        logger.exception("The key of submission %s cannot be opened.", row.pk)
        counted.failed += 1
        return
    unchanged = Submission.objects.filter(pk=row.pk, key_id=row.key_id)
    counted.done += unchanged.update(
        key_id=ring.current, wrapped_key=ring.wrap(key, owner=owner)
    )
