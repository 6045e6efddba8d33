"""Blocks whose value is a plain part of a definition's JSON."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info

from wagtail.blocks import FieldBlock

from workflows.editor.trouble import Trouble
from workflows.editor.widgets import KeyInput, TextsInput


class LeftOut:
    """Says that a part is not written into the definition."""


LEFT_OUT = LeftOut()


class AnyField(forms.Field):
    """Takes what its widget gives; the definition's own checks judge it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(required=False, **settings)


class Leaf(FieldBlock):
    """
    One input for one value of the definition.

    :param plain: the value that needn't be written, for it is meant without
    :param always: whether it is written even then
    :param starred: whether the label says that it must be filled in
    """

    def __init__(
        self,
        field: forms.Field,
        *,
        plain: Any = "",
        always: bool = False,
        starred: bool = False,
        **meta: Any,
    ) -> None:
        self.field = field
        self.plain, self.always, self.starred = plain, always, starred
        super().__init__(**meta)

    @property
    def required(self) -> bool:
        return self.starred

    def defer_required_validation(self) -> None:
        """Change nothing: what is missing is told by the definition's checks."""
        self.is_deferred_validation = True

    def restore_deferred_validation(self) -> None:
        self.is_deferred_validation = False

    def get_default(self) -> Any:
        return self.from_spec(LEFT_OUT)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def to_spec(self, value: Any) -> Any:
        """Return the value as the definition has it, or `LEFT_OUT`."""
        if value == self.plain and not self.always:
            return LEFT_OUT
        return value

    def from_spec(self, spec: Any) -> Any:
        return self.plain if spec is LEFT_OUT else spec

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        messages = trouble.everything()
        return ValidationError(messages) if messages else None


def _language_name(code: str) -> str:
    """Return the language's own name for itself, as the inputs say it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


class Texts(Leaf):
    """A text in every language."""

    def __init__(self, label: Any, *, rows: int = 1, help_text: Any = "", **more: Any):
        field = AnyField(widget=TextsInput(rows=rows), help_text=help_text)
        super().__init__(field, plain={}, label=label, **more)

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        messages = [*trouble.messages]
        for code, part in trouble.parts.items():
            name = _language_name(code)
            messages += [f"{name}: {message}" for message in part.everything()]
        return ValidationError(messages) if messages else None


class Key(Leaf):
    """The lasting name of a part; filled in from its label."""

    def __init__(self, label: Any, *, kind: str, help_text: Any = "") -> None:
        field = forms.CharField(
            required=False, widget=KeyInput(kind), help_text=help_text, max_length=100
        )
        super().__init__(field, label=label, always=True)

    def to_spec(self, value: Any) -> Any:
        return value or ""


class Words(Leaf):
    """One short text that is the same in every language."""

    def __init__(self, label: Any, *, help_text: Any = "", **more: Any) -> None:
        field = forms.CharField(required=False, help_text=help_text, max_length=200)
        super().__init__(field, label=label, **more)


class Endings(Leaf):
    """Words separated by commas, as a list."""

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        field = forms.CharField(required=False, help_text=help_text)
        super().__init__(field, plain=[], label=label)

    def value_for_form(self, value: Any) -> str:
        return ", ".join(value or ())

    def value_from_form(self, value: Any) -> list[str] | None:
        return [one.strip() for one in (value or "").split(",") if one.strip()]


class Numbers(Endings):
    """
    Whole numbers separated by commas, as a list; "0" for a list of none.

    Nothing written is no list: what is meant then, something else says.
    """

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(label, help_text=help_text)
        self.plain = None

    def value_for_form(self, value: Any) -> str:
        if value == []:
            return "0"
        return ", ".join(str(one) for one in value or ())

    def value_from_form(self, value: Any) -> list[Any] | None:
        if not value or not value.strip():
            return None
        given = [one.strip() for one in value.split(",") if one.strip()]
        return [int(one) if one.isdecimal() else one for one in given if one != "0"]


class Number(Leaf):
    """A whole number, or none."""

    def __init__(
        self, label: Any, *, help_text: Any = "", most: int | None = None, **more: Any
    ) -> None:
        field = forms.IntegerField(
            required=False, min_value=1, max_value=most, help_text=help_text
        )
        super().__init__(field, plain=None, label=label, **more)


class Truth(Leaf):
    """Yes or no."""

    def __init__(self, label: Any, *, plain: bool = False, help_text: Any = "") -> None:
        field = forms.BooleanField(required=False, help_text=help_text)
        super().__init__(field, plain=plain, label=label)

    def get_form_state(self, value: Any) -> bool:
        """Return whether the box is ticked; the widget would say its value."""
        return bool(value)


class Choice(Leaf):
    """One of a few words of the definition's language, in the editor's words."""

    def __init__(
        self,
        label: Any,
        choices: Mapping[str, Any],
        *,
        plain: Any = "",
        help_text: Any = "",
        **more: Any,
    ) -> None:
        field = forms.ChoiceField(
            required=False, choices=[*choices.items()], help_text=help_text
        )
        super().__init__(field, plain=plain, label=label, **more)


class Quorum(Choice):
    """All, any, or a number."""

    def value_for_form(self, value: Any) -> str:
        return str(value)

    def value_from_form(self, value: Any) -> Any:
        return int(value) if str(value).isdecimal() else value
