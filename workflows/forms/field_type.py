"""What every type of question can do."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from workflows.engine.form_spec import FieldSpec
from workflows.engine.texts import say


@dataclass(frozen=True)
class FieldType(ABC):
    """
    One question as a form field, as JSON and as words.

    A new type is a subclass with a line in `fields.TYPES`.
    """

    spec: FieldSpec

    @abstractmethod
    def form_field(self, language: str) -> forms.Field:
        """Return the Django field that asks the question in the language."""

    def to_json(self, value: Any) -> Any:
        """Return what answers keep of a value that the form field accepted."""
        return value

    def from_json(self, stored: Any) -> Any:
        """Return the value that was given to `to_json`."""
        return stored

    def typed(self, stored: Any) -> list[str]:
        """Return what a form posts that is filled in with the kept answer."""
        return [] if stored is None else [str(stored)]

    @abstractmethod
    def display(self, stored: Any, language: str) -> str:
        """Return the kept answer in words; "" when there is none."""

    def settings(
        self, language: str, *, missing: str | Promise, **errors: str | Promise
    ) -> dict[str, Any]:
        """
        Return what every Django field is made with.

        :param missing: the sentence for a required question without an answer
        :param errors: other sentences by Django's error code
        """
        return {
            "label": say(self.spec.label, language),
            "help_text": say(self.spec.hint, language),
            "required": self.spec.required,
            "error_messages": {"required": missing, **errors},
        }
