"""
Checking the whole history: every chain, every anchor, and the database's own guards.

Reads each event twice, once along its case and once along the anchors, in memory
that does not grow with their number.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from workflows.engine.anchors import NO_ANCHOR, Tree, anchor_hash
from workflows.engine.chain import NO_HASH, event_hash, facts_of
from workflows.models import Anchor, Case, CaseEvent
from workflows.models.append_only import unguarded

_AT_ONCE = 2000

#: what is read of an event: whose it is, its links, then what its hash covers
_CASE = ("case_id", "case__reference", "case__revision", "case__head_hash")
_LINK = ("prev_hash", "hash")
_FACTS = (
    "case__public_id",
    "seq",
    "type",
    "transition",
    "from_stage",
    "to_stage",
    "actor_kind",
    "actor_id",
    "at",
    "data",
)
_Event = tuple[Any, ...]


@dataclass
class Audit:
    """One check of everything; counts while `findings` is read."""

    events: int = 0
    cases: int = 0
    anchors: int = 0
    anchored: int = 0

    def findings(self) -> Iterator[str]:
        """Yield what does not hold, in words, the first of each case only."""
        for name in unguarded(connection):
            yield _("The trigger %(name)s is missing.") % {"name": name}
        # PostgreSQL streams only inside a transaction; SQLite would lock in one.
        streaming = connection.vendor == "postgresql"
        with transaction.atomic() if streaming else nullcontext():
            yield from self._chains()
            yield from self._empty_cases()
            yield from self._anchors()

    def _chains(self) -> Iterator[str]:
        streamed = events_by_case().iterator(chunk_size=_AT_ONCE)
        for _case_id, history in groupby(streamed, key=itemgetter(0)):
            self.cases += 1
            if found := self._first_break(history):
                yield found

    def _first_break(self, history: Iterator[_Event]) -> str | None:
        """Read a case's events to the end and tell of the first that does not fit."""
        expected, seq, broken = NO_HASH, 0, None
        row: _Event = ()
        for row in history:
            self.events += 1
            seq += 1
            if broken is None and not _fits(row, expected, seq):
                broken = seq
            expected = row[5]
        where = {"case": row[1], "seq": broken}
        if broken is not None:
            return _("Case %(case)s: event %(seq)s does not fit.") % where
        if (seq, expected) != (row[2], row[3]):
            return _("Case %(case)s: its last events are missing.") % where
        return None

    def _empty_cases(self) -> Iterator[str]:
        events = CaseEvent.objects.filter(case=OuterRef("pk"))
        bare = Case.objects.filter(~Exists(events)).order_by("pk")
        for reference in bare.values_list("reference", flat=True).iterator():
            yield _("Case %(case)s: it has no events.") % {"case": reference}

    def _anchors(self) -> Iterator[str]:
        expected, after = NO_ANCHOR, 0
        for anchor in Anchor.objects.in_order().iterator(chunk_size=_AT_ONCE):
            self.anchors += 1
            follows = (anchor.number, anchor.prev_hash, anchor.after)
            fits = follows == (self.anchors, expected, after)
            if not fits or anchor.hash != anchor_hash(anchor.hashed_facts()):
                text = _("Anchor %(number)s does not fit; later ones were not checked.")
                yield text % {"number": anchor.number}
                return
            if not self._covers(anchor):
                text = _("Anchor %(number)s: the events under it are others now.")
                yield text % {"number": anchor.number}
            expected, after = anchor.hash, anchor.up_to

    def _covers(self, anchor: Anchor) -> bool:
        tree = Tree()
        hashes = anchor.events().values_list("hash", flat=True)
        try:
            for one in hashes.iterator(chunk_size=_AT_ONCE):
                tree.add(one)
        except ValueError:  # not even the form of a hash
            return False
        self.anchored += tree.count
        return (tree.count, tree.root()) == (anchor.count, anchor.root)


def events_by_case() -> QuerySet[CaseEvent, _Event]:
    """Return every event as it is verified, case by case, in the order of the chain."""
    events = CaseEvent.objects.order_by("case_id", "seq")
    return events.values_list(*_CASE, *_LINK, *_FACTS)


def _fits(row: _Event, expected: str, seq: int) -> bool:
    prev_hash, stored, facts = row[4], row[5], row[6:]
    if (prev_hash, facts[1]) != (expected, seq):
        return False
    try:
        return bool(stored == event_hash(prev_hash, facts_of(*facts)))
    except (TypeError, ValueError):  # no event of ours had such facts
        return False
