"""A form and a workflow in one file, as they are taken from one site to another."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.engine.codec import BadDefinition, Problem

#: largest file that is read, in bytes
MAX_BYTES = 4 * 1024 * 1024

SCHEMA = 1
PARTS = ("form", "workflow")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One definition of a file."""

    #: "form" or "workflow"
    kind: str
    spec: Any
    #: pointer to it in the file
    path: str


def read_bundle(content: bytes) -> list[Part]:
    """
    Return the definitions of a file: both, or the one that the file itself is.

    Each is read and checked by itself afterwards.

    :raises BadDefinition: if the file is none that we write
    """
    if len(content) > MAX_BYTES:
        raise BadDefinition([Problem("", "too_large", "The file is too large.")])
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadDefinition(
            [Problem("", "not_json", "The file is not JSON in UTF-8.")]
        ) from error
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if kind in PARTS:
        return [Part(kind=kind, spec=value, path="")]
    if problems := [*_envelope_problems(value)]:
        raise BadDefinition(problems)
    return [
        Part(kind=one, spec=value[one], path=f"/{one}") for one in PARTS if one in value
    ]


def _envelope_problems(value: Any) -> Iterator[Problem]:
    """Yield what is wrong around the parts; each part is looked at by itself."""
    if not isinstance(value, Mapping) or value.get("kind") != "bundle":
        yield Problem("/kind", "no_bundle", "This is no form, workflow or bundle.")
        return
    if value.get("schema") != SCHEMA:
        yield Problem("/schema", "const", f"The version must be {SCHEMA}.")
    if not any(one in value for one in PARTS):
        yield Problem("", "empty", "There is no form and no workflow in the file.")
    for key in value.keys() - {"schema", "kind", *PARTS}:
        yield Problem(f"/{key}", "additionalProperties", "This key is unknown.")


def write_bundle(**specs: Any) -> str:
    """
    Return the text of a file that holds the definitions.

    :param specs: JSON of the `form`, the `workflow` or both
    """
    value = {"schema": SCHEMA, "kind": "bundle", **specs}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
