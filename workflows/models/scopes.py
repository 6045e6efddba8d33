"""Whose rows a person sees: the one rule behind every `visible_to`."""

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Self

from django.db.models import CharField, Exists, OuterRef, Q, Value

from workflows.models.procedures import Procedure, Role, Unit

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Scope:
    """
    The units and roles of a person, and the procedures hidden from them.

    A procedure with readers is restricted: its cases are seen only by those who hold
    one of these roles, in the units that they are members of as always. Resolved to
    values, because an index serves values and not conditions on other tables.
    """

    #: a superuser: no row is hidden
    is_everything: bool = False
    units: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()

    @classmethod
    def of(cls, user: "User") -> Self:
        """Return the scope of the person, in one query."""
        if user.is_superuser:
            return cls(is_everything=True)
        units = Unit.objects.filter(members=user)
        roles = Role.objects.filter(group__user=user)
        readers = Procedure.readers.through.objects.filter(procedure=OuterRef("pk"))
        hidden = Procedure.objects.filter(
            Exists(readers), ~Exists(readers.filter(role__group__user=user))
        )
        none = Value("", output_field=CharField())
        found = units.values_list(Value("unit"), "pk", none).union(
            roles.values_list(Value("role"), "pk", "key"),
            hidden.values_list(Value("hidden"), "pk", none),
        )
        rows = sorted(found)
        return cls(
            units=tuple(pk for kind, pk, _ in rows if kind == "unit"),
            roles=tuple(key for kind, _, key in rows if kind == "role"),
            hidden=tuple(pk for kind, pk, _ in rows if kind == "hidden"),
        )

    def cases(self, path: str = "") -> Q:
        """
        Return the condition that the person sees the case.

        :param path: from the row to its case, empty when the row is the case
        """
        if self.is_everything:
            return Q()
        there = f"{path}__" if path else ""
        seen = Q(**{f"{there}unit__in": self.units})
        if self.hidden:
            seen &= ~Q(**{f"{there}procedure__in": self.hidden})
        return seen

    @property
    def by_unit(self) -> list[Q]:
        """The person's units one by one, as an index on units has them."""
        return [Q()] if self.is_everything else [Q(unit=unit) for unit in self.units]

    @property
    def by_duty(self) -> list[Q]:
        """The person's roles in each unit, as an index on both has them."""
        if self.is_everything:
            return [Q()]
        duties = product(self.units, self.roles)
        return [Q(unit=unit, role=role) for unit, role in duties]
