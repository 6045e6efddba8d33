"""Who can be asked for a second factor."""

from typing import Any

import pytest

from tests.drawn import a_workflow, arrow, stage
from workflows.engine.checks import workflow_problems
from workflows.engine.codec import BadDefinition, read_workflow

ROLES = frozenset({"clerk"})


def a_flow(**more: Any) -> Any:
    return a_workflow(
        [
            stage("desk", "work", role="clerk"),
            stage("asked", "wait"),
            stage("done", "final"),
        ],
        [
            arrow("ask", "desk", "asked", roles=["clerk"]),
            arrow("close", "desk", "done", roles=["clerk"]),
            arrow("answer", "asked", "done", **more),
        ],
    )


def problems_of(spec: Any) -> set[tuple[str, str]]:
    found = workflow_problems(
        read_workflow(spec), effect_kinds=frozenset(), roles=ROLES
    )
    return {(one.path, one.code) for one in found}


def test_staff_may_be_asked_for_a_second_factor() -> None:
    spec = a_flow(roles=["clerk"], second_factor=True)

    assert problems_of(spec) == set()
    assert read_workflow(spec).transition_by_key["answer"].second_factor


@pytest.mark.parametrize("trigger", ["submitter", "automatic"])
def test_nobody_else_can_confirm_with_one(trigger: str) -> None:
    spec = a_flow(trigger=trigger, second_factor=True)

    assert ("/transitions/2/second_factor", "nobody_confirms") in problems_of(spec)


def test_a_transition_asks_for_none_unless_it_says_so() -> None:
    spec = a_flow(roles=["clerk"])

    assert not read_workflow(spec).transition_by_key["answer"].second_factor


def test_it_is_yes_or_no() -> None:
    with pytest.raises(BadDefinition):
        read_workflow(a_flow(roles=["clerk"], second_factor="totp"))
