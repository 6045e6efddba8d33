"""Saving many rows, each with values of its own, in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

#: parameters of one statement; what the smallest build of SQLite takes
MOST_PARAMETERS = 999


def save_each(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """
    Save these fields of the rows, which are of one model and not new.

    Like `bulk_update`, whose CASE with a WHEN for each row and field costs several
    times as much to build and to plan as all else that is done to a batch of cases.
    """
    if not rows:
        return
    meta = rows[0]._meta  # noqa: SLF001
    concrete = {one.name: one for one in meta.concrete_fields}
    saved = [meta.pk, *(concrete[name] for name in fields)]
    at_once = MOST_PARAMETERS // len(saved)
    for start in range(0, len(rows), at_once):
        _save(meta.db_table, rows[start : start + at_once], saved)


def _save(name: str, rows: Sequence[Model], saved: Sequence["Field[Any, Any]"]) -> None:
    quoted = connection.ops.quote_name
    table = quoted(name)
    key, *changed = (quoted(str(one.column)) for one in saved)
    places = f"({', '.join(['%s'] * len(saved))})"
    news = ", ".join(map(_new_value, changed, saved[1:]))
    statement = (
        f"WITH each ({', '.join([key, *changed])})"  # noqa: S608 - names of ours only
        f" AS (VALUES {', '.join([places] * len(rows))})"
        f" UPDATE {table} SET {news} FROM each WHERE {table}.{key} = each.{key}"
    )
    values = [
        one.get_db_prep_save(getattr(row, one.attname), connection)
        for row in rows
        for one in saved
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _new_value(name: str, field: "Field[Any, Any]") -> str:
    if connection.vendor != "postgresql":
        return f"{name} = each.{name}"
    # A column that is empty in every row has no type of its own.
    return f"{name} = CAST(each.{name} AS {field.cast_db_type(connection)})"
