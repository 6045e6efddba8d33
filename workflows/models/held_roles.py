"""
The roles that somebody holds towards a case, read in the query that reads the case.

Every transition asks for them. Asked apart by the ORM, they took a sixth of its time:
building the query cost far more than the database did.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, Model
from django.db.models.expressions import RawSQL

from workflows.models.procedures import Procedure, Role, Unit

#: `Role.objects.keys_of` for the row of a query on cases, as one text
_KEYS = """(
SELECT {joined} FROM {role} role
  JOIN {group} mine ON mine.group_id = role.group_id AND mine.user_id = %s
  JOIN {member} member ON member.user_id = mine.user_id
                      AND member.unit_id = workflows_case.unit_id
 WHERE NOT EXISTS (SELECT 1 FROM {reader} reader
                    WHERE reader.procedure_id = workflows_case.procedure_id)
    OR EXISTS (SELECT 1 FROM {reader} reader
                 JOIN {role} reading ON reading.id = reader.role_id
                 JOIN {group} held ON held.group_id = reading.group_id
                WHERE reader.procedure_id = workflows_case.procedure_id
                  AND held.user_id = mine.user_id))"""


class HeldRoles(RawSQL):
    """An annotation of cases: keys of the user's roles, with spaces between."""

    def __init__(self, user_id: int) -> None:
        super().__init__(_KEYS, (user_id,), CharField())

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, Any]:
        join = "group_concat" if connection.vendor == "sqlite" else "string_agg"
        models: Mapping[str, type[Model]] = {
            "role": Role,
            "group": get_user_model().groups.through,
            "member": Unit.members.through,
            "reader": Procedure.readers.through,
        }
        tables = {name: one._meta.db_table for name, one in models.items()}  # noqa: SLF001
        sql = self.sql.format(joined=f"{join}(role.key, ' ')", **tables)
        return sql, tuple(self.params)
