"""From the JSON of a form's steps and fields to their typed form."""

from collections.abc import Mapping
from typing import Any

from workflows.engine.form_spec import FieldSpec, Option, Step


def given(spec: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return those of the keys that the JSON has."""
    return {key: spec[key] for key in keys if key in spec}


def texts(spec: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return those of the texts that the JSON has."""
    return {key: dict(spec[key]) for key in keys if key in spec}


def read_step(spec: Mapping[str, Any]) -> Step:
    """Return the step that the JSON, already held against its schema, describes."""
    return Step(
        **given(spec, "key", "visible_when"),
        **texts(spec, "title", "intro"),
        fields=tuple(read_field(one) for one in spec["fields"]),
    )


def read_field(spec: Mapping[str, Any]) -> FieldSpec:
    """Return the field that the JSON, already held against its schema, describes."""
    plain = ("key", "type", "required", "personal", "max_length", "min_length")
    more = ("autocomplete", "max_bytes", "visible_when")
    return FieldSpec(
        **given(spec, *plain, *more),
        **texts(spec, "label", "hint"),
        options=tuple(_option(one) for one in spec.get("options", ())),
        accept=tuple(spec.get("accept", ())),
    )


def _option(spec: Mapping[str, Any]) -> Option:
    return Option(value=spec["value"], **texts(spec, "label", "hint"))
