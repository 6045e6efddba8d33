"""
Conditions of a form or workflow: a small, total subset of JSON-Logic.

Evaluating never fails, whatever the answers are: a comparison with a missing value,
or of values of different kinds, is false. `engine.condition_checks` finds what is wrong
with a condition before it is published.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from workflows.engine.form_spec import Rule

#: the greatest number of operators inside one another, and of parts in all
MAX_DEPTH = 10
MAX_PARTS = 200

#: the name under which `all` and `some` know the item they look at
ITEM = ""

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
OPERATORS = frozenset(
    {*COMPARISONS, "var", "in", "and", "or", "!", "all", "some", "count"}
    | {"today", "+days"}
)

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def evaluate(rule: Rule | None, facts: Mapping[str, Any], *, today: date) -> bool:
    """
    Tell whether the condition holds; no condition always does.

    :param facts: answers as JSON values by key; dates are ISO texts
    :param today: the day that the operator `today` stands for
    """
    return rule is None or bool(_Evaluation(facts, today).value(rule, MAX_DEPTH))


def variables(rule: Rule | None) -> frozenset[str]:
    """Return the keys of the facts that the condition asks for."""
    return frozenset(_variables(rule, MAX_DEPTH)) - {ITEM}


def operation(part: Any) -> tuple[str, list[Any]] | None:
    """Return the operator and the arguments of a part, or None for a plain value."""
    if not isinstance(part, Mapping) or len(part) != 1:
        return None
    [(operator, arguments)] = part.items()
    return operator, arguments if isinstance(arguments, list) else [arguments]


def as_date(value: Any) -> date | None:
    """Return the date that the value is or, as an ISO text, tells."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


class _Evaluation:
    """One evaluation; None is the value of everything missing or malformed."""

    def __init__(self, facts: Mapping[str, Any], today: date) -> None:
        self.facts = facts
        self.today = today

    def value(self, part: Any, depth: int) -> Any:
        if not isinstance(part, Mapping):
            return part
        found = operation(part)
        if found is None or not depth:
            return None
        operator, arguments = found
        if operator in ("and", "or"):
            return self.junction(operator, arguments, depth - 1)
        if operator in ("all", "some"):
            return self.quantifier(operator, arguments, depth - 1)
        return self.operated(
            operator, [self.value(one, depth - 1) for one in arguments]
        )

    def junction(self, operator: str, arguments: list[Any], depth: int) -> bool:
        parts = (bool(self.value(one, depth)) for one in arguments)
        return all(parts) if operator == "and" else any(parts)

    def quantifier(self, operator: str, arguments: list[Any], depth: int) -> bool:
        """Tell of the items of a list; nothing holds of an empty one."""
        source, condition = (*arguments, None, None)[:2]
        items = self.value(source, depth)
        if not isinstance(items, list) or not items:
            return False
        inner = (_Evaluation({**self.facts, ITEM: item}, self.today) for item in items)
        parts = (bool(one.value(condition, depth)) for one in inner)
        return all(parts) if operator == "all" else any(parts)

    def operated(self, operator: str, values: list[Any]) -> Any:
        match operator, values:
            case "var", [str() as key]:
                return self.facts.get(key)
            case "today", []:
                return self.today
        return _applied(operator, values)


def _applied(operator: str, values: list[Any]) -> Any:
    match operator, values:
        case "!", [value]:
            return not value
        case "in", [value, list() as items]:
            return any(_compare("==", value, item) for item in items)
        case "count", [list() as items]:
            return len(items)
        case "+days", [start, int() as days]:
            return _days_later(as_date(start), days)
        case _, [left, right] if operator in COMPARISONS:
            return _compare(operator, left, right)
    return None


def _compare(operator: str, left: Any, right: Any) -> bool:
    pair = _comparable(left, right, ordered=operator not in ("==", "!="))
    return pair is not None and COMPARISONS[operator](*pair)


def _comparable(left: Any, right: Any, *, ordered: bool) -> tuple[Any, Any] | None:
    """Return both as values of one kind; texts have no order but as dates."""
    dates = as_date(left), as_date(right)
    if None not in dates:
        return dates
    if _is_number(left) and _is_number(right):
        return left, right
    if ordered or type(left) is not type(right) or not isinstance(left, str | bool):
        return None
    return left, right


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _days_later(start: date | None, days: int) -> date | None:
    try:
        return None if start is None else start + timedelta(days=days)
    except OverflowError:
        return None


def _variables(part: Any, depth: int) -> set[str]:
    found = operation(part)
    if found is None or not depth:
        return set()
    operator, arguments = found
    if operator == "var":
        return {one for one in arguments if isinstance(one, str)}
    return set[str]().union(*(_variables(one, depth - 1) for one in arguments))
