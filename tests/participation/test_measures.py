"""Promised measures: listed with the answer, followed up after it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from participation.actions.measures import Promise, read_promises
from participation.models import Channel, FollowUp, Measure, Outcome
from tests.cases import act, make_case
from tests.workflows.claiming import work_off
from workflows.models import Case, CaseEvent, Effect

PROMISES = "Penkit asennetaan pihalle 30.6.2026\nPihan valot uusitaan"
TO_FOLLOW_UP = (
    ("take", "registrar"),
    ("offer_hearing", "reviewer"),
    ("note_hearing", "reviewer"),
    ("assess", "reviewer"),
    ("respond", "reviewer"),
    ("approve", "approver"),
    ("publish", "publisher"),
)


def published(
    channel: Channel, people: dict[str, User], at: datetime, promises: str = PROMISES
) -> Outcome:
    case = make_case(channel, at=at)
    for transition, role in TO_FOLLOW_UP:
        written = {"promises": promises} if transition == "respond" else {}
        act(case, transition, people[role], at=at, **written)
    work_off(at)
    return Outcome.objects.get(case=case)


def tell(
    case: Case, people: dict[str, User], at: datetime, **written: Any
) -> CaseEvent:
    return act(case, "note_follow_up", people["reviewer"], at=at, **written)


@pytest.mark.parametrize(
    ("line", "promise"),
    [
        ("Penkit pihalle 30.6.2027", Promise("Penkit pihalle", date(2027, 6, 30))),
        ("Penkit pihalle (30.6.2027)", Promise("Penkit pihalle", date(2027, 6, 30))),
        (
            "- Penkit pihalle \u2013 1.2.2027.",
            Promise("Penkit pihalle", date(2027, 2, 1)),
        ),
        ("2. Penkit pihalle", Promise("Penkit pihalle")),
        ("Penkit 31.2.2027", Promise("Penkit 31.2.2027")),
        ("Vuoden 2027 aikana", Promise("Vuoden 2027 aikana")),
        ("30.6.2027", Promise("30.6.2027")),
        ("Kello 130.6.2027", Promise("Kello 130.6.2027")),
    ],
)
def test_a_line_is_a_measure_and_may_end_with_its_day(
    line: str, promise: Promise
) -> None:
    assert read_promises(f"\n  {line}  \n\n") == [promise]


def test_measures_are_published_with_the_answer_as_planned_ones(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at)

    assert list(
        outcome.promised.values_list("number", "text", "promised_on", "status")
    ) == [
        (1, "Penkit asennetaan pihalle", date(2026, 6, 30), "planned"),
        (2, "Pihan valot uusitaan", None, "planned"),
    ]


def test_an_answer_without_a_list_promises_nothing_to_follow(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    assert not published(channel, people, at, promises="").promised.exists()


def test_a_follow_up_moves_the_measure_that_it_names(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at)
    later = at + timedelta(days=40)

    tell(outcome.case, people, later, measure=2, measure_status="done")
    work_off(later)

    moved = Measure.objects.get(outcome=outcome, number=2)
    assert (moved.status, moved.updated_at) == ("done", later)
    assert Measure.objects.get(outcome=outcome, number=1).status == "planned"
    assert FollowUp.objects.get(measure=moved).status == "done"


def test_a_follow_up_of_all_measures_moves_none(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at)

    tell(outcome.case, people, at)
    work_off(at)

    assert set(outcome.promised.values_list("status", flat=True)) == {"planned"}
    assert outcome.follow_ups.get().measure is None


def test_the_only_measure_need_not_be_named(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at, promises="Penkit asennetaan")

    tell(outcome.case, people, at, measure_status="under_way")
    work_off(at)

    assert outcome.promised.get().status == "under_way"


@pytest.mark.parametrize(
    "written",
    [{"measure": 7, "measure_status": "done"}, {"measure_status": "done"}],
    ids=["unknown", "not-named"],
)
def test_a_measure_that_nobody_promised_needs_a_person(
    written: dict[str, Any], channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at)

    event = tell(outcome.case, people, at, **written)
    work_off(at)

    effect = Effect.objects.get(event=event, kind="add_follow_up")
    assert (effect.state, effect.error) == ("dead", "unknown-measure")
    assert not outcome.follow_ups.exists()


def test_the_latest_word_counts_however_late_an_earlier_one_is_published(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    outcome = published(channel, people, at)
    first = tell(outcome.case, people, at, measure=1, measure_status="under_way")
    Effect.objects.filter(event=first).update(not_before=at + timedelta(hours=2))
    second = at + timedelta(hours=1)
    tell(outcome.case, people, second, measure=1, measure_status="done")

    work_off(second)
    work_off(at + timedelta(hours=3))

    assert outcome.follow_ups.count() == 2
    assert outcome.promised.get(number=1).status == "done"
