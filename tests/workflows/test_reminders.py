"""What happens when time passes: warnings, overdue marks, escalation."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from tests.workflows.passing import noted, told
from tests.workflows.test_chain import chain
from workflows.actions.reminders import (
    BATCH,
    RemindersFailed,
    pass_time,
    postpone_reminders,
)
from workflows.engine.chain import first_break
from workflows.models import Case, Deadline, Unit

#: after half and after four fifths of the time for taking the case, and after its end
HALF = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)
MOST = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
OVER = datetime(2026, 3, 17, 22, 0, tzinfo=UTC)


@pytest.fixture
def escalating(unit: Unit, reviewer: User, approver: User) -> Unit:
    unit.substitute, unit.lead = reviewer, approver
    unit.save()
    return unit


def test_nothing_happens_before_its_time(case: Case, at: datetime) -> None:
    assert pass_time(at=at + timedelta(days=3)) == 0
    assert noted(case) == []


def test_the_role_the_substitute_and_the_lead_are_told_in_turn(
    case: Case, escalating: Unit
) -> None:
    for moment in (HALF, MOST, OVER):
        assert pass_time(at=moment) == 1

    assert noted(case) == [
        ("deadline_warned", "taking"),
        ("deadline_warned", "taking"),
        ("deadline_missed", "taking"),
    ]
    assert told(case) == [
        ("role", "deadline_warned"),
        ("substitute", "deadline_warned"),
        ("lead", "deadline_missed"),
    ]
    percents = [one.data.get("percent") for one in case.events.order_by("seq")]
    assert percents == [None, 50, 80, None]


def test_without_a_substitute_and_a_lead_the_role_is_told_each_time(case: Case) -> None:
    for moment in (HALF, MOST, OVER):
        pass_time(at=moment)

    assert [to for to, _ in told(case)] == ["role", "role", "role"]


def test_the_substitute_stands_in_for_a_missing_lead(
    case: Case, unit: Unit, reviewer: User
) -> None:
    unit.substitute = reviewer
    unit.save()

    pass_time(at=OVER)

    assert told(case) == [("substitute", "deadline_missed")]


def test_each_point_is_told_of_once(case: Case) -> None:
    for _ in range(3):
        pass_time(at=HALF)

    assert noted(case) == [("deadline_warned", "taking")]


def test_a_worker_that_was_away_tells_only_the_latest(case: Case) -> None:
    pass_time(at=MOST)

    assert noted(case) == [("deadline_warned", "taking")]
    assert case.events.get(type="deadline_warned").data["percent"] == 80


def test_a_case_typed_in_too_late_is_missed_without_warnings(
    channel: Channel, at: datetime
) -> None:
    case = make_case(channel, at=at)

    pass_time(at=at + timedelta(days=8))

    assert noted(case) == [("deadline_missed", "taking")]


def test_the_last_moment_is_in_time(case: Case) -> None:
    taking = case.deadlines.get(key="taking")
    assert taking.due_at is not None

    pass_time(at=taking.due_at)
    assert case.deadlines.get(key="taking").missed_at is None

    pass_time(at=taking.due_at + timedelta(seconds=1))
    assert case.deadlines.get(key="taking").missed_at is not None


def test_an_overdue_deadline_still_runs_until_the_case_moves(
    case: Case, registrar: User
) -> None:
    pass_time(at=OVER)
    assert case.deadlines.get(key="taking").state == Deadline.State.ARMED

    act(case, "take", registrar, at=OVER)

    assert case.deadlines.get(key="taking").state == Deadline.State.MISSED
    assert pass_time(at=OVER + timedelta(days=2)) == 0


def test_a_clock_that_jumps_back_tells_nothing_again(case: Case) -> None:
    pass_time(at=OVER)

    assert pass_time(at=HALF) == 0
    assert pass_time(at=OVER) == 0
    assert len(noted(case)) == 1


def test_a_paused_clock_warns_nobody(
    case: Case, registrar: User, reviewer: User, at: datetime
) -> None:
    act(case, "take", registrar, at=at)
    act(case, "ask_completion", reviewer, at=at)

    pass_time(at=at + timedelta(days=13))

    assert "review" not in [key for _, key in noted(case)]
    assert ("deadline_warned", "completion") in noted(case)


def test_a_decision_on_the_page_seen_before_a_warning_is_taken(
    case: Case, registrar: User
) -> None:
    seen = case.revision
    pass_time(at=HALF)

    act(case, "take", registrar, at=HALF, revision=seen)

    case.refresh_from_db()
    assert case.stage == "review"


def test_many_cases_take_a_handful_of_statements(
    channel: Channel, at: datetime, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        make_case(channel, at=at)

    with django_assert_max_num_queries(14):
        assert pass_time(at=OVER) == 12


def test_a_batch_leaves_the_rest_to_the_next(channel: Channel, at: datetime) -> None:
    for _ in range(5):
        make_case(channel, at=at)

    assert [pass_time(at=OVER, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert BATCH >= 50


def test_the_chain_holds_after_warnings(case: Case, registrar: User) -> None:
    for moment in (HALF, MOST, OVER):
        pass_time(at=moment)
    act(case, "take", registrar, at=OVER)

    case.refresh_from_db()
    assert [one.seq for one in case.events.order_by("seq")] == [1, 2, 3, 4, 5]
    assert first_break(chain(case)) is None


def test_what_fails_names_its_cases_and_writes_nothing(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    Deadline.objects.filter(case=case, key="taking").update(kept_terms={})

    with pytest.raises(RemindersFailed) as failed:
        pass_time(at=HALF)

    assert failed.value.case_ids == [case.pk]
    assert noted(case) == []


def test_a_postponed_case_is_looked_at_an_hour_later(case: Case) -> None:
    postpone_reminders(case_id=case.pk, at=OVER)

    assert pass_time(at=OVER + timedelta(minutes=59)) == 0
    assert pass_time(at=OVER + timedelta(minutes=61)) == 1
