"""How deadlines are counted: the Finnish act 150/1930, and working days."""

import calendar as months
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from holidays import PUBLIC, country_holidays

#: where a day begins and ends
FINLAND = ZoneInfo("Europe/Helsinki")

NO_CLOSURES: frozenset[date] = frozenset()

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_CHRISTMAS_EVE = (12, 24)
#: days of a period that includes two working days at least, by the regulation 1182/71
_SHORTEST_WITH_TWO = 2
#: wide enough for any deadline that runs
_YEARS = range(2020, 2061)


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"


#: units that pass only while offices are open; no period of the law is counted so
OFFICE_TIME = (Unit.WORKING_DAY, Unit.WORKING_HOUR)
#: when offices are open on a working day, in Finland
OPENS, CLOSES = time(8), time(16)


class Calendar(StrEnum):
    """Which days are off, and whether an end on one of them moves."""

    FI = "fi"  # act 150/1930
    EU = "eu"  # regulation 1182/71, with the days off of Finland
    NONE = "none"  # every day counts and no end moves


@dataclass(frozen=True)
class Period:
    """A length of time, for instance one month or five working days."""

    amount: int
    unit: Unit


def last_day(
    start: date,
    period: Period,
    *,
    calendar: Calendar = Calendar.FI,
    closures: Container[date] = NO_CLOSURES,
) -> date:
    """
    Return the last day of a period that began on the start day.

    The start day is not counted. Calendar units follow the act 150/1930, sections
    2, 3 and 5: weeks, months and years end on the day of the same name or number,
    or on the last day of a shorter month, and an end on a day off moves to the next
    working day. By the regulation 1182/71, article 3(5), a period of two days or more
    includes two working days at least. Working days are counted one by one; a period of
    none ends on the first working day not before the start.

    :param closures: days on which the office is shut; they delay working days only,
        for an organisation cannot lengthen a period of the law
    """
    if period.unit is Unit.WORKING_DAY:
        return _after_working_days(start, period.amount, closures)
    if period.unit is Unit.WORKING_HOUR:
        morning = datetime.combine(start, OPENS, tzinfo=FINLAND)
        return _after_working_hours(morning, period.amount, closures).date()
    end = unrolled_end(start, period)
    if calendar is Calendar.NONE:
        return end
    rolled = _rolled(end, calendar=calendar)
    if calendar is Calendar.EU and (end - start).days >= _SHORTEST_WITH_TWO:
        return max(rolled, _second_working_day(start))
    return rolled


def unrolled_end(start: date, period: Period) -> date:
    """Return the day on which a calendar period ends before any end is moved."""
    match period.unit:
        case Unit.HOUR:
            return start + timedelta(hours=period.amount)
        case Unit.DAY:
            return start + timedelta(days=period.amount)
        case Unit.WEEK:
            return start + timedelta(weeks=period.amount)
        case Unit.YEAR:
            return _months_later(start, 12 * period.amount)
    return _months_later(start, period.amount)


def last_moment(
    start: datetime,
    period: Period,
    *,
    calendar: Calendar = Calendar.FI,
    closures: Container[date] = NO_CLOSURES,
) -> datetime:
    """
    Return the last moment of a period that began at the moment.

    Hours pass by day and night, working hours only while offices are open; everything
    else ends with its last day in Finland.
    """
    if period.unit is Unit.HOUR:
        return start + timedelta(hours=period.amount)
    if period.unit is Unit.WORKING_HOUR:
        return _after_working_hours(start, period.amount, closures)
    first = start.astimezone(FINLAND).date()
    return end_of_day(last_day(first, period, calendar=calendar, closures=closures))


def first_open_day(day: date, *, calendar: Calendar = Calendar.FI) -> date:
    """Return the day, or the next one on which offices are open."""
    return _rolled(day, calendar=calendar)


def is_working_day(
    day: date,
    *,
    calendar: Calendar = Calendar.FI,
    closures: Container[date] = NO_CLOSURES,
) -> bool:
    """
    Tell whether offices are open on the day.

    Days off are Saturdays, Sundays, the church holidays, Independence Day, May Day,
    Christmas Eve and Midsummer Eve (150/1930, section 5), and the closures. The list
    that the regulation 1182/71 goes by lacks Christmas Eve.
    """
    if day.weekday() >= _SATURDAY or day in closures:
        return False
    if calendar is Calendar.EU and (day.month, day.day) == _CHRISTMAS_EVE:
        return True
    return day not in _public_holidays(day.year)


def working_days_left(
    today: date, last: date, *, closures: Container[date] = NO_CLOSURES
) -> int:
    """Return how many working days follow today, up to and including the last."""
    days = range(1, (last - today).days + 1)
    return sum(
        is_working_day(today + timedelta(days=ahead), closures=closures)
        for ahead in days
    )


def end_of_day(day: date) -> datetime:
    """Return the last moment of the day in Finland, as an aware datetime."""
    return datetime.combine(day, time.max, tzinfo=FINLAND)


def fingerprint(closures: Mapping[date, str]) -> str:
    """
    Return what tells these days off from any others: 16 hexadecimal digits.

    Changes with a closure, and when another version of the holidays library knows
    other public holidays.
    """
    days = [f"{day.isoformat()} {closures[day]}" for day in sorted(closures)]
    text = "\n".join([*_all_public_holidays(), *days])
    return sha256(text.encode()).hexdigest()[:16]


def _months_later(start: date, amount: int) -> date:
    years, month0 = divmod(start.month - 1 + amount, 12)
    year, month = start.year + years, month0 + 1
    _, length = months.monthrange(year, month)
    return date(year, month, min(start.day, length))


def _after_working_days(start: date, amount: int, closures: Container[date]) -> date:
    day = start
    for _ in range(amount):
        day = _rolled(day + _ONE_DAY, closures=closures)
    return _rolled(day, closures=closures)


def _after_working_hours(
    start: datetime, amount: int, closures: Container[date]
) -> datetime:
    now, left = start.astimezone(FINLAND), timedelta(hours=amount)
    while True:
        day = _rolled(now.date(), closures=closures)
        opens = max(now, datetime.combine(day, OPENS, tzinfo=FINLAND))
        closes = datetime.combine(day, CLOSES, tzinfo=FINLAND)
        if opens < closes and left <= closes - opens:
            return opens + left
        left -= max(closes - opens, timedelta())
        now = datetime.combine(day + _ONE_DAY, time.min, tzinfo=FINLAND)


def _second_working_day(start: date) -> date:
    """Return the second day after the start on which offices are open in the EU."""
    first = _rolled(start + _ONE_DAY, calendar=Calendar.EU)
    return _rolled(first + _ONE_DAY, calendar=Calendar.EU)


def _rolled(
    day: date,
    *,
    calendar: Calendar = Calendar.FI,
    closures: Container[date] = NO_CLOSURES,
) -> date:
    while not is_working_day(day, calendar=calendar, closures=closures):
        day += _ONE_DAY
    return day


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # Only this category: the others hold flag days, on which offices are open.
    return frozenset(country_holidays("FI", years=year, categories=(PUBLIC,)))


@cache
def _all_public_holidays() -> tuple[str, ...]:
    return tuple(
        day.isoformat() for year in _YEARS for day in sorted(_public_holidays(year))
    )
