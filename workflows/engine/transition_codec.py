"""From the JSON of a workflow's transitions to their typed form."""

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.engine.deadline_codec import read_period
from workflows.engine.field_codec import given, read_field, texts
from workflows.engine.form_spec import FieldSpec
from workflows.engine.workflow_spec import (
    Deed,
    DeedKind,
    EffectSpec,
    Transition,
    Trigger,
)

#: the question of a transition that takes a note
NOTE = {"fi": "Huomautus", "sv": "Anmärkning", "en": "Note"}
MAX_NOTE = 4000


def read_transition(spec: Mapping[str, Any]) -> Transition:
    """Return the transition that the JSON, held against its schema, describes."""
    return Transition(
        **given(spec, "key", "guard", "style", "timer"),
        **given(spec, "completes_task", "resubmits", "returned_on", "second_factor"),
        **texts(spec, "label", "explanation"),
        sources=tuple(spec["from"]),
        target=spec["to"] or "",
        trigger=Trigger(spec.get("trigger", Trigger.PERSON)),
        roles=tuple(spec.get("roles", ())),
        fields=(
            *map(read_field, spec.get("fields", ())),
            *_note(spec.get("note", "none")),
        ),
        within=read_period(spec["within"]) if "within" in spec else None,
        deed=_deed(spec["deed"]) if "deed" in spec else None,
        not_same_actor_as=tuple(spec.get("not_same_actor_as", ())),
        effects=read_effects(spec.get("effects", ())),
    )


def _note(wanted: str) -> Iterator[FieldSpec]:
    """Yield the field that a transition's note is written in, if it has one."""
    if wanted != "none":
        yield FieldSpec(
            key="note",
            type="long_text",
            label=NOTE,
            required=wanted == "required",
            max_length=MAX_NOTE,
        )


def _deed(spec: Mapping[str, Any]) -> Deed:
    return Deed(kind=DeedKind(spec["kind"]), **spec.get("params", {}))


def read_effects(specs: list[Mapping[str, Any]]) -> tuple[EffectSpec, ...]:
    """Return the effects that the JSON, held against its schema, describes."""
    return tuple(
        EffectSpec(
            kind=one["kind"],
            params=dict(one.get("params", {})),
            after=one.get("after", ""),
            in_order=one.get("in_order", False),
        )
        for one in specs
    )
