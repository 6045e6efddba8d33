"""What a bench found, as a table for people and JSON for machines."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing measured. `ratio` is its median over the one of `ratio_to`."""

    case: str
    median: float
    unit: str
    queries: int | None = None
    ratio: float | None = None
    ratio_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A figure and what it may be at most, or must be at least."""

    goal: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass
class Findings:
    """Everything that one run of a bench found."""

    bench: str
    rows: list[Row] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    @property
    def hold(self) -> bool:
        return all(goal.holds for goal in self.goals)

    def as_json(self) -> str:
        goals = [
            {"goal": g.goal, "value": g.value, "limit": g.limit, "holds": g.holds}
            for g in self.goals
        ]
        found = {
            "bench": self.bench,
            "database": connection.vendor,
            "rows": [asdict(row) for row in self.rows],
            "goals": goals,
        }
        return json.dumps(found)

    def as_table(self) -> str:
        lines = [f"{self.bench} on {connection.vendor}", ""]
        lines += _aligned(
            [("case", "median", "queries", "ratio"), *map(_cells, self.rows)]
        )
        lines.append("")
        for goal in self.goals:
            mark = "holds" if goal.holds else "FAILS"
            bound = "at least" if goal.at_least else "at most"
            lines.append(
                f"{mark}  {goal.goal}: {goal.value:g} ({bound} {goal.limit:g})"
            )
        return "\n".join(lines)


def _cells(row: Row) -> tuple[str, str, str, str]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x {row.ratio_to}"
    queries = "" if row.queries is None else str(row.queries)
    return row.case, f"{row.median:.2f} {row.unit}", queries, ratio


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in table
    ]


def medians_ms(
    contenders: Mapping[str, Callable[[], Callable[[], Any]]], *, rounds: int
) -> dict[str, float]:
    """
    Return each contender's median time in milliseconds.

    They take turns, so that the machine's moods meet all of them alike. A contender
    prepares (not timed) and returns what is timed. The first round is not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, prepare in contenders.items():
            timed = prepare()
            start = perf_counter()
            timed()
            times[name].append((perf_counter() - start) * 1000)
    return {name: median(taken[1:]) for name, taken in times.items()}


def count_queries(work: Callable[[], Any]) -> int:
    """
    Return how many statements the work sends.

    Transaction control is not counted, nor the wake-up that follows the commit, which
    is a row here only because no Redis is used.
    """
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
    apart = (*control, 'INSERT INTO "django_q_ormq"')
    with CaptureQueriesContext(connection) as queries:
        work()
    return sum(not one["sql"].startswith(apart) for one in queries)
