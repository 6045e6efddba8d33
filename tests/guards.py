"""Doing to the history what the database refuses, so that it can be found out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

from workflows.models.append_only import APPEND_ONLY, guard, lift


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Let events be changed and deleted inside."""
    _settle_keys()
    for table in APPEND_ONLY:
        lift(connection, table)
    try:
        yield
    finally:
        _settle_keys()
        for table in APPEND_ONLY:
            guard(connection, table)


def _settle_keys() -> None:
    """Check the foreign keys now: PostgreSQL alters no table that still has to."""
    if connection.in_atomic_block:
        connection.check_constraints()


def let_tests_empty_tables() -> None:
    """Lift the guards while a test that commits has its tables emptied."""
    teardown = TransactionTestCase._fixture_teardown

    def unguarded_teardown(self: TransactionTestCase) -> None:
        with guards_lifted():
            teardown(self)

    TransactionTestCase._fixture_teardown = unguarded_teardown
