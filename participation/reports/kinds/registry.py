"""The kinds of report, and the one door through which other apps add theirs."""

import inspect
import json
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from participation.reports.kinds.kind import Kind

_kinds: dict[str, Kind[Any]] = {}

#: beside the module of a kind, or one folder up
_SCHEMAS = "schemas"
#: the part of every schema that the frame fills in
DOCUMENT_SCHEMA = Path(__file__).parents[1] / _SCHEMAS / "document.json"

Implementation = TypeVar("Implementation", bound=type[Kind[Any]])


def register(implementation: Implementation) -> Implementation:
    """
    Register the decorated kind under its key.

    :raises ValueError: if the key is taken
    """
    key = implementation.key
    if key in _kinds:
        raise ValueError(f"There is a kind of report {key!r} already.")
    _kinds[key] = implementation()
    return implementation


def kind(key: str) -> Kind[Any]:
    """
    Return the kind of that key.

    :raises KeyError: if nobody registered it
    """
    return _kinds[key]


def kinds() -> tuple[Kind[Any], ...]:
    """Return all kinds in the order of their keys."""
    return tuple(_kinds[key] for key in sorted(_kinds))


def label_of(key: str) -> str:
    """Return what the kind is called; the bare key of one that is gone."""
    known = _kinds.get(key)
    return key if known is None else str(known.label)


def label_with(key: str, topic: str) -> str:
    """Return what the kind is called, with the title of the topic if it has one."""
    known = _kinds.get(key)
    title = known.titles([topic]).get(topic) if known and topic else None
    return f"{label_of(key)}: {title}" if title else label_of(key)


@cache
def schema_of(key: str) -> dict[str, Any]:
    """
    Return the published JSON Schema of the facts of a kind, whole in itself.

    :raises KeyError: if nobody registered the kind
    """
    known = kind(key)
    module = Path(inspect.getfile(type(known)))
    places = [folder / _SCHEMAS / known.schema for folder in module.parents[:2]]
    file = next(place for place in places if place.exists())
    schema: dict[str, Any] = json.loads(file.read_text())
    schema["properties"]["document"] = json.loads(DOCUMENT_SCHEMA.read_text())
    return schema
