"""When a deadline is due: extensions, pauses, other calendars, warnings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.calendars import (
    FINLAND,
    Calendar,
    Period,
    Unit,
    fingerprint,
    is_working_day,
    last_day,
)
from workflows.engine.due import Pause, due_moment, next_moment, warning_moments
from workflows.engine.holiday_names import name_of_day_off
from workflows.engine.terms import Terms
from workflows.engine.workflow_spec import Clock

calendar_units = [unit for unit in Unit if unit is not Unit.HOUR]
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
periods = st.builds(Period, st.integers(1, 40), st.sampled_from(calendar_units))
closures = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)


def terms(amount, unit, **more):
    return Terms(
        clock=more.pop("clock", Clock.SERVICE),
        period=Period(amount, Unit(unit)),
        basis={},
        **more,
    )


def noon(day):
    return datetime.combine(day, datetime.min.time(), FINLAND) + timedelta(hours=12)


def due_on(kept, start, **more):
    due_at = due_moment(kept, started_at=noon(start), **more)
    return due_at.astimezone(FINLAND).date()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "calendar", "last"),
    [
        # a presumption of having been told: no end moves
        ("2026-06-17", 3, "day", "none", "2026-06-20"),
        ("2026-04-02", 7, "day", "none", "2026-04-09"),
        ("2026-06-17", 3, "day", "fi", "2026-06-22"),
        # the list of the regulation has Midsummer Eve and lacks Christmas Eve
        ("2026-05-19", 1, "month", "eu", "2026-06-22"),
        ("2025-11-24", 1, "month", "eu", "2025-12-24"),
        ("2025-11-24", 1, "month", "fi", "2025-12-29"),
        ("2026-10-06", 3, "month", "eu", "2027-01-07"),
    ],
)
def test_the_calendar_says_whether_an_end_moves(start, amount, unit, calendar, last):
    kept = terms(amount, unit, calendar=Calendar(calendar))

    assert due_on(kept, date.fromisoformat(start)) == date.fromisoformat(last)


def test_hours_pass_by_day_and_night_also_over_the_change_of_clocks():
    known_at = datetime(2026, 10, 23, 9, 30, tzinfo=UTC)
    kept = terms(72, "hour", calendar=Calendar.NONE)

    assert due_moment(kept, started_at=known_at) == known_at + timedelta(hours=72)


@pytest.mark.parametrize(
    ("arrived", "first", "extended"),
    [
        # two months from arrival, onto Midsummer Eve
        ("2026-04-19", "2026-05-19", "2026-06-22"),
        ("2026-01-30", "2026-03-02", "2026-03-30"),
    ],
)
def test_an_extension_counts_from_the_same_start(arrived, first, extended):
    kept = terms(1, "month", extended=Period(2, Unit.MONTH))
    start = date.fromisoformat(arrived)

    assert due_on(kept, start) == date.fromisoformat(first)
    assert due_on(kept, start, is_extended=True) == date.fromisoformat(extended)


def test_terms_without_an_extension_stay_as_they_are():
    assert due_on(terms(14, "day"), date(2026, 3, 2), is_extended=True) == date(
        2026, 3, 16
    )


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([], "2026-12-31"),
        # over Christmas: only the working days of the pause come on top
        ([("2026-12-23", "2026-12-28")], "2027-01-04"),
        ([("2026-12-23", "2026-12-23")], "2026-12-31"),
        ([("2026-12-23", "2026-12-27")], "2026-12-31"),
        ([("2026-12-23", None)], "2026-12-31"),
        ([("2026-12-23", "2026-12-28"), ("2026-12-29", "2027-01-07")], "2027-01-12"),
        # paused on its last day, gone on with after it
        ([("2026-12-31", "2027-01-02")], "2027-01-04"),
    ],
)
def test_a_pause_adds_the_working_days_during_which_the_clock_stood(pauses, last):
    stood = [
        Pause(date.fromisoformat(began), ended and date.fromisoformat(ended))
        for began, ended in pauses
    ]

    found = due_on(terms(5, "working_day"), date(2026, 12, 22), pauses=stood)

    assert found == date.fromisoformat(last)


def test_a_pause_keeps_the_hour_at_which_working_hours_end():
    kept = terms(4, "working_hour")
    started_at = datetime(2026, 3, 11, 8, tzinfo=UTC)  # ten o'clock in Finland

    due = due_moment(
        kept,
        started_at=started_at,
        pauses=[Pause(date(2026, 3, 11), date(2026, 3, 13))],
    )

    assert due == datetime(2026, 3, 13, 12, tzinfo=UTC)


def test_a_clock_that_jumped_back_takes_nothing_away():
    back = [Pause(date(2026, 3, 12), date(2026, 3, 9))]

    assert due_on(terms(5, "working_day"), date(2026, 3, 9), pauses=back) == date(
        2026, 3, 16
    )


@given(
    days, periods, st.lists(st.tuples(days, st.integers(0, 30)), max_size=3), closures
)
def test_a_pause_never_shortens(start, period, stops, closed):
    pauses = [Pause(day, day + timedelta(days=length)) for day, length in stops]
    kept = terms(period.amount, period.unit)

    for count in range(len(pauses)):
        fewer = due_on(kept, start, pauses=pauses[:count], closures=closed)
        more = due_on(kept, start, pauses=pauses[: count + 1], closures=closed)
        assert more >= fewer


@given(
    days, periods, st.lists(st.tuples(days, st.integers(0, 30)), max_size=3), closures
)
def test_counting_again_gives_the_same_working_day(start, period, stops, closed):
    pauses = [Pause(day, day + timedelta(days=length)) for day, length in stops]
    kept = terms(period.amount, period.unit)

    once = due_on(kept, start, pauses=pauses, closures=closed)

    assert is_working_day(once)
    assert once == due_on(kept, start, pauses=pauses, closures=closed)


@given(days, st.integers(0, 40), periods, st.booleans(), closures)
def test_what_starts_later_is_never_due_earlier(start, later, period, extends, closed):
    longer = Period(period.amount * 2, period.unit)
    kept = terms(period.amount, period.unit, extended=longer)

    first = due_on(kept, start, is_extended=extends, closures=closed)
    second = due_on(
        kept, start + timedelta(days=later), is_extended=extends, closures=closed
    )

    assert first <= second
    assert due_on(kept, start, closures=closed) <= first


@given(days, periods, closures)
def test_a_closure_never_brings_a_date_nearer(start, period, closed):
    kept = terms(period.amount, period.unit)

    assert due_on(kept, start) <= due_on(kept, start, closures=closed)
    if period.unit is not Unit.WORKING_DAY:
        assert due_on(kept, start) == due_on(kept, start, closures=closed)


@given(days, periods)
def test_the_calendar_none_moves_no_end(start, period):
    end = last_day(start, period, calendar=Calendar.NONE)

    assert end <= last_day(start, period)


def test_warnings_come_after_their_part_of_the_time():
    start = datetime(2026, 3, 2, tzinfo=UTC)
    end = start + timedelta(days=10)
    kept = terms(10, "day", warn=(50, 80))

    moments = warning_moments(kept, started_at=start, due_at=end)

    assert moments == (start + timedelta(days=5), start + timedelta(days=8))
    assert [
        next_moment(kept, started_at=start, due_at=end, warned=number)
        for number in (0, 1, 2)
    ] == [*moments, end]


def test_a_day_off_has_its_name_in_each_language():
    eve = date(2026, 6, 19)

    assert name_of_day_off(eve, "fi") == "Juhannusaatto"
    assert name_of_day_off(eve, "sv") == "Midsommarafton"
    assert name_of_day_off(eve, "en") == "Midsummer Eve"
    assert name_of_day_off(eve, "fi-simple") == "Juhannusaatto"
    assert name_of_day_off(date(2026, 6, 22), "fi") == ""


def test_other_days_off_have_another_fingerprint():
    none, one = fingerprint({}), fingerprint({date(2026, 7, 6): "Kesätauko"})

    assert none != one
    assert one == fingerprint({date(2026, 7, 6): "Kesätauko"})
