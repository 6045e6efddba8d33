"""Dates that are counted again when days off change."""

from datetime import date, datetime, timedelta

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from workflows.actions.recounts import count_again, refresh_calendars
from workflows.actions.reminders import pass_time
from workflows.engine import calendars
from workflows.engine.calendars import FINLAND
from workflows.models import Case, Closure, Deadline, Recount, Unit

#: within the five working days for taking a case that arrived on Tuesday the tenth
SHUT = date(2026, 3, 12)


def close(day: date = SHUT, unit: Unit | None = None) -> Closure:
    return Closure.objects.create(day=day, label="Kehittämispäivä", unit=unit)


def recount(at: datetime) -> None:
    refresh_calendars(at=at)
    while count_again(at=at):
        pass


def due(case: Case, key: str = "taking") -> date:
    due_at = case.deadlines.get(key=key).due_at
    assert due_at is not None
    return due_at.astimezone(FINLAND).date()


def test_a_closure_moves_the_service_clock_and_tells_of_it(
    case: Case, at: datetime
) -> None:
    before = {one.key: one.due_at for one in case.deadlines.all()}
    close()

    recount(at)

    assert due(case) == date(2026, 3, 18)
    event = case.events.get(type="deadline_moved")
    moved = case.deadlines.get(key="taking").due_at
    assert moved is not None
    assert event.actor_kind == "system"
    assert event.data == {
        "deadline": "taking",
        "from": before["taking"].isoformat(),
        "to": moved.isoformat(),
    }
    assert due(case, "first_notice") == date(2026, 4, 10)
    assert case.tasks.open().get().due_at == moved


def test_taking_the_closure_away_moves_it_back(case: Case, at: datetime) -> None:
    closure = close()
    recount(at)
    closure.delete()

    recount(at + timedelta(minutes=5))

    assert due(case) == date(2026, 3, 17)
    assert case.events.filter(type="deadline_moved").count() == 2


def test_counting_again_changes_nothing_more(case: Case, at: datetime) -> None:
    close()
    recount(at)
    before = list(case.deadlines.order_by("pk").values())

    recount(at + timedelta(minutes=5))

    assert list(case.deadlines.order_by("pk").values()) == before
    assert case.events.filter(type="deadline_moved").count() == 1


def test_a_closure_of_another_unit_moves_nothing(case: Case, at: datetime) -> None:
    close(unit=Unit.objects.create(key="other", name="Muu"))

    recount(at)

    assert due(case) == date(2026, 3, 17)


def test_the_units_own_closure_moves_its_dates(
    case: Case, unit: Unit, at: datetime
) -> None:
    close(unit=unit)

    recount(at)

    assert due(case) == date(2026, 3, 18)


def test_a_new_case_is_counted_with_the_closure_at_once(
    channel: Channel, at: datetime
) -> None:
    close()
    refresh_calendars(at=at)

    assert due(make_case(channel, at=at)) == date(2026, 3, 18)


def test_what_was_missed_never_moves(case: Case, at: datetime) -> None:
    over = at + timedelta(days=8)
    pass_time(at=over)
    close()

    recount(over)

    assert due(case) == date(2026, 3, 17)
    assert not case.events.filter(type="deadline_moved").exists()


def test_what_is_over_never_moves_even_before_anybody_noticed(
    case: Case, at: datetime
) -> None:
    close()

    recount(at + timedelta(days=8))

    assert due(case) == date(2026, 3, 17)


def test_no_date_moves_into_the_past(case: Case, at: datetime) -> None:
    closures = [close(), close(date(2026, 3, 13))]
    recount(at)
    assert due(case) == date(2026, 3, 19)
    for closure in closures:
        closure.delete()

    recount(at + timedelta(days=8))

    assert due(case) == date(2026, 3, 19)


def test_an_ended_deadline_stays_as_it_was(
    case: Case, registrar: User, at: datetime
) -> None:
    act(case, "take", registrar, at=at)
    close()

    recount(at)

    assert due(case) == date(2026, 3, 17)


def test_a_clock_that_stands_still_goes_on_with_the_new_days(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at + timedelta(days=1))
    close(date(2026, 4, 15))
    recount(at + timedelta(days=2))
    assert case.deadlines.get(key="review").due_at is None

    act(case, "complete", None, at=at + timedelta(days=8))

    assert due(case, "review") == date(2026, 5, 4)  # and not the eve of May Day


def test_a_new_list_of_public_holidays_moves_dates_of_the_law(
    case: Case, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = calendars._public_holidays

    def with_one_more(year: int) -> frozenset[date]:
        return known(year) | {date(2026, 4, 10)}

    with_one_more.cache_clear = known.cache_clear  # type: ignore[attr-defined]
    monkeypatch.setattr(calendars, "_public_holidays", with_one_more)
    calendars._all_public_holidays.cache_clear()

    recount(at)
    calendars._all_public_holidays.cache_clear()

    assert due(case, "first_notice") == date(2026, 4, 13)


def test_progress_is_kept_and_the_run_ends(
    channel: Channel, unit: Unit, at: datetime
) -> None:
    for _ in range(5):
        make_case(channel, at=at)
    close()
    refresh_calendars(at=at)
    run = Recount.objects.get(unit=unit)
    assert (run.total, run.looked) == (15, 0)

    assert count_again(at=at, limit=2)
    run.refresh_from_db()
    assert (run.looked, run.moved, run.finished_at) == (6, 2, None)

    while count_again(at=at, limit=2):
        pass
    count_again(at=at + timedelta(minutes=1))
    run.refresh_from_db()
    assert (run.looked, run.moved) == (15, 5)
    assert run.finished_at == at + timedelta(minutes=1)


def test_a_run_watches_for_dates_that_were_counted_before_it_began(
    case: Case, at: datetime
) -> None:
    close()
    recount(at)
    # A transition that began before the closure, and was committed only now.
    Deadline.objects.filter(case=case, key="taking").update(calendar="older")

    assert count_again(at=at + timedelta(seconds=30))

    calendar = case.unit.__class__.objects.get(pk=case.unit_id).calendar
    assert set(case.deadlines.values_list("calendar", flat=True)) == {calendar}


def test_a_change_during_a_run_begins_it_anew(
    case: Case, unit: Unit, at: datetime
) -> None:
    close()
    recount(at)
    close(date(2026, 3, 13))

    recount(at + timedelta(seconds=1))

    assert Recount.objects.filter(unit=unit).count() == 1
    assert due(case) == date(2026, 3, 19)


def test_nothing_to_count_begins_no_run(channel: Channel, at: datetime) -> None:
    close()

    assert refresh_calendars(at=at) == []
    assert not Recount.objects.exists()


def test_a_batch_takes_a_handful_of_statements(
    channel: Channel, at: datetime, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        make_case(channel, at=at)
    close()
    refresh_calendars(at=at)

    with django_assert_max_num_queries(16):
        count_again(at=at)
