"""
Queries that every transition asks, compiled once in a process.

The ORM takes longer to write the SQL of such a query than our databases take to answer
it. Only the text is kept: what comes back is what the query set would have returned.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

Row = TypeVar("Row", bound=Model)

#: stand for the values while the SQL is written; no key is negative
_MARKS = (-1_000_001, -1_000_002)


class KeptQuery(Generic[Row]):
    """
    A query set that depends on keys only, compiled when it is first asked.

    :param write: returns the query set for the keys
    :param keys: how many
    """

    def __init__(self, write: Callable[..., QuerySet[Row]], *, keys: int) -> None:
        self._write, self._marks = write, _MARKS[:keys]

    def rows(self, *keys: int) -> list[Row]:
        """Ask for the rows of these keys."""
        alias, compiler, sql, params = self._compiled
        values = dict(zip(self._marks, keys, strict=True))
        given = tuple(values.get(one, one) for one in params)
        asked = copy(compiler)
        asked.connection = connections[alias]
        asked.as_sql = lambda *_, **__: (sql, given)
        answer: Any = _Asked(alias, asked)
        return list(ModelIterable(answer))

    @cached_property
    def _compiled(self) -> tuple[str, Any, str, tuple[Any, ...]]:
        rows = self._write(*self._marks)
        compiler: Any = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        return rows.db, compiler, sql, tuple(params)


class _Asked:
    """As much of a query set, and of its query, as makes rows of the answer."""

    _known_related_objects: ClassVar[dict[Any, Any]] = {}

    def __init__(self, db: str, compiler: Any) -> None:
        self.db, self.compiler, self.query = db, compiler, self

    def get_compiler(self, using: str) -> Any:  # noqa: ARG002
        return self.compiler
