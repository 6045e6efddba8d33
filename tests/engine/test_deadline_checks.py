"""What a workflow's deadlines must fulfil to be published."""

from typing import Any

import pytest

from workflows.engine.calendars import Period, Unit
from workflows.engine.codec import BadDefinition, read_workflow
from workflows.engine.deadline_checks import deadline_problems

OWN = ("clock", "period", "basis")


def problems_of(workflow_json: Any) -> set[tuple[str, str]]:
    workflow = read_workflow(workflow_json)
    rules = frozenset({"completion"})
    return {(one.path, one.code) for one in deadline_problems(workflow, rules=rules)}


@pytest.fixture
def deadline(workflow_json: Any) -> Any:
    return workflow_json["deadlines"][0]


def test_a_deadline_that_names_a_rule_says_nothing_more(workflow_json, deadline):
    for name in OWN:
        del deadline[name]
    deadline |= {"rule": "completion", "warn": [80, 50]}

    assert problems_of(workflow_json) == set()
    assert read_workflow(workflow_json).deadlines[0].warn == (50, 80)


def test_a_deadline_has_terms_of_its_own_or_a_rule(workflow_json, deadline):
    for name in OWN:
        del deadline[name]

    assert problems_of(workflow_json) == {
        (f"/deadlines/0/{name}", "required") for name in OWN
    }


def test_a_deadline_has_not_both(workflow_json, deadline):
    deadline |= {"rule": "completion", "calendar": "none"}

    assert problems_of(workflow_json) == {
        (f"/deadlines/0/{name}", "said_by_rule") for name in (*OWN, "calendar")
    }


def test_a_rule_that_is_named_is_in_force(workflow_json, deadline):
    for name in OWN:
        del deadline[name]
    deadline["rule"] = "moon"

    assert problems_of(workflow_json) == {("/deadlines/0/rule", "unknown_rule")}


@pytest.mark.parametrize(
    ("amount", "unit", "code"),
    [
        (2, "month", None),
        (5, "week", None),
        (1, "month", "not_longer"),
        (4, "week", "not_longer"),
        (72, "hour", "not_longer"),
    ],
)
def test_an_extended_period_is_longer(workflow_json, deadline, amount, unit, code):
    deadline["extended"] = {"amount": amount, "unit": unit}

    expected = {("/deadlines/0/extended", code)} if code else set()
    assert problems_of(workflow_json) == expected
    assert read_workflow(workflow_json).deadlines[0].extended == Period(
        amount, Unit(unit)
    )


def test_working_days_are_those_of_finland(workflow_json, deadline):
    deadline |= {
        "clock": "service",
        "period": {"amount": 5, "unit": "working_day"},
        "calendar": "none",
    }

    assert problems_of(workflow_json) == {
        ("/deadlines/0/period/unit", "other_working_days")
    }


def test_the_law_is_not_extended_in_working_days(workflow_json, deadline):
    deadline["extended"] = {"amount": 60, "unit": "working_day"}

    assert problems_of(workflow_json) == {
        ("/deadlines/0/extended/unit", "statutory_working_days")
    }


@pytest.mark.parametrize("warn", [[0], [100], [50, 50], [10, 20, 30, 40, 50, 60]])
def test_warnings_are_a_few_different_percents(workflow_json, deadline, warn):
    deadline["warn"] = warn

    with pytest.raises(BadDefinition) as refused:
        read_workflow(workflow_json)

    assert all(
        one.path.startswith("/deadlines/0/warn") for one in refused.value.problems
    )
