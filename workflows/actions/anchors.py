"""Putting one hash over everything that happened since the last one."""

import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from workflows.engine.anchors import NO_ANCHOR, Tree, anchor_hash
from workflows.models import Anchor, CaseEvent

logger = logging.getLogger(__name__)

_AT_ONCE = 2000


def add_anchor(*, at: datetime) -> Anchor | None:
    """
    Anchor every event that is not under an anchor yet; nothing if there is none.

    The hash is also logged: a log that is kept elsewhere is a witness that nobody
    who can write to this database can change.

    :raises OperationalError: if a transaction that adds events did not end in time;
        the next run takes what this one left
    """
    horizon = _settled()
    with transaction.atomic():
        _one_at_a_time()
        anchor = _anchor(horizon, at)
    if anchor is not None:
        logger.info("Anchor %s has the hash %s.", anchor.number, anchor.hash)
    return anchor


def _settled() -> int:
    """
    Return an event id below which no transaction can add one any more.

    PostgreSQL gives ids before the commit, so a higher one may be there first. This
    waits, shortly, for the writers that are at it, and lets no new one begin. With
    SQLite a transaction is the only writer by itself.
    """
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                cursor.execute("LOCK TABLE workflows_caseevent IN SHARE MODE")
        highest: int | None = CaseEvent.objects.aggregate(Max("pk"))["pk__max"]
    return highest or 0


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE workflows_anchor IN SHARE ROW EXCLUSIVE MODE")


def _anchor(horizon: int, at: datetime) -> Anchor | None:
    last = Anchor.objects.in_order().last()
    anchor = Anchor(
        number=last.number + 1 if last else 1,
        at=at,
        after=last.up_to if last else 0,
        up_to=horizon,
        prev_hash=last.hash if last else NO_ANCHOR,
    )
    tree = Tree()
    hashes = anchor.events().values_list("hash", flat=True)
    for event_hash in hashes.iterator(chunk_size=_AT_ONCE):
        tree.add(event_hash)
    if not tree.count:
        return None
    anchor.count, anchor.root = tree.count, tree.root()
    anchor.hash = anchor_hash(anchor.hashed_facts())
    anchor.save(force_insert=True)
    return anchor
