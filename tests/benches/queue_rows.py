"""Rows of the queue by the million, copied inside the database from one real case."""

from collections.abc import Mapping

from django.db import connection

#: one row in so many is open
OPEN_IN = 3
UNITS = 5
#: so many words of a subject are drawn from so many
WORDS, VOCABULARY = 4, 20_000

SUBMISSION = {"id": "md5('s' || i)::uuid", "subject": "'Aihe ' || i"}

CASE = {
    "id": "i",
    "submission_id": "md5('s' || i)::uuid",
    "public_id": "md5('p' || i)::uuid",
    "draft_id": "null",
    "reference": "'OSA-2030-' || i",
    "unit_id": f"unit_id + i % {UNITS}",
    "arrived_at": "arrived_at - i * interval '1 minute'",
    "stage": f"case when i % {OPEN_IN} > 0 then 'closed' "
    "when i % 2 > 0 then 'review' else 'received' end",
    "closed_at": f"case when i % {OPEN_IN} > 0 then arrived_at end",
}

TASK = {
    "id": "i",
    "case_id": "i",
    "unit_id": f"unit_id + i % {UNITS}",
    "role": "case when i % 2 > 0 then 'reviewer' else 'registrar' end",
    "due_at": "case when i % 10 > 0 "
    "then due_at + (i::bigint * 7919 % 100000 - 20000) * interval '1 minute' end",
    "done_at": f"case when i % {OPEN_IN} > 0 then opened_at end",
}

DEADLINE = {"id": "i + 1000", "case_id": "i"}

_WORDS = f"""
    insert into workflows_caseword (case_id, word)
    select i, 'sana' || (hashint8(i * 31 + k) & 2147483647) % {VOCABULARY}
    from generate_series(%s, %s) i, generate_series(1, {WORDS}) k
    union
    select i, 'kirjasto' from generate_series(%s, %s) i
        where (hashint8(i) & 2147483647) % 10 = 0
    union
    select i, 'tunnus' || lpad(i::text, 7, '0') from generate_series(%s, %s) i
"""

_PLAIN = f"""
    insert into bench_plain
    select i, 1 + i % {UNITS}, case when i % 2 > 0 then 'reviewer' else 'registrar' end,
        now() + (i::bigint * 7919 % 100000 - 20000) * interval '1 minute',
        case when i % {OPEN_IN} > 0 then now() end, 'OSA-2030-' || i, 'Aihe ' || i
    from generate_series(%s, %s) i
"""


def make_plain_table() -> None:
    """Make the plainest table that could serve the queue, with a partial index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create table bench_plain (id bigint primary key, unit bigint, role text,"
            " due timestamptz, done timestamptz, reference text, subject text)"
        )
        cursor.execute(
            "create index on bench_plain (unit, role, due, id) where done is null"
        )


def add_rows(first: int, last: int, *, template: int) -> None:
    """
    Add the cases with these numbers to all tables.

    :param template: the key of the real case whose columns are copied
    """
    of_case = {
        "workflows_submission": (
            SUBMISSION,
            f"id = (select submission_id from workflows_case where id = {template})",
        ),
        "workflows_case": (CASE, f"id = {template}"),
        "workflows_task": (TASK, f"case_id = {template}"),
        "workflows_deadline": (
            DEADLINE,
            f"id = (select min(id) from workflows_deadline where case_id = {template})",
        ),
    }
    with connection.cursor() as cursor:
        for table, (changed, which) in of_case.items():
            cursor.execute(_copying(table, changed, which), [first, last])
        cursor.execute(_escaped(_WORDS), [first, last] * 3)
        cursor.execute(_escaped(_PLAIN), [first, last])
        for table in (*of_case, "workflows_caseword", "bench_plain"):
            cursor.execute(f"vacuum analyze {table}")


def _copying(table: str, changed: Mapping[str, str], which: str) -> str:
    """Return the statement that copies the row, with some columns changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns"
            " where table_name = %s and is_generated = 'NEVER'",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    quoted = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'{table}."{name}"') for name in columns)
    copying = (
        f"insert into {table} ({quoted}) select {values}"
        f" from {table}, generate_series(%s, %s) i where {table}.{which}"
    )
    return _escaped(copying)


def _escaped(statement: str) -> str:
    """Return the statement with its remainders told from its parameters."""
    return statement.replace("%", "%%").replace("%%s", "%s")
