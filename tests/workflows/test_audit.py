"""The command that checks the whole history finds whatever was done to it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils.translation import override

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import bring_to, make_case
from tests.guards import guards_lifted
from workflows.actions.anchors import add_anchor
from workflows.actions.audits import Audit
from workflows.engine.anchors import anchor_hash
from workflows.models import (
    Anchor,
    Case,
    CaseEvent,
    Deadline,
    Effect,
    EventAnswers,
    Task,
)
from workflows.models.append_only import lift


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def cases(
    channel: Channel, people: dict[str, User], at: datetime
) -> tuple[Case, Case, Case]:
    """Return three cases, with an anchor after the first and one after the second."""
    made = []
    for number in range(3):
        later = at + timedelta(days=number)
        made.append(bring_to(make_case(channel, at=later), "review", people, at=later))
        if number < 2:
            add_anchor(at=later)
    return made[0], made[1], made[2]


def findings() -> list[str]:
    return list(Audit().findings())


def test_an_untouched_history_holds(cases: tuple[Case, ...], capsys: Any) -> None:
    call_command("verify_audit")

    said = capsys.readouterr()
    assert said.out == (
        "Events: 6, cases: 3\nAnchors: 2, events under them: 4\nThe history holds.\n"
    )
    assert not said.err


def test_nothing_yet_is_a_history_that_holds(db: None) -> None:
    assert findings() == []


@pytest.mark.parametrize(
    "change",
    [
        {"transition": "reject"},
        {"from_stage": "review"},
        {"actor_id": None},
        {"data": {"answered": []}},
        {"hash": "0" * 64},
        {"prev_hash": "0" * 64},
        {"seq": 7},
    ],
)
def test_a_changed_event_is_named_with_its_case(
    cases: tuple[Case, ...], change: dict[str, Any], capsys: Any
) -> None:
    with guards_lifted():
        CaseEvent.objects.filter(case=cases[2], transition="take").update(**change)

    with pytest.raises(SystemExit) as stop:
        call_command("verify_audit")

    assert stop.value.code == 1
    said = capsys.readouterr()
    assert f"Case {cases[2].reference}: event 2 does not fit." in said.err
    assert "What does not hold: 1" in said.err
    assert "The history holds" not in said.out


def cut(case: Case) -> None:
    """Remove the case's last event, and all that points at it."""
    event = CaseEvent.objects.filter(case=case).latest("seq")
    EventAnswers.objects.filter(event=event).delete()
    Effect.objects.filter(event=event).delete()
    event.delete()


def test_events_cut_off_the_end_are_missed(cases: tuple[Case, ...]) -> None:
    with guards_lifted():
        cut(cases[2])

    assert findings() == [f"Case {cases[2].reference}: its last events are missing."]


def test_a_case_without_any_event_is_found(cases: tuple[Case, ...]) -> None:
    with guards_lifted():
        cut(cases[2])
        cut(cases[2])

    assert findings() == [f"Case {cases[2].reference}: it has no events."]


def test_events_cut_off_and_covered_up_in_the_case_are_seen_by_the_anchor(
    cases: tuple[Case, ...],
) -> None:
    with guards_lifted():
        cut(cases[1])
        last = CaseEvent.objects.get(case=cases[1])
        Case.objects.filter(pk=cases[1].pk).update(revision=1, head_hash=last.hash)

    assert findings() == ["Anchor 2: the events under it are others now."]


def test_a_case_removed_with_all_its_traces_is_seen_by_the_anchor(
    cases: tuple[Case, ...],
) -> None:
    with guards_lifted():
        cut(cases[0])
        cut(cases[0])
        for part in (Task, Deadline):
            part.objects.filter(case=cases[0]).delete()
        cases[0].delete()

    assert findings() == ["Anchor 1: the events under it are others now."]


@pytest.mark.parametrize(
    "change", [{"root": "0" * 64}, {"count": 1}, {"number": 5}, {"up_to": 1}]
)
def test_a_changed_anchor_is_found(
    cases: tuple[Case, ...], change: dict[str, Any]
) -> None:
    with guards_lifted():
        Anchor.objects.filter(number=1).update(**change)

    assert [one for one in findings() if "does not fit" in one]


def test_an_anchor_forged_anew_does_not_fit_the_next(cases: tuple[Case, ...]) -> None:
    first = Anchor.objects.get(number=1)
    first.at += timedelta(days=1)
    first.hash = anchor_hash(first.hashed_facts())
    with guards_lifted():
        first.save()

    assert findings() == ["Anchor 2 does not fit; later ones were not checked."]


def test_a_missing_guard_is_a_finding(cases: tuple[Case, ...]) -> None:
    lift(connection, "workflows_anchor")

    assert [one.split()[:2] for one in findings()] == [["The", "trigger"]] * 2


def test_an_anchor_takes_what_the_one_before_left(cases: tuple[Case, ...]) -> None:
    first, second = Anchor.objects.in_order()

    assert (first.number, first.count, first.prev_hash) == (1, 2, "")
    assert (second.number, second.count, second.prev_hash) == (2, 2, first.hash)
    assert second.after == first.up_to


def test_nothing_new_is_not_anchored(cases: tuple[Case, ...], at: datetime) -> None:
    assert add_anchor(at=at) is not None
    assert add_anchor(at=at) is None


def test_the_hash_of_an_anchor_is_told_to_the_log(
    cases: tuple[Case, ...], at: datetime, caplog: Any
) -> None:
    caplog.set_level("INFO")

    anchor = add_anchor(at=at)

    assert anchor is not None
    assert f"Anchor 3 has the hash {anchor.hash}." in caplog.text
