"""Transitions that a passed deadline sets off, and deadlines that are extended."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import a_workflow, arrow, put_to_use, send_in, stage, text
from tests.workflows.passing import told
from workflows.actions.reminders import pass_time
from workflows.engine.calendars import FINLAND
from workflows.errors import CannotExtend
from workflows.models import Case, Deadline, Procedure, Unit

LATER = timedelta(days=40)


def deadline(key: str, during: list[str], **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "clock": "statutory",
        "period": {"amount": 14, "unit": "day"},
        "during": during,
        "counts_from": "entry",
        "label": text(key),
        "reason": text(key),
        "basis": text(key),
        "warn": [],
        **more,
    }


def asking(**timer: Any) -> dict[str, Any]:
    """Draw a case that waits for its submitter, for fourteen days at most."""
    silent = {"trigger": "timer", "timer": "reply", **timer}
    return a_workflow(
        [
            stage("review", "work", role="reviewer"),
            stage("asked", "wait"),
            stage("done", "final"),
        ],
        [
            arrow("ask", "review", "asked", roles=["reviewer"]),
            arrow("tell", "asked", "review", trigger="submitter"),
            arrow("no_reply", "asked", "review", **silent),
            arrow("finish", "review", "done", roles=["reviewer"]),
            arrow(
                "more_time",
                "asked",
                None,
                roles=["reviewer"],
                deed={"kind": "extend", "params": {"deadline": "reply"}},
            ),
        ],
        deadlines=[
            deadline("reply", ["asked"], extended={"amount": 28, "unit": "day"}),
            deadline("whole", ["review", "asked"]),
        ],
    )


@pytest.fixture
def procedure(roles: None, unit: Unit, at: datetime) -> Procedure:
    return put_to_use(asking(), unit, at=at)


@pytest.fixture
def case(procedure: Procedure, reviewer: User, at: datetime) -> Case:
    """Return a case whose submitter has been asked on the day it arrived."""
    case = send_in(procedure, at=at)
    act(case, "ask", reviewer, at=at)
    return case


def stage_of(case: Case) -> str:
    return Case.objects.values_list("stage", flat=True).get(pk=case.pk)


def test_a_passed_deadline_takes_the_case_on(case: Case, at: datetime) -> None:
    pass_time(at=at + LATER)

    event = case.events.get(transition="no_reply")
    reply = case.deadlines.get(key="reply")
    assert stage_of(case) == "review"
    assert (event.actor_kind, event.request_key) == ("system", f"deadline:{reply.pk}")
    assert reply.state == Deadline.State.MISSED
    assert "deadline_missed" not in [kind for kind, key in noted_of(case, "reply")]


def noted_of(case: Case, key: str) -> list[tuple[str, Any]]:
    events = case.events.filter(actor_kind="system").exclude(data={})
    return [(one.type, key) for one in events if one.data.get("deadline") == key]


def test_it_happens_once_however_often_one_looks(case: Case, at: datetime) -> None:
    for _ in range(3):
        pass_time(at=at + LATER)

    assert case.events.filter(transition="no_reply").count() == 1
    assert pass_time(at=at + LATER) == 0


def test_a_reply_in_time_leaves_nothing_to_happen(case: Case, at: datetime) -> None:
    act(case, "tell", None, at=at + timedelta(days=3))

    pass_time(at=at + LATER)

    assert not case.events.filter(transition="no_reply").exists()


def test_a_deadline_without_a_transition_here_is_missed(
    case: Case, at: datetime
) -> None:
    pass_time(at=at + LATER)

    assert ("deadline_missed", "whole") in noted_of(case, "whole")
    assert told(case) == [("role", "deadline_missed")]


def test_when_the_guard_says_no_the_deadline_is_missed(
    roles: None, unit: Unit, reviewer: User, at: datetime
) -> None:
    never = {"==": [{"var": "subject"}, "anything else"]}
    case = send_in(put_to_use(asking(guard=never), unit, at=at), at=at)
    act(case, "ask", reviewer, at=at)

    pass_time(at=at + LATER)

    assert stage_of(case) == "asked"
    assert ("deadline_missed", "reply") in noted_of(case, "reply")
    assert pass_time(at=at + LATER) == 0


def test_a_timer_that_stays_happens_once(
    roles: None, unit: Unit, reviewer: User, at: datetime
) -> None:
    drawn = asking()
    drawn["transitions"][2]["to"] = None
    case = send_in(put_to_use(drawn, unit, at=at), at=at)
    act(case, "ask", reviewer, at=at)

    for _ in range(3):
        pass_time(at=at + LATER)

    assert stage_of(case) == "asked"
    assert case.events.filter(transition="no_reply").count() == 1


def test_the_time_of_the_submitter_runs_while_the_case_waits(
    case: Case, at: datetime
) -> None:
    assert case.deadlines.get(key="reply").state == Deadline.State.ARMED


# --- extension ---------------------------------------------------------------------


def test_an_extension_counts_from_the_same_start(
    case: Case, reviewer: User, at: datetime
) -> None:
    before = case.deadlines.get(key="reply").due_at
    assert before is not None

    event = act(case, "more_time", reviewer, at=at + timedelta(days=5))

    reply = case.deadlines.get(key="reply")
    assert reply.due_at is not None
    days = [one.astimezone(FINLAND).date() for one in (before, reply.due_at)]
    assert days == [date(2026, 3, 24), date(2026, 4, 7)]
    assert reply.extended_at == at + timedelta(days=5)
    assert event.data["deed"] == {
        "kind": "extend",
        "deadline": "reply",
        "from": before.isoformat(),
        "to": reply.due_at.isoformat(),
    }


def test_after_an_extension_the_timer_waits_for_the_new_date(
    case: Case, reviewer: User, at: datetime
) -> None:
    act(case, "more_time", reviewer, at=at)

    pass_time(at=at + timedelta(days=20))
    assert stage_of(case) == "asked"

    pass_time(at=at + timedelta(days=29))
    assert stage_of(case) == "review"


def test_an_extension_is_given_once(case: Case, reviewer: User, at: datetime) -> None:
    act(case, "more_time", reviewer, at=at)

    with pytest.raises(CannotExtend):
        act(case, "more_time", reviewer, at=at + timedelta(days=1))


def test_what_is_over_is_not_extended(case: Case, reviewer: User, at: datetime) -> None:
    with pytest.raises(CannotExtend):
        act(case, "more_time", reviewer, at=at + LATER)


def test_terms_without_an_extension_refuse_it(
    roles: None, unit: Unit, reviewer: User, at: datetime
) -> None:
    drawn = asking()
    del drawn["deadlines"][0]["extended"]
    case = send_in(put_to_use(drawn, unit, at=at), at=at)
    act(case, "ask", reviewer, at=at)

    with pytest.raises(CannotExtend):
        act(case, "more_time", reviewer, at=at)


def test_an_extension_moves_the_dates_of_the_tasks(
    roles: None, unit: Unit, reviewer: User, at: datetime
) -> None:
    drawn = asking()
    drawn["deadlines"] = [
        deadline("reply", ["review"], extended={"amount": 28, "unit": "day"})
    ]
    drawn["transitions"][-1] |= {"from": ["review"]}
    drawn["transitions"] = [
        one for one in drawn["transitions"] if one["key"] != "no_reply"
    ]
    case = send_in(put_to_use(drawn, unit, at=at), at=at)

    act(case, "more_time", reviewer, at=at)

    due_at = case.deadlines.get(key="reply").due_at
    assert case.tasks.open().get().due_at == due_at
