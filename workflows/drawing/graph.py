"""A workflow as boxes and arrows, read from JSON that may be unfinished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.engine.texts import say

START = ""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A stage."""

    key: str
    #: kind of the stage, as the definition says it
    kind: str
    label: str
    #: what is said below the label: roles, quorum, result
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A transition from one stage; a transition with several sources is several."""

    key: str
    source: str
    #: the stage entered; the source itself when the case stays
    target: str
    label: str
    #: who or what sets it off, as the definition says it
    trigger: str
    #: role keys of those who may
    roles: tuple[str, ...] = ()
    guarded: bool = False
    #: confirmed with a one-time code
    second_factor: bool = False


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Boxes in the order of the definition, and arrows between those that exist."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    start: str
    title: str = ""
    deadlines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_graph(
    spec: Any, *, language: str, role_names: Mapping[str, str] | None = None
) -> Graph:
    """
    Return what can be drawn of the workflow; what is not there yet is left out.

    :param role_names: names of roles by key
    """
    names = role_names or {}
    stages = [one for one in _list(spec, "stages") if one.get("key")]
    keys = {one["key"] for one in stages}
    deadlines: dict[str, tuple[str, ...]] = {}
    for rule in _list(spec, "deadlines"):
        for stage in _strings(rule, "during"):
            said = _text(rule, "label", language)
            deadlines[stage] = (*deadlines.get(stage, ()), said)
    return Graph(
        boxes=tuple(_box(one, language, names) for one in stages),
        arrows=tuple(
            arrow
            for one in _list(spec, "transitions")
            for arrow in _arrows(one, keys, language)
        ),
        start=spec.get("start", "") if isinstance(spec, Mapping) else "",
        title=_text(spec, "title", language) if isinstance(spec, Mapping) else "",
        deadlines=deadlines,
    )


def _box(stage: Mapping[str, Any], language: str, names: Mapping[str, str]) -> Box:
    role = str(stage.get("role") or "")
    notes = [names.get(role, role)] if role else []
    for task in _list(stage, "tasks"):
        owner = str(task.get("role") or "")
        label = _text(task, "label", language)
        notes.append(f"{label}: {names.get(owner, owner)}" if owner else label)
    tasks = len(notes)
    if stage.get("kind") == "parallel" and tasks:
        needed = {"all": tasks, "any": 1}.get(
            quorum := stage.get("quorum", "all"), quorum
        )
        notes.append(f"{needed} / {tasks}")
    return Box(
        key=stage["key"],
        kind=str(stage.get("kind", "work")),
        label=_text(stage, "label", language) or stage["key"],
        notes=tuple(notes),
    )


def _arrows(
    transition: Mapping[str, Any], keys: set[str], language: str
) -> list[Arrow]:
    target = transition.get("to")
    if target is not None and target not in keys:
        return []
    label = _text(transition, "label", language) or str(transition.get("key", ""))
    return [
        Arrow(
            key=str(transition.get("key", "")),
            source=source,
            target=target or source,
            label=label,
            trigger=str(transition.get("trigger", "person")),
            roles=tuple(_strings(transition, "roles")),
            guarded=bool(transition.get("guard")),
            second_factor=bool(transition.get("second_factor")),
        )
        for source in _strings(transition, "from")
        if source in keys
    ]


def _list(part: Any, name: str) -> list[Mapping[str, Any]]:
    found = part.get(name) if isinstance(part, Mapping) else None
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, Mapping)]


def _strings(part: Mapping[str, Any], name: str) -> list[str]:
    found = part.get(name)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, str)]


def _text(part: Mapping[str, Any], name: str, language: str) -> str:
    found = part.get(name)
    return say(found, language) if isinstance(found, Mapping) else ""
