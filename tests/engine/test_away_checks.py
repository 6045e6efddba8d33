"""What a workflow must fulfil that lets another authority have a case."""

from typing import Any

import pytest

from tests.drawn import a_workflow, arrow, question, stage, text
from workflows.engine.away_checks import away_problems
from workflows.engine.codec import read_workflow


def problems_of(spec: Any) -> set[tuple[str, str]]:
    return {(one.path, one.code) for one in away_problems(read_workflow(spec))}


@pytest.fixture
def travelling() -> Any:
    return a_workflow(
        [
            stage("received", "work", role="clerk"),
            stage("elsewhere", "final", away=True),
        ],
        [
            arrow("transfer", "received", "elsewhere", roles=["clerk"]),
            arrow(
                "take_back",
                "elsewhere",
                "received",
                roles=["clerk"],
                fields=[question("day", "date")],
                returned_on="day",
            ),
        ],
        deadlines=[
            {
                "key": "answer",
                "during": ["received"],
                "counts_from": "arrival",
                "clock": "service",
                "period": {"amount": 5, "unit": "working_day"},
                "on_return": "goes_on",
                **dict.fromkeys(("label", "reason", "basis"), text("Answer")),
            }
        ],
    )


def test_a_case_may_go_to_another_authority_and_come_back(travelling: Any) -> None:
    assert problems_of(travelling) == set()


def test_only_an_end_is_away(travelling: Any) -> None:
    travelling["stages"][1]["kind"] = "wait"

    assert problems_of(travelling) == {("/stages/1/away", "away_is_final")}


def test_from_an_end_that_is_away_a_way_leads_back(travelling: Any) -> None:
    del travelling["transitions"][1]

    assert problems_of(travelling) == {("/stages/1/away", "no_return")}


@pytest.mark.parametrize(
    "field", [question("day"), question("day", "date", required=False)]
)
def test_the_day_of_the_return_is_a_date_that_must_be_answered(
    travelling: Any, field: Any
) -> None:
    travelling["transitions"][1]["fields"] = [field]

    assert problems_of(travelling) == {("/transitions/1/returned_on", "unknown_field")}


def test_only_what_was_away_returns(travelling: Any) -> None:
    travelling["transitions"][1]["from"] = ["received", "elsewhere"]

    assert problems_of(travelling) == {("/transitions/1/returned_on", "never_away")}


def test_no_deadline_runs_in_a_stage_that_is_away(travelling: Any) -> None:
    travelling["deadlines"][0]["during"] = ["received", "elsewhere"]

    assert problems_of(travelling) == {("/deadlines/0/during/1", "stops_away")}


def test_a_period_of_the_law_never_stands_still(travelling: Any) -> None:
    travelling["deadlines"][0] |= {
        "clock": "statutory",
        "period": {"amount": 1, "unit": "month"},
    }

    assert problems_of(travelling) == {("/deadlines/0/on_return", "statutory_pause")}


def test_what_never_is_away_has_no_clock_for_a_return(travelling: Any) -> None:
    del travelling["stages"][1]["away"], travelling["transitions"][1]["returned_on"]

    assert problems_of(travelling) == {("/deadlines/0/on_return", "never_away")}
