"""The deadlines of a case on its way."""

from datetime import UTC, date, datetime, timedelta

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, bring_to, make_case
from workflows.engine.calendars import FINLAND
from workflows.models import Case, Deadline


def dates(case: Case) -> dict[str, date | None]:
    return {
        one.key: one.due_at and one.due_at.astimezone(FINLAND).date()
        for one in case.deadlines.running()
    }


def test_the_clocks_start_when_the_initiative_arrives(case: Case) -> None:
    assert dates(case) == {
        "taking": date(2026, 3, 17),
        "first_notice": date(2026, 4, 10),
        "answer": date(2026, 9, 10),
    }


def test_late_at_night_in_finland_is_the_next_day(channel: Channel) -> None:
    case = make_case(channel, at=datetime(2026, 3, 9, 22, 30, tzinfo=UTC))

    assert dates(case)["taking"] == date(2026, 3, 17)


def test_leaving_its_stages_meets_a_deadline(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at + timedelta(days=1))

    met = case.deadlines.get(key="taking")
    assert (met.state, met.ended_at) == ("met", at + timedelta(days=1))
    assert set(dates(case)) == {"review", "answer"}


def test_leaving_too_late_is_remembered(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at + timedelta(days=10))

    assert case.deadlines.get(key="taking").state == Deadline.State.MISSED
    assert case.deadlines.get(key="first_notice").state == Deadline.State.MET


def test_waiting_for_the_submitter_stops_the_service_clock_only(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)

    act(case, "ask_completion", people["reviewer"], at=at)

    assert dates(case) == {
        "review": None,
        "completion": date(2026, 3, 24),
        "answer": None,
    }
    assert case.deadlines.get(key="review").days_left == 30


def test_the_service_clock_goes_on_with_the_days_that_were_left(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)
    promised = dates(case)["review"]
    assert promised is not None
    act(case, "ask_completion", people["reviewer"], at=at + timedelta(days=1))

    act(case, "complete", None, at=at + timedelta(days=8))

    # Wednesday to Wednesday: five working days later than promised at first.
    resumed = dates(case)["review"]
    assert promised == date(2026, 4, 23)
    assert resumed == date(2026, 4, 30)


def test_the_task_shows_the_nearest_date(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "approval", people, at=at)

    task = case.tasks.open().get()
    assert task.due_at == case.deadlines.get(key="approval").due_at


def test_a_closed_case_has_no_running_clock(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)

    assert not case.deadlines.running().exists()


def test_a_clock_that_stands_still_can_end(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)

    act(case, "withdraw", None, at=at)

    states = dict(case.deadlines.values_list("key", "state"))
    assert states == {
        "first_notice": "met",
        "taking": "met",
        "review": "met",
        "completion": "met",
        "answer": "met",
    }
