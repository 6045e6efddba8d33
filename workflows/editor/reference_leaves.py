"""Blocks whose value names other parts, or asks for facts."""

from typing import Any

from workflows.editor.leaves import LEFT_OUT, AnyField, Leaf
from workflows.editor.widgets import ReferenceInput, ReferencesInput, RuleInput


class Reference(Leaf):
    """
    The key of another part, chosen by its label.

    :param none: what it means that nothing is chosen
    """

    def __init__(
        self,
        label: Any,
        refers: str,
        *,
        none: Any = "",
        help_text: Any = "",
        **more: Any,
    ) -> None:
        field = AnyField(widget=ReferenceInput(refers, none=none), help_text=help_text)
        super().__init__(field, label=label, **more)

    def clean(self, value: Any) -> str:
        return str(value or "")


class Target(Reference):
    """The stage that is entered, or none."""

    def to_spec(self, value: Any) -> Any:
        return value or None

    def from_spec(self, spec: Any) -> Any:
        return "" if spec is LEFT_OUT or spec is None else spec


class References(Leaf):
    """The keys of several other parts, chosen by their labels."""

    def __init__(
        self, label: Any, refers: str, *, help_text: Any = "", **more: Any
    ) -> None:
        field = AnyField(widget=ReferencesInput(refers), help_text=help_text)
        super().__init__(field, plain=[], label=label, **more)

    def clean(self, value: Any) -> list[str]:
        given = value if isinstance(value, list) else []
        return list(dict.fromkeys(str(one) for one in given))


class Condition(Leaf):
    """
    A condition in the engine's own notation, or none.

    :param facts: "workflow" for answers and facts of the case, "form" for earlier
        questions of the same form
    """

    def __init__(self, label: Any, facts: str, *, help_text: Any = "") -> None:
        field = AnyField(widget=RuleInput(facts), help_text=help_text)
        super().__init__(field, plain=None, label=label)
