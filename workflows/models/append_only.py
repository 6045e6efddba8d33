"""Tables whose rows the database itself refuses to change or delete."""

from collections.abc import Iterable
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

#: the tables that must be guarded
APPEND_ONLY = ("workflows_caseevent", "workflows_anchor")

_REFUSAL = "Rows of %s are never changed or deleted."
_FUNCTION = """
CREATE OR REPLACE FUNCTION workflows_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""


def guarding(table: str) -> migrations.RunPython:
    """
    Return the operation that guards the table, for a migration.

    SQLite forgets triggers whenever a migration makes the table anew, so such a
    migration must end with this operation; a test sees to it.
    """

    def forwards(_apps: Any, schema_editor: Any) -> None:
        guard(schema_editor.connection, table)

    def backwards(_apps: Any, schema_editor: Any) -> None:
        lift(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards, elidable=False)


def guard(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the table's triggers, in place of what is there."""
    lift(connection, table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name, statement in _triggers(connection.vendor, table):
            cursor.execute(statement)
            if connection.vendor == "postgresql":
                # Holds in a session that switched triggers off, too.
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def lift(connection: BaseDatabaseWrapper, table: str) -> None:
    """Remove the table's triggers."""
    where = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name, _ in _triggers(connection.vendor, table):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that should be there and are not, or are switched off."""
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        tables = [table for table in APPEND_ONLY if table in existing]
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    wanted = [name for one in tables for name, _ in _triggers(connection.vendor, one)]
    return [name for name in wanted if name not in there]


def _triggers(vendor: str, table: str) -> Iterable[tuple[str, str]]:
    """Yield the name of each trigger and the statement that makes it."""
    if vendor == "postgresql":
        call = "EXECUTE FUNCTION workflows_append_only()"
        events = {"row": "UPDATE OR DELETE", "statement": "TRUNCATE"}
        for level, event in events.items():
            name = f"{table}_append_only_{level}"
            start = f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
            yield name, f"{start} FOR EACH {level.upper()} {call}"
        return
    refusal = f"SELECT RAISE(ABORT, '{_REFUSAL % table}')"
    for event in ("update", "delete"):
        name = f"{table}_append_only_{event}"
        start = f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}"
        yield name, f"{start} BEGIN {refusal}; END"
