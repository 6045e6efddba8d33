"""The history of a case proves itself."""

from datetime import datetime
from typing import Any

import pytest

from cms.accounts.models import User
from tests.cases import bring_to
from tests.guards import guards_lifted
from workflows.actions.events import hashed_facts
from workflows.engine.chain import Link, first_break
from workflows.models import Case, CaseEvent


def chain(case: Case) -> list[Link]:
    return [
        Link(
            facts=hashed_facts(case, event),
            prev_hash=event.prev_hash,
            hash=event.hash,
        )
        for event in case.events.in_order()
    ]


def test_the_chain_of_a_case_holds(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)

    links = chain(case)

    assert first_break(links) is None
    assert links[-1].hash == case.head_hash


@pytest.mark.parametrize(
    "change",
    [
        {"transition": "reject"},
        {"to_stage": "rejected"},
        {"actor_id": None},
        {"data": {"answered": []}},
    ],
)
def test_a_changed_event_breaks_it(
    case: Case, people: dict[str, User], change: dict[str, Any], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)
    with guards_lifted():
        CaseEvent.objects.filter(case=case, transition="take").update(**change)

    assert first_break(chain(case)) == 1


def test_a_removed_event_breaks_it(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)
    events = list(chain(case))
    del events[2]

    assert first_break(events) == 2


def test_events_hold_nothing_that_was_typed(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)

    facts = str([hashed_facts(case, event) for event in case.events.all()])

    for typed in ("Penkkejä", "resident@", "Tekijä", "Esimerkkilä", "asennetaan"):
        assert typed not in facts
