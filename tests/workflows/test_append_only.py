"""The database itself keeps events and anchors as they are."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

import pytest

from cms import checks
from tests.guards import guards_lifted
from workflows.actions.anchors import add_anchor
from workflows.models import Anchor, Case, CaseEvent
from workflows.models.append_only import lift, unguarded

TABLES = ("workflows_caseevent", "workflows_anchor")


@pytest.fixture
def history(case: Case, at: datetime) -> None:
    add_anchor(at=at)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
@pytest.mark.usefixtures("history")
def test_a_row_can_be_neither_changed_nor_deleted(table: str, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))

    assert not CaseEvent.objects.filter(hash="x").exists()
    assert CaseEvent.objects.exists()
    assert Anchor.objects.exclude(hash="x").exists()


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.django_db
def test_a_table_can_be_emptied_by_no_truncate(table: str) -> None:
    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.postgres
@pytest.mark.django_db
def test_triggers_switched_off_for_a_session_still_refuse(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.update(hash="x")


@pytest.mark.django_db
def test_every_migration_together_leaves_the_guards_in_place() -> None:
    """Fails when a migration made a table anew: it must end with `guarding(table)`."""
    assert unguarded(connection) == []
    assert list(checks.guards()) == []


@pytest.mark.django_db
def test_a_missing_guard_is_found() -> None:
    lift(connection, "workflows_caseevent")

    assert len(unguarded(connection)) == 2
    assert {one.id for one in checks.guards()} == {"cms.W020"}


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_guard_switched_off_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflows_caseevent DISABLE TRIGGER ALL")

    assert len(unguarded(connection)) == 2


@pytest.mark.django_db
def test_guards_that_were_lifted_come_back(case: Case) -> None:
    with guards_lifted():
        assert CaseEvent.objects.update(type="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.update(type="y")
