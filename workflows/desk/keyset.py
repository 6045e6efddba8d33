"""
Pages of a list, found by the last row seen and not by counting rows.

A page costs the same at every depth and every length of the list, as long as an index
gives the order. Where the rows of a person are several stretches of the index (one for
each unit and role), each is asked for a page's worth, and the first of these are shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, IntegerField, Model, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

#: counting stops here: "more than 1,000" says enough
MOST_COUNTED = 1000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([ab])(-?\d{1,18})\.(\d{1,18})")


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A place between two rows, and the side of it on which the page is."""

    moment: datetime
    pk: int
    #: the page before that place, not the one after it
    is_before: bool = False

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """Return the place that the text in an address names; None for nonsense."""
        if (found := _CURSOR.fullmatch(text)) is None:
            return None
        side, microseconds, pk = found.groups()
        try:
            moment = _EPOCH + timedelta(microseconds=int(microseconds))
        except OverflowError:
            return None
        return cls(moment=moment, pk=int(pk), is_before=side == "b")

    def __str__(self) -> str:
        microseconds = (self.moment - _EPOCH) // timedelta(microseconds=1)
        return f"{'b' if self.is_before else 'a'}{microseconds}.{self.pk}"


@dataclass(frozen=True, kw_only=True)
class Order:
    """By a moment that no row lacks, then by the key."""

    moment: str
    is_descending: bool = False

    def of(self, rows: QuerySet[Any], *, reverse: bool) -> QuerySet[Any]:
        down = self.is_descending != reverse
        signs = ("-" if down else "") + self.moment, ("-" if down else "") + "pk"
        return rows.order_by(*signs)

    def beyond(self, cursor: Cursor) -> Q:
        """Return the condition on rows on the cursor's side of its place."""
        down = self.is_descending != cursor.is_before
        beyond = TupleLessThan if down else TupleGreaterThan
        row = Tuple(F(self.moment), F("pk"))
        # Says the same of the moment alone: SQLite's index is used by this one.
        bound = f"{self.moment}__{'lte' if down else 'gte'}"
        return Q(beyond(row, (cursor.moment, cursor.pk)), **{bound: cursor.moment})


class FirstOf(Subquery):
    """The keys of the first rows of several stretches, before they are looked up."""

    template = (
        "(SELECT first.pk FROM (%(subquery)s) first"
        " ORDER BY first.moment %(direction)s, first.pk %(direction)s LIMIT %(size)d)"
    )


class CountedTo(Subquery):
    """How many rows a query gives that ends at a limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of rows, and the ways on from it."""

    rows: Sequence[Any]
    #: rows in all, or one more than `most`
    count: int
    most: int
    previous: Cursor | None
    next: Cursor | None


def page_of(
    found: QuerySet[Any],
    *,
    shown: QuerySet[Any],
    stretches: Sequence[Q],
    order: Order,
    cursor: Cursor | None,
    size: int,
    most: int = MOST_COUNTED,
) -> Page:
    """
    Return a page of the rows, in one query.

    :param found: the rows of the list
    :param shown: the same rows with all that is shown of them
    :param stretches: conditions that together hold for every row, each of them a
        stretch of an index in the order; none when nothing is in the list
    :param most: counting stops there
    """
    if not stretches:
        return Page(rows=(), count=0, most=most, previous=None, next=None)
    back = cursor is not None and cursor.is_before
    narrowed = found.filter(order.beyond(cursor)) if cursor else found
    keys = first_keys(narrowed, stretches, order, size + 1, reverse=back)
    counted = _first_of_each(found, stretches, order, most + 1)[: most + 1]
    rows = list(
        order.of(shown.filter(pk__in=keys), reverse=back).annotate(
            counted=CountedTo(counted, output_field=IntegerField())
        )[: size + 1]
    )
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    return Page(
        rows=rows,
        count=rows[0].counted if rows else 0,
        most=most,
        previous=_place(rows, order, 0) if (more if back else cursor) else None,
        next=_place(rows, order, -1) if (back or more) else None,
    )


def first_keys(
    rows: QuerySet[Any],
    stretches: Sequence[Q],
    order: Order,
    size: int,
    *,
    reverse: bool = False,
) -> Any:
    """Return what is put after `pk__in` to have the first rows of all stretches."""
    keys = _first_of_each(rows, stretches, order, size, reverse=reverse)
    if not keys.query.combinator:
        return keys.values("pk")
    down = order.is_descending != reverse
    return FirstOf(keys, direction="DESC" if down else "ASC", size=size)


def _first_of_each(
    rows: QuerySet[Any],
    stretches: Sequence[Q],
    order: Order,
    size: int,
    *,
    reverse: bool = False,
) -> QuerySet[Any]:
    """Return keys and moments of the first of each stretch, where databases can."""
    rows = order.of(rows, reverse=reverse).values("pk", moment=F(order.moment))
    if not connection.features.supports_slicing_ordering_in_compound:
        return rows[:size]
    first, *rest = (rows.filter(one)[:size] for one in stretches)
    return first.union(*rest, all=True) if rest else first


def _place(rows: Sequence[Model], order: Order, index: int) -> Cursor | None:
    if not rows:
        return None
    row = rows[index]
    return Cursor(moment=getattr(row, order.moment), pk=row.pk, is_before=index == 0)
