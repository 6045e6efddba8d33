"""From the JSON of a definition to its typed form, or every problem with its path."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from workflows.engine.deadline_codec import read_deadline
from workflows.engine.field_codec import given, read_step, texts
from workflows.engine.form_spec import FormSpec
from workflows.engine.transition_codec import read_effects, read_transition
from workflows.engine.workflow_spec import (
    ALL,
    Mail,
    Stage,
    StageKind,
    TaskSpec,
    WorkflowSpec,
)

_SCHEMAS = ("form", "workflow")
_MAX_DEPTH = 60
_MAX_MESSAGE = 200


@dataclass(frozen=True)
class Problem:
    """What is wrong with a definition, and where."""

    #: JSON pointer (RFC 6901) into the definition
    path: str
    #: lasting name of the rule that is broken
    code: str
    #: one English sentence for whoever writes definitions
    message: str


class BadDefinition(ValueError):
    """A definition that cannot be read or published."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{one.path} {one.message}" for one in problems))


def read_form(spec: Any) -> FormSpec:
    """
    Return the form that the JSON value describes.

    :raises BadDefinition: with every place where the form's JSON Schema is broken
    """
    _refuse_broken("form", spec)
    return FormSpec(
        **given(spec, "key", "subject", "email"),
        **texts(spec, "title", "declaration", "what_next"),
        steps=tuple(read_step(one) for one in spec["steps"]),
    )


def read_workflow(spec: Any) -> WorkflowSpec:
    """
    Return the workflow that the JSON value describes.

    :raises BadDefinition: with every place where the workflow's JSON Schema is broken
    """
    _refuse_broken("workflow", spec)
    return WorkflowSpec(
        **given(spec, "key", "start"),
        **texts(spec, "title"),
        stages=tuple(_stage(one) for one in spec["stages"]),
        transitions=tuple(read_transition(one) for one in spec["transitions"]),
        deadlines=tuple(read_deadline(one) for one in spec.get("deadlines", ())),
        mails=tuple(_mail(one) for one in spec.get("mails", ())),
        on_start=read_effects(spec.get("on_start", ())),
    )


@cache
def schema(name: str) -> Mapping[str, Any]:
    """Return the published JSON Schema of a "form" or a "workflow"."""
    path = files("workflows.engine") / "schemas" / f"{name}.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


# --- structure ---------------------------------------------------------------------


def _refuse_broken(name: str, spec: Any) -> None:
    found = [*_unstorable(spec)]
    if not any(one.code == "too_deep" for one in found):
        for error in _validator(name).iter_errors(spec):
            found += _problems(error)
    if found:
        unique = dict.fromkeys(found)
        raise BadDefinition(sorted(unique, key=lambda one: (one.path, one.code)))


@cache
def _validator(name: str) -> Draft202012Validator:
    schemas = [schema(one) for one in _SCHEMAS]
    registry: Registry[Any] = Registry().with_resources(
        (one["$id"], Resource.from_contents(one)) for one in schemas
    )
    return Draft202012Validator(schema(name), registry=registry)


def _problems(error: ValidationError) -> Iterator[Problem]:
    steps = [*error.absolute_path]
    code = str(error.validator)
    rules: Any = error.schema
    match error.validator, error.instance:
        case "required", dict() as given:
            for key in rules["required"]:
                if key not in given:
                    yield Problem(_pointer([*steps, key]), code, "This is missing.")
        case "additionalProperties", dict() as given:
            for key in given.keys() - rules["properties"].keys():
                yield Problem(_pointer([*steps, key]), code, "This key is unknown.")
        case _:
            yield Problem(_pointer(steps), code, error.message[:_MAX_MESSAGE])


def _pointer(steps: list[str | int]) -> str:
    escaped = (str(one).replace("~", "~0").replace("/", "~1") for one in steps)
    return "".join(f"/{one}" for one in escaped)


def _unstorable(spec: Any) -> Iterator[Problem]:
    """Yield what no database or canonical JSON takes; walks without recursion."""
    open_parts: list[tuple[list[str | int], Any]] = [([], spec)]
    while open_parts:
        steps, part = open_parts.pop()
        if len(steps) > _MAX_DEPTH:
            yield Problem(_pointer(steps), "too_deep", "This is too deep.")
            continue
        if message := _why_unstorable([part, *steps[-1:]]):
            yield Problem(_pointer(steps), "unstorable", message)
        if isinstance(part, dict):
            open_parts += (([*steps, key], one) for key, one in part.items())
        elif isinstance(part, list):
            open_parts += (([*steps, index], one) for index, one in enumerate(part))


def _why_unstorable(values: list[Any]) -> str:
    if any(isinstance(one, float) for one in values):
        return "A number must be a whole number."
    if not all(_is_storable(one) for one in values if isinstance(one, str)):
        return "A text may not hold the character NUL or half a character."
    return ""


def _is_storable(text: str) -> bool:
    return "\0" not in text and text.encode(errors="replace").decode() == text


# --- building ----------------------------------------------------------------------


def _stage(spec: Mapping[str, Any]) -> Stage:
    return Stage(
        kind=StageKind(spec["kind"]),
        **given(spec, "key", "role", "result", "takes_place", "waits_for_place"),
        **given(spec, "away"),
        **texts(spec, "label", "public_label", "explanation"),
        tasks=tuple(
            TaskSpec(key=one["key"], role=one["role"], **texts(one, "label"))
            for one in spec.get("tasks", ())
        ),
        quorum=spec.get("quorum", ALL),
    )


def _mail(spec: Mapping[str, Any]) -> Mail:
    return Mail(key=spec["key"], **texts(spec, "subject", "body"))
