"""The Django form of a step, or of a transition's small form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from workflows.engine.form_spec import FieldSpec, FormSpec
from workflows.forms.fields import field_type
from workflows.forms.file_fields import FilesField

#: what was typed, by field key; a list for each, as HTML forms post
Typed = Mapping[str, list[str]]


class StepForm(forms.Form):
    """
    A sequence of questions in one language.

    :param attached: described files kept for the form, by field key
    :param refusals: why posted files were not kept, sentences by field key
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        specs: Sequence[FieldSpec],
        language: str,
        attached: Mapping[str, Sequence[dict[str, Any]]] | None = None,
        refusals: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.types = {spec.key: field_type(spec) for spec in specs}
        self.refusals = refusals or {}
        for key, kind in self.types.items():
            field = self.fields[key] = kind.form_field(language)
            if isinstance(field, FilesField):
                field.attached = (attached or {}).get(key, ())

    def clean(self) -> dict[str, Any]:
        for key, sentences in self.refusals.items():
            for sentence in sentences:
                self.add_error(key, sentence)
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """Return the accepted answers as JSON values; call when valid."""
        return {
            key: kind.to_json(self.cleaned_data[key])
            for key, kind in self.types.items()
        }

    def typed(self) -> dict[str, list[str]]:
        """Return what was posted for the declared questions, valid or not."""
        return {
            key: [_storable(one) for one in self._posted(self.add_prefix(key))]
            for key, field in self.fields.items()
            if not isinstance(field, FilesField)
        }

    def _posted(self, name: str) -> list[str]:
        values: list[str] = self.data.getlist(name)  # type: ignore[attr-defined]
        return values


def typed_from(form: FormSpec, answers: Mapping[str, Any]) -> dict[str, Typed]:
    """Return what was typed on each step of a form with these answers."""
    return {
        step.key: {
            spec.key: field_type(spec).typed(answers[spec.key])
            for spec in step.fields
            if spec.key in answers
        }
        for step in form.steps
    }


def as_posted(typed: Typed, prefix: str) -> MultiValueDict[str, str]:
    """Return kept input as a form with that prefix would have posted it."""
    return MultiValueDict({f"{prefix}-{key}": list(typed[key]) for key in typed})


def as_initial(typed: Typed, specs: Sequence[FieldSpec]) -> dict[str, Any]:
    """Return kept input as the first values of a form that is not yet judged."""
    return {
        spec.key: typed[spec.key] if spec.type == "choices" else typed[spec.key][-1]
        for spec in specs
        if typed.get(spec.key)
    }


def _storable(value: str) -> str:
    return value.replace("\0", "")  # PostgreSQL's JSON has no such character
