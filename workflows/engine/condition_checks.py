"""What is wrong with a condition, found before it is published."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from workflows.engine.conditions import (
    COMPARISONS,
    ITEM,
    MAX_DEPTH,
    MAX_PARTS,
    OPERATORS,
    as_date,
    operation,
)
from workflows.engine.form_spec import Rule

#: the type of a fact of which nothing is known; suits every operator
ANY_TYPE = ""


class Kind(StrEnum):
    """What a part of a condition yields."""

    TEXT = "a text"
    NUMBER = "a number"
    DATE = "a date"
    TRUTH = "true or false"
    LIST = "a list"
    UNKNOWN = "anything"


_KIND_OF_TYPE = {
    "number": Kind.NUMBER,
    "date": Kind.DATE,
    "confirm": Kind.TRUTH,
    "choices": Kind.LIST,
    "files": Kind.LIST,
    ANY_TYPE: Kind.UNKNOWN,
}

_ARGUMENTS = {**dict.fromkeys(COMPARISONS, 2), "in": 2, "all": 2, "some": 2}
_ARGUMENTS |= {"+days": 2, "!": 1, "count": 1, "var": 1, "today": 0}


def problems(rule: Rule | None, known: Mapping[str, str]) -> list[str]:
    """
    Return what is wrong with the condition, as sentences; empty when nothing is.

    :param known: types by key of the facts that the condition may ask for, as
        `FieldSpec.type` names them, or `ANY_TYPE`
    """
    if rule is None:
        return []
    if (size := _parts(rule, MAX_DEPTH + 1)) is None:
        return [f"The condition is more than {MAX_DEPTH} operators deep."]
    if size > MAX_PARTS:
        return [f"The condition has more than {MAX_PARTS} parts."]
    reading = _Reading({key: _kind_of(type_) for key, type_ in known.items()})
    reading.kind(rule)
    return reading.found


def _kind_of(type_: str) -> Kind:
    return _KIND_OF_TYPE.get(type_, Kind.TEXT)


def _parts(part: Any, depth: int) -> int | None:
    """Count operators and values; None when they are too deep."""
    if not depth:
        return None
    found = operation(part)
    if found is None:
        return 1 + len(part) if isinstance(part, list) else 1
    counts = [_parts(one, depth - 1) for one in found[1]]
    known = [count for count in counts if count is not None]
    return 1 + sum(known) if len(known) == len(counts) else None


@dataclass
class _Reading:
    """One reading of a condition: finds the kind of each part and what is amiss."""

    kinds: Mapping[str, Kind]
    found: list[str] = field(default_factory=list)

    def kind(self, part: Any) -> Kind:
        if (read := operation(part)) is None:
            return self.literal(part)
        operator, arguments = read
        if operator not in OPERATORS:
            self.found.append(f'There is no operator "{operator}".')
            return Kind.UNKNOWN
        wanted = _ARGUMENTS.get(operator)
        if wanted is not None and len(arguments) != wanted:
            self.found.append(f'"{operator}" takes {wanted} values.')
            return Kind.UNKNOWN
        return self.readers().get(operator, self.comparison)(operator, arguments)

    def readers(self) -> Mapping[str, Callable[[str, list[Any]], Kind]]:
        return {
            "var": self.variable,
            "and": self.logic,
            "or": self.logic,
            "!": self.logic,
            "in": self.membership,
            "all": self.quantifier,
            "some": self.quantifier,
            "count": self.count,
            "today": lambda _operator, _arguments: Kind.DATE,
            "+days": self.later_day,
        }

    def literal(self, value: Any) -> Kind:
        match value:
            case bool():
                return Kind.TRUTH
            case int():
                return Kind.NUMBER
            case str():
                return Kind.DATE if as_date(value) else Kind.TEXT
            case list() if all(isinstance(one, str | int) for one in value):
                return Kind.LIST
        self.found.append("A value is a text, a whole number, true, false or a list.")
        return Kind.UNKNOWN

    def variable(self, _operator: str, arguments: list[Any]) -> Kind:
        [key] = arguments
        if isinstance(key, str) and key in self.kinds:
            return self.kinds[key]
        self.found.append(f'Nothing is known here of "{key}".')
        return Kind.UNKNOWN

    def logic(self, operator: str, arguments: list[Any]) -> Kind:
        if not arguments:
            self.found.append(f'"{operator}" takes at least one value.')
        for one in arguments:
            self.kind(one)
        return Kind.TRUTH

    def comparison(self, operator: str, arguments: list[Any]) -> Kind:
        kinds = {self.kind(one) for one in arguments} - {Kind.UNKNOWN}
        if kinds == {Kind.DATE, Kind.TEXT} and operator in ("==", "!="):
            kinds = {Kind.TEXT}
        if len(kinds) > 1:
            both = " with ".join(sorted(kinds))
            self.found.append(f'"{operator}" compares {both}.')
        elif Kind.LIST in kinds:
            self.found.append(f'"{operator}" does not compare lists.')
        elif operator not in ("==", "!=") and not kinds <= {Kind.NUMBER, Kind.DATE}:
            self.found.append(f'"{operator}" compares only numbers and dates.')
        return Kind.TRUTH

    def membership(self, operator: str, arguments: list[Any]) -> Kind:
        value, items = (self.kind(one) for one in arguments)
        if value is Kind.LIST:
            self.found.append(f'"{operator}" looks for one value, not for a list.')
        self.require(operator, items, Kind.LIST)
        return Kind.TRUTH

    def quantifier(self, operator: str, arguments: list[Any]) -> Kind:
        self.require(operator, self.kind(arguments[0]), Kind.LIST)
        inner = replace(self, kinds={**self.kinds, ITEM: Kind.UNKNOWN})
        inner.kind(arguments[1])
        return Kind.TRUTH

    def count(self, operator: str, arguments: list[Any]) -> Kind:
        self.require(operator, self.kind(arguments[0]), Kind.LIST)
        return Kind.NUMBER

    def later_day(self, operator: str, arguments: list[Any]) -> Kind:
        start, days = (self.kind(one) for one in arguments)
        self.require(operator, start, Kind.DATE)
        self.require(operator, days, Kind.NUMBER)
        return Kind.DATE

    def require(self, operator: str, kind: Kind, wanted: Kind) -> None:
        if kind not in (wanted, Kind.UNKNOWN):
            self.found.append(f'"{operator}" needs {wanted}, not {kind}.')


def strange_options(
    rule: Rule | None, options: Mapping[str, Collection[str]]
) -> list[str]:
    """
    Return a sentence for each value that a choice is compared with and never has.

    :param options: the values of each choice by key
    """
    read = operation(rule)
    if read is None:
        return []
    operator, arguments = read
    found = [
        one
        for argument in arguments
        if isinstance(argument, Mapping)
        for one in strange_options(argument, options)
    ]
    if operator not in ("==", "!=", "in"):
        return found
    known = [options[key] for key in map(_asked, arguments) if key in options]
    said = [one for one in _literals(arguments) if known and one not in known[0]]
    return [*found, *(f'"{one}" is none of the options.' for one in said)]


def _asked(part: Any) -> str:
    """Return the key that the part asks for, or an empty text."""
    match operation(part):
        case "var", [str() as key]:
            return key
    return ""


def _literals(arguments: list[Any]) -> list[Any]:
    flat: list[Any] = []
    for one in arguments:
        flat += one if isinstance(one, list) else [one]
    return [one for one in flat if not isinstance(one, Mapping)]
