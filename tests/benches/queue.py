"""
The queue over a thousand, a hundred thousand and a million cases, as people ask for it.

Each page is a whole request. Beside it: the plainest table with the plainest query, and
a page of Wagtail's that does not grow, by which the machine's moods are taken out of
the growth. A third of the cases is open; the person has two roles in two of five units.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from participation.actions.setup import create_roles, install_channel
from tests.benches.findings import Findings, Goal, Row, count_queries, medians_ms
from tests.benches.queue_rows import UNITS, add_rows, make_plain_table
from tests.benches.transitions import AT
from tests.cases import make_case
from tests.people import make_person
from workflows.models import Unit

SIZES = (1_000, 100_000, 1_000_000)
TASKS, CASES = "desk_tasks:index", "desk_cases:index"

STEADY = "a page of Wagtail's that does not grow"
PLAIN = "plain table, first 50 rows (limit)"
FIRST = "tasks: first page"
FIRST_CASES = "cases: first page"
SEARCHES = {
    "tasks: text, in one case": (TASKS, {"q": "tunnus0000999"}),
    "tasks: text, in some cases": (TASKS, {"q": "sana77"}),
    "tasks: text, in every tenth case": (TASKS, {"q": "kirjasto"}),
    "cases: text, in one case": (CASES, {"q": "tunnus0000999"}),
    "cases: text, in every tenth case": (CASES, {"q": "kirjasto"}),
}
PAGES = {
    FIRST: (TASKS, {}),
    "tasks: overdue": (TASKS, {"due": "overdue"}),
    "tasks: one stage": (TASKS, {"stage": "initiative:review"}),
    "tasks: all of my units": (TASKS, {"whose": "all"}),
    FIRST_CASES: (CASES, {}),
    "cases: one stage": (CASES, {"stage": "initiative:received"}),
    **SEARCHES,
}


def measure(*, rounds: int) -> Findings:
    """Print each page's time at the three sizes and how it grew."""
    if connection.vendor != "postgresql":
        raise SystemExit(
            "A million cases are for PostgreSQL: bin/bench queue --postgres"
        )
    template, client = _ground()
    grown: dict[int, dict[str, float]] = {}
    counts: dict[str, int] = {}
    last = 1
    for size in SIZES:
        add_rows(last + 1, size, template=template)
        last = size
        contenders = _contenders(client)
        grown[size] = medians_ms(contenders, rounds=rounds)
        counts |= {name: count_queries(work()) for name, work in contenders.items()}
    return _findings(grown, counts)


def _ground() -> tuple[int, Client]:
    create_roles()
    units = [Unit.objects.create(key=f"u{n}", name=f"Unit {n}") for n in range(UNITS)]
    channel = install_channel(key="initiative", unit=units[0], by=None, at=AT)
    case = make_case(channel, at=AT)
    person = make_person("bench", "registrar", "reviewer", unit=units[0])
    units[1].members.add(person)
    make_plain_table()
    client = Client()
    client.force_login(person)
    return case.pk, client


def _contenders(client: Client) -> dict[str, Callable[[], Callable[[], Any]]]:
    def page(address: str, query: dict[str, Any]) -> Callable[[], Any]:
        return lambda: _got(client, address, query)

    pages = {name: partial(page, *asked) for name, asked in PAGES.items()}
    found = re.search(r"[?&]p=(a\d+\.\d+)", client.get(reverse(TASKS)).content.decode())
    second = {"p": found[1] if found else ""}
    return {
        STEADY: partial(page, "wagtailadmin_account", {}),
        PLAIN: lambda: _plain,
        "tasks: next page": partial(page, TASKS, second),
        **pages,
    }


def _got(client: Client, address: str, query: dict[str, Any]) -> None:
    response = client.get(reverse(address), query)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")


def _plain() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from bench_plain where unit = 1 and role = 'reviewer'"
            " and done is null order by due, id limit 50"
        )
        cursor.fetchall()


def _findings(grown: dict[int, dict[str, float]], counts: dict[str, int]) -> Findings:
    small, big = SIZES[0], SIZES[-1]

    def growth(name: str, size: int = big) -> float:
        mood = grown[size][STEADY] / grown[small][STEADY]
        return grown[size][name] / grown[small][name] / mood

    findings = Findings(bench="queue")
    findings.rows = [
        Row(
            case=f"{name}, {size:,} cases",
            median=grown[size][name],
            unit="ms",
            queries=counts[name],
            ratio=growth(name, size),
            ratio_to="a thousand",
        )
        for name in counts
        for size in SIZES
    ]
    ours = [name for name in counts if name not in (STEADY, PLAIN)]
    findings.goals = [
        *(
            Goal(
                goal=f"{name}, a million over a thousand", value=growth(name), limit=1.3
            )
            for name in (FIRST, FIRST_CASES)
        ),
        *(
            Goal(goal=f"{name}, a million over a thousand", value=growth(name), limit=2)
            for name in SEARCHES
        ),
        Goal(
            goal="queries of a page", value=max(counts[name] for name in ours), limit=12
        ),
    ]
    return findings
