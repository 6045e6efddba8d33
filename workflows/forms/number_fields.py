"""Numbers and dates."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from workflows.forms.field_type import FieldType

#: the largest whole number that JSON readers keep exact
LARGEST = 2**53 - 1
DATE_INPUTS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


class NumberType(FieldType):
    """A whole number: definitions are hashed, and floats are not exact."""

    def form_field(self, language: str) -> forms.Field:
        sentence = _("Write a whole number.")
        return forms.IntegerField(
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            min_value=-LARGEST,
            max_value=LARGEST,
            **self.settings(
                language,
                missing=_("Write an answer."),
                invalid=sentence,
                min_value=sentence,
                max_value=sentence,
            ),
        )

    def display(self, stored: Any, _language: str) -> str:
        return "" if stored is None else str(stored)


class DateType(FieldType):
    def form_field(self, language: str) -> forms.Field:
        return forms.DateField(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=DATE_INPUTS,
            **self.settings(
                language,
                missing=_("Write an answer."),
                invalid=_("Write the date like this: 31.12.2026."),
            ),
        )

    def to_json(self, value: Any) -> str | None:
        return value.isoformat() if value else None

    def from_json(self, stored: Any) -> date | None:
        return date.fromisoformat(stored) if stored else None

    def display(self, stored: Any, language: str) -> str:
        if not stored:
            return ""
        with override(language):
            return date_format(date.fromisoformat(stored), "DATE_FORMAT")
