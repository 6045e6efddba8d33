from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.calendars import (
    FINLAND,
    OFFICE_TIME,
    Calendar,
    Period,
    Unit,
    end_of_day,
    is_working_day,
    last_day,
    last_moment,
    unrolled_end,
    working_days_left,
)

HOUR, DAY, WEEK, MONTH, YEAR, WORKING_DAY, WORKING_HOUR = Unit

days = st.dates(date(1995, 1, 1), date(2090, 12, 31))
periods = st.builds(Period, st.integers(0, 60), st.sampled_from(list(Unit)))
closures = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        # onto Good Friday, and on over Easter
        ("2026-03-20", 2, WEEK, "2026-04-07"),
        ("2026-01-30", 1, MONTH, "2026-03-02"),
        ("2026-05-19", 1, MONTH, "2026-06-22"),
        ("2025-11-24", 1, MONTH, "2025-12-29"),
        # the last day of a shorter month, in a leap year and otherwise
        ("2024-01-31", 1, MONTH, "2024-02-29"),
        ("2026-01-31", 1, MONTH, "2026-03-02"),
        ("2024-02-29", 1, YEAR, "2025-02-28"),
        ("2026-04-19", 2, MONTH, "2026-06-22"),
        ("2025-08-31", 6, MONTH, "2026-03-02"),
        ("2026-08-31", 6, MONTH, "2027-03-01"),
        ("2026-04-17", 14, DAY, "2026-05-04"),
        ("2026-12-11", 14, DAY, "2026-12-28"),
        ("2026-12-10", 14, DAY, "2026-12-28"),
        ("2026-04-01", 30, DAY, "2026-05-04"),
        ("2026-05-20", 1, MONTH, "2026-06-22"),
        # one month and two more, from the start: onto Epiphany
        ("2026-10-06", 3, MONTH, "2027-01-07"),
        # Independence Day on a Monday
        ("2027-11-06", 1, MONTH, "2027-12-07"),
        ("2026-12-22", 5, WORKING_DAY, "2026-12-31"),
        ("2026-04-02", 1, WORKING_DAY, "2026-04-07"),
        ("2026-06-18", 1, WORKING_DAY, "2026-06-22"),
        ("2026-12-30", 3, WORKING_DAY, "2027-01-05"),
        ("2026-06-18", 0, WORKING_DAY, "2026-06-18"),
        ("2026-06-19", 0, WORKING_DAY, "2026-06-22"),
    ],
)
def test_a_period_ends_as_the_act_says(start, amount, unit, last):
    period = Period(amount, unit)

    assert last_day(date.fromisoformat(start), period) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        # Friday: Sunday moves to Monday, the second working day is Tuesday
        ("2026-03-20", 2, DAY, "2026-03-24"),
        # Saturday: ends on a working day, which is the first one
        ("2026-03-21", 2, DAY, "2026-03-24"),
        # one day only: no second working day is asked for
        ("2026-03-20", 1, DAY, "2026-03-23"),
        ("2026-03-18", 2, DAY, "2026-03-20"),
        # over Easter, from Maundy Thursday and from Good Friday
        ("2026-04-02", 3, DAY, "2026-04-08"),
        ("2026-04-03", 2, DAY, "2026-04-08"),
        # Christmas Eve is a working day of the EU
        ("2026-12-23", 2, DAY, "2026-12-28"),
        ("2026-04-02", 1, WEEK, "2026-04-09"),
        ("2026-01-30", 1, MONTH, "2026-03-02"),
    ],
)
def test_a_period_of_eu_law_includes_two_working_days(start, amount, unit, last):
    found = last_day(
        date.fromisoformat(start), Period(amount, unit), calendar=Calendar.EU
    )

    assert found == date.fromisoformat(last)


@given(days, periods.filter(lambda one: one.amount and one.unit not in OFFICE_TIME))
def test_two_days_or_more_of_eu_law_always_include_two_working_days(start, period):
    last = last_day(start, period, calendar=Calendar.EU)

    assert is_working_day(last, calendar=Calendar.EU)
    inside = (start + timedelta(days=n + 1) for n in range((last - start).days))
    if (unrolled_end(start, period) - start).days >= 2:
        open_days = (is_working_day(day, calendar=Calendar.EU) for day in inside)
        assert sum(open_days) >= 2


@pytest.mark.parametrize(
    "day_off",
    [
        "2026-01-01",
        "2026-01-06",
        "2026-04-03",
        "2026-04-05",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-24",
        "2026-06-19",
        "2026-06-20",
        "2026-10-31",
        "2027-12-06",
        "2026-12-24",
        "2026-12-25",
        "2026-12-26",
        "2026-03-21",
        "2026-03-22",
    ],
)
def test_a_holy_day_and_a_weekend_are_days_off(day_off):
    assert not is_working_day(date.fromisoformat(day_off))


@pytest.mark.parametrize("flag_day", ["2026-02-05", "2026-04-09", "2026-12-31"])
def test_a_flag_day_and_new_years_eve_are_working_days(flag_day):
    assert is_working_day(date.fromisoformat(flag_day))


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-03-11T10:00", 4, "2026-03-11T14:00"),
        ("2026-03-11T10:00", 8, "2026-03-12T10:00"),
        # the last hour of the day is a whole one
        ("2026-03-11T10:00", 6, "2026-03-11T16:00"),
        # over a weekend, and from a night and a Saturday
        ("2026-03-13T15:30", 1, "2026-03-16T08:30"),
        ("2026-03-11T22:00", 1, "2026-03-12T09:00"),
        ("2026-03-14T12:00", 2, "2026-03-16T10:00"),
        ("2026-03-11T06:00", 1, "2026-03-11T09:00"),
        # over Easter, and over the night in which summer time begins
        ("2026-04-02T15:00", 3, "2026-04-07T10:00"),
        ("2026-03-27T15:00", 2, "2026-03-30T09:00"),
        # over a closure
        ("2026-03-19T15:00", 9, "2026-03-23T16:00"),
        ("2026-03-11T10:00", 0, "2026-03-11T10:00"),
    ],
)
def test_working_hours_pass_while_offices_are_open(start, amount, end):
    closed = frozenset({date(2026, 3, 20)})
    began = datetime.fromisoformat(start).replace(tzinfo=FINLAND)

    found = last_moment(began, Period(amount, WORKING_HOUR), closures=closed)

    assert found == datetime.fromisoformat(end).replace(tzinfo=FINLAND)


@given(days, st.times(), st.integers(1, 60))
def test_an_end_in_working_hours_lies_in_them(day, hour, amount):
    start = datetime.combine(day, hour, tzinfo=FINLAND)

    end = last_moment(start, Period(amount, WORKING_HOUR))

    assert is_working_day(end.date())
    assert 8 <= end.hour < 16 or (end.hour, end.minute, end.second) == (16, 0, 0)


def test_a_closure_delays_working_days_and_never_a_period_of_the_law():
    closed = frozenset({date(2026, 3, 23)})

    assert not is_working_day(date(2026, 3, 23), closures=closed)
    assert last_day(date(2026, 3, 20), Period(1, WORKING_DAY), closures=closed) == date(
        2026, 3, 24
    )
    assert last_day(date(2026, 3, 20), Period(3, DAY), closures=closed) == date(
        2026, 3, 23
    )


@pytest.mark.parametrize(
    ("today", "last", "left"),
    [
        ("2026-12-22", "2026-12-31", 5),
        ("2026-04-02", "2026-04-07", 1),
        ("2026-04-03", "2026-04-06", 0),
        ("2026-04-07", "2026-04-07", 0),
        ("2026-04-08", "2026-04-07", 0),
    ],
)
def test_working_days_left_count_from_tomorrow_to_the_last_day(today, last, left):
    assert (
        working_days_left(date.fromisoformat(today), date.fromisoformat(last)) == left
    )


def test_the_last_moment_of_a_day_is_in_finnish_time():
    winter, summer = end_of_day(date(2026, 1, 15)), end_of_day(date(2026, 7, 15))

    assert winter == datetime(2026, 1, 15, 21, 59, 59, 999999, tzinfo=UTC)
    assert summer == datetime(2026, 7, 15, 20, 59, 59, 999999, tzinfo=UTC)


@given(days, periods, closures)
def test_no_period_ends_on_a_day_off(start, period, closed):
    end = last_day(start, period, closures=closed)

    assert is_working_day(end)
    if period.unit is WORKING_DAY:
        assert end not in closed


@given(days, st.integers(0, 40), periods, closures)
def test_who_starts_later_never_ends_earlier(start, later, period, closed):
    other = start + timedelta(days=later)

    assert last_day(start, period, closures=closed) <= last_day(
        other, period, closures=closed
    )


@given(days, periods)
def test_an_end_that_was_rolled_is_not_rolled_again(start, period):
    end = last_day(start, period)

    assert last_day(end, Period(0, DAY)) == end


@given(days, st.integers(0, 60), closures)
def test_working_days_taken_up_again_end_where_they_would_have(start, amount, closed):
    last = last_day(start, Period(amount, WORKING_DAY), closures=closed)
    left = working_days_left(start, last, closures=closed)

    assert last_day(start, Period(left, WORKING_DAY), closures=closed) == last
