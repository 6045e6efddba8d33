"""Every definition can be edited: JSON to blocks, over the form, and back."""

import json
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.utils.translation import override

import pytest

from tests.editor.conftest import SHIPPED, form_of, small_workflow
from workflows.editor.effect_blocks import DeedKinds
from workflows.editor.form_blocks import FormPart
from workflows.editor.keys import with_keys
from workflows.editor.leaves import Leaf
from workflows.editor.parts import Kinds, Part, PartList
from workflows.editor.workflow_blocks import WorkflowPart
from workflows.engine.codec import schema

BLOCKS = {"form": FormPart, "workflow": WorkflowPart}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_a_shipped_definition_is_exactly_what_the_editor_writes(path: Path) -> None:
    spec = json.loads(path.read_text(encoding="utf-8"))
    block = BLOCKS[spec["kind"]]()

    written = block.to_spec(block.from_spec(spec))

    assert {**written, "key": spec["key"]} == spec


@pytest.mark.parametrize(
    "path", [one for one in SHIPPED if one.stem == "workflow"], ids=named
)
def test_a_shipped_workflow_comes_back_from_the_page_as_it_was(path: Path) -> None:
    spec = json.loads(path.read_text(encoding="utf-8"))
    block = WorkflowPart()
    sent = QueryDict(mutable=True)
    sent.update(form_of(spec))

    value = block.clean(block.value_from_datadict(sent, {}, "spec"))

    assert {**block.to_spec(value), "key": spec["key"]} == spec


def test_what_is_ticked_on_the_page_asks_for_a_second_factor() -> None:
    spec = small_workflow()
    spec["transitions"][0]["second_factor"] = True
    sent = QueryDict(mutable=True)
    sent.update(form_of(spec))
    block = WorkflowPart()

    value = block.clean(block.value_from_datadict(sent, {}, "spec"))

    assert block.to_spec(value)["transitions"][0]["second_factor"] is True


# --- the editor has an input for every property of the schemas ---------------------


def properties_of(block: Any) -> dict[str, Any]:
    """Return the properties that the block writes, with the blocks of each."""
    if isinstance(block, Part):
        found: dict[str, Any] = dict.fromkeys(block.fixed)
        for name, child in block.child_blocks.items():
            found[block.spec_name(name)] = child
        return found
    return {}


def objects_of(block: Any) -> list[Any]:
    """Return the objects that the block, or each kind of it, is."""
    if isinstance(block, PartList):
        return [block.child_block]
    if isinstance(block, Kinds):
        return [*block.child_blocks.values()]
    return [block]


def resolve(part: dict[str, Any], root: dict[str, Any]) -> tuple[Any, Any]:
    """Return the part that a `$ref` names, and the schema it stands in."""
    while "$ref" in part:
        name, _, pointer = part["$ref"].partition("#")
        if name:
            root = dict(schema(name.split(":")[2]))
        part = root
        for step in pointer.split("/")[1:]:
            part = part[step]
    return part, root


def uncovered(part: Any, root: Any, blocks: list[Any], path: str) -> list[str]:
    """Return the pointers of the properties for which no block has an input."""
    part, root = resolve(part, root)
    if "items" in part:
        blocks = [one for block in blocks for one in objects_of(block)]
        return uncovered(part["items"], root, blocks, path)
    if "properties" not in part or any(isinstance(one, Leaf) for one in blocks):
        return []
    blocks = [one for block in blocks for one in objects_of(block)]
    missing = []
    for name, inner in part["properties"].items():
        found = [
            properties_of(one)[name] for one in blocks if name in properties_of(one)
        ]
        if not found:
            missing.append(f"{path}/{name}")
        elif any(found):
            missing += uncovered(inner, root, [*filter(None, found)], f"{path}/{name}")
    return missing


#: written by the blocks in another shape than the schema's, or by the form itself
ELSEWHERE = {
    "/key",
    "/on_start/params",
    "/transitions/effects/params",
    "/transitions/fields/visible_when",  # refused: there is no earlier step
}


@pytest.mark.parametrize("kind", ["form", "workflow"])
def test_every_property_of_the_schema_has_an_input(kind: str) -> None:
    root = dict(schema(kind))

    missing = set(uncovered(root, root, [BLOCKS[kind]()], ""))

    deed = "/transitions/deed/params"
    assert missing - ELSEWHERE - {deed} == set()


def test_every_deed_and_its_parameters_have_an_input() -> None:
    definitions = schema("workflow")["$defs"]
    if "deed" not in definitions:
        return
    deed = definitions["deed"]["properties"]
    kinds = DeedKinds().child_blocks

    asked = {name for one in kinds.values() for name in one.child_blocks}

    assert set(deed["kind"]["enum"]) == set(kinds)
    assert set(deed["params"]["properties"]) == asked


@pytest.mark.parametrize(
    ("kind", "pointer", "block"),
    [
        ("workflow", ("stage", "kind"), WorkflowPart().child_blocks["stages"]),
        (
            "workflow",
            ("transition", "trigger"),
            WorkflowPart().child_blocks["transitions"],
        ),
    ],
)
def test_every_kind_of_stage_and_trigger_has_a_block(
    kind: str, pointer: tuple[str, str], block: Kinds
) -> None:
    name, key = pointer
    values = schema(kind)["$defs"][name]["properties"][key]["enum"]

    assert set(values) <= set(block.child_blocks)


def test_a_text_in_a_language_the_site_lacks_is_kept() -> None:
    block = WorkflowPart()
    spec = small_workflow(title={"fi": "Pieni", "se": "Unni"})
    sent = form_of(spec)

    value = block.value_from_datadict(sent, {}, "spec")

    assert block.to_spec(value)["title"] == {"fi": "Pieni", "se": "Unni"}


# --- keys --------------------------------------------------------------------------


def test_a_transition_that_stays_in_its_stage_says_so_instead_of_nothing() -> None:
    transitions = WorkflowPart().child_blocks["transitions"].child_blocks
    for block in transitions.values():
        target = block.child_blocks["target"].field.widget

        with override("en"):
            shown = target.render("target", "")

        assert 'data-none="the case stays where it is"' in shown


def test_a_part_without_a_key_gets_one_from_its_label() -> None:
    parts = [
        {"key": "", "label": {"fi": "Äänestyksessä", "en": ""}},
        {"key": "", "label": {"fi": "Äänestyksessä"}},
        {"key": "kept", "label": {"fi": "Muu"}},
        {"key": "", "label": {}},
    ]

    keys = [one["key"] for one in with_keys({"stages": parts})["stages"]]

    assert keys == ["aanestyksessa", "aanestyksessa_2", "kept", "part"]
