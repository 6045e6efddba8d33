"""The history of a case proves itself."""

from datetime import datetime
from typing import Any

import pytest

from cms.accounts.models import User
from tests.cases import act, bring_to
from tests.guards import guards_lifted
from workflows.actions.events import hashed_facts
from workflows.engine.canonical import canonical, sha256_hex
from workflows.engine.chain import Link, first_break, text_hash
from workflows.models import Case, CaseEvent, EventAnswers


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


def test_what_was_written_is_tied_to_the_chain_by_a_hash_that_cannot_be_guessed(
    case: Case, registrar: User, at: datetime
) -> None:
    event = act(case, "take", registrar, at=at)
    written = EventAnswers.objects.with_key().get(event=event).answers
    first = case.events.get(seq=1)

    assert event.data["written"] == text_hash(written, case.submission.salt("event 2"))
    assert event.data["written"] != text_hash(written, "")
    salt = case.submission.salt("answers")
    assert first.data["sent"] == text_hash(case.submission.answers, salt)


def test_the_hash_of_a_request_cannot_be_guessed_either(
    case: Case, registrar: User, at: datetime
) -> None:
    event = act(case, "take", registrar, at=at)
    body = {
        "transition": "take",
        "actor": registrar.pk,
        "answers": EventAnswers.objects.with_key().get(event=event).answers,
    }

    assert event.request_hash == case.submission.keyed_hash(canonical(body))
    assert event.request_hash != sha256_hex(canonical(body))
