"""Single values of a definition in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflows.editor.leaves import Choice, Endings, Key, Leaf, Texts, Truth
from workflows.editor.reference_leaves import Condition, References
from workflows.engine.conditions import COMPARISONS, operation

_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}


def leaf_in_words(
    block: Leaf, value: Any, labels: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """
    Yield what the value says; of a text, each language by its code.

    :param labels: names of the other parts of the definition by their keys
    """
    if isinstance(block, Texts):
        yield from (value or {}).items()
    elif isinstance(block, Key) or value in (None, "", []):
        return
    else:
        yield "", _in_words(block, value, labels)


def _in_words(block: Leaf, value: Any, labels: Mapping[str, str]) -> str:
    match block:
        case Truth():
            return _("yes") if value else _("no")
        case References() | Endings():
            return ", ".join(labels.get(one, str(one)) for one in value)
        case Choice():
            choices = dict(block.field.choices)  # type: ignore[attr-defined]
            return str(choices.get(str(value), value))
        case Condition():
            return rule_in_words(value, labels)
    return labels.get(str(value), str(value))


def rule_in_words(rule: Any, labels: Mapping[str, str]) -> str:
    """Return the condition as a line that a person can read."""
    read = operation(rule)
    if read is None:
        if isinstance(rule, list):
            return ", ".join(rule_in_words(one, labels) for one in rule)
        return f"“{rule}”" if isinstance(rule, str) else str(rule).lower()
    operator, arguments = read
    if operator == "var":
        return labels.get(str(arguments[0]), str(arguments[0]))
    return _operation_in_words(
        operator, [rule_in_words(one, labels) for one in arguments]
    )


def _operation_in_words(operator: str, parts: list[str]) -> str:
    if operator in ("and", "or"):
        word = _("and") if operator == "and" else _("or")
        return "(" + f" {word} ".join(parts) + ")"
    if operator == "in" and len(parts) == len("ab"):
        return _("%(value)s is among %(list)s") % {"value": parts[0], "list": parts[1]}
    if operator in COMPARISONS and len(parts) == len("ab"):
        return f" {_SIGNS.get(operator, operator)} ".join(parts)
    return f"{operator}({', '.join(parts)})"
