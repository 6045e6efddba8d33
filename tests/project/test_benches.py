"""The benches run and say what they promise; how fast is never a test."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from tests.benches import audit, journey, transitions
from tests.benches.findings import Findings, Goal
from tests.benches.report_pages import letter

BENCHES = [transitions.measure, journey.measure]
SMALL_AUDIT = partial(audit.measure, sizes=(400, 800))


@pytest.mark.django_db
@pytest.mark.parametrize("measure", [*BENCHES, SMALL_AUDIT])
def test_a_bench_prints_rows_and_goals(measure: Callable[..., Findings]) -> None:
    findings = measure(rounds=1)

    found = json.loads(findings.as_json())
    assert set(found) == {"bench", "database", "rows", "goals"}
    row_keys = {"case", "median", "unit", "queries", "ratio", "ratio_to"}
    assert all(set(row) == row_keys for row in found["rows"])
    assert all(
        set(one) == {"goal", "value", "limit", "holds"} for one in found["goals"]
    )
    assert all(row["case"] in findings.as_table() for row in found["rows"])


@pytest.mark.django_db
@pytest.mark.parametrize("measure", BENCHES)
def test_the_query_budgets_hold(measure: Callable[..., Findings]) -> None:
    findings = measure(rounds=1)

    budgets = [goal for goal in findings.goals if "queries" in goal.goal]
    assert budgets
    assert all(goal.holds for goal in budgets)


@pytest.mark.parametrize(
    ("value", "at_least", "holds"),
    [(2, False, True), (3, False, False), (2, True, True), (1, True, False)],
)
def test_a_goal_is_a_bound(value: float, at_least: bool, holds: bool) -> None:
    assert Goal(goal="x", value=value, limit=2, at_least=at_least).holds is holds


def test_the_letter_of_the_bench_is_what_the_kind_makes(db: None) -> None:
    assert "Penkkejä terveysaseman pihalle 7" in letter(7).html
