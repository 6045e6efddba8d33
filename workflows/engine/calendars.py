"""How deadlines are counted: the Finnish act 150/1930, and working days."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import PUBLIC, country_holidays

#: where a day begins and ends
FINLAND = ZoneInfo("Europe/Helsinki")

NO_CLOSURES: frozenset[date] = frozenset()

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WORKING_DAY = "working_day"


@dataclass(frozen=True)
class Period:
    """A length of time, for instance one month or five working days."""

    amount: int
    unit: Unit


def last_day(
    start: date, period: Period, *, closures: frozenset[date] = NO_CLOSURES
) -> date:
    """
    Return the last day of a period that began on the start day.

    The start day is not counted. Calendar units follow the act 150/1930, sections
    2, 3 and 5: weeks, months and years end on the day of the same name or number,
    or on the last day of a shorter month, and an end on a day off moves to the next
    working day. Working days are counted one by one; a period of none ends on the
    first working day not before the start.

    :param closures: days on which the office is shut; they delay working days only,
        for an organisation cannot lengthen a period of the law
    """
    if period.unit is Unit.WORKING_DAY:
        return _after_working_days(start, period.amount, closures)
    return _rolled(_calendar_end(start, period), NO_CLOSURES)


def is_working_day(day: date, *, closures: frozenset[date] = NO_CLOSURES) -> bool:
    """
    Tell whether offices are open on the day.

    Days off are Saturdays, Sundays, the church holidays, Independence Day, May Day,
    Christmas Eve and Midsummer Eve (150/1930, section 5), and the closures.
    """
    return (
        day.weekday() < _SATURDAY
        and day not in _public_holidays(day.year)
        and day not in closures
    )


def working_days_left(
    today: date, last: date, *, closures: frozenset[date] = NO_CLOSURES
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


def _calendar_end(start: date, period: Period) -> date:
    match period.unit:
        case Unit.DAY:
            return start + timedelta(days=period.amount)
        case Unit.WEEK:
            return start + timedelta(weeks=period.amount)
        case Unit.YEAR:
            return _months_later(start, 12 * period.amount)
    return _months_later(start, period.amount)


def _months_later(start: date, months: int) -> date:
    years, month0 = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month0 + 1
    _, length = calendar.monthrange(year, month)
    return date(year, month, min(start.day, length))


def _after_working_days(start: date, amount: int, closures: frozenset[date]) -> date:
    day = start
    for _ in range(amount):
        day = _rolled(day + _ONE_DAY, closures)
    return _rolled(day, closures)


def _rolled(day: date, closures: frozenset[date]) -> date:
    while not is_working_day(day, closures=closures):
        day += _ONE_DAY
    return day


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # Only this category: the others hold flag days, on which offices are open.
    return frozenset(country_holidays("FI", years=year, categories=(PUBLIC,)))
