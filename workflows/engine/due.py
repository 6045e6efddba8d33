"""When a deadline is due, and when somebody is to be warned before it."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from workflows.engine.calendars import (
    FINLAND,
    NO_CLOSURES,
    Calendar,
    Period,
    Unit,
    first_open_day,
    is_working_day,
    last_day,
    last_moment,
    unrolled_end,
    working_days_left,
)
from workflows.engine.terms import Terms

_ONE_DAY = timedelta(days=1)


class Cause(StrEnum):
    """Why there are days beside those that a clock counted."""

    ASKED = "asked"  # stood still: the submitter was asked
    AWAY = "away"  # stood still: another authority had the case
    COUNTED = "counted"  # another authority had the case, and the clock ran on
    BEFORE = "before"  # another authority had the case; the period began after that


#: causes for which a clock stands still
_STANDS = (Cause.ASKED, Cause.AWAY)


@dataclass(frozen=True)
class Pause:
    """Days on which a case was not with us: from the first, up to the last."""

    began_on: date
    #: none while it lasts
    ended_on: date | None = None
    cause: Cause = Cause.ASKED

    @property
    def stands(self) -> bool:
        """Whether the clock stood still meanwhile."""
        return self.cause in _STANDS


def due_moment(
    terms: Terms,
    *,
    started_at: datetime,
    is_extended: bool = False,
    pauses: Sequence[Pause] = (),
    closures: Container[date] = NO_CLOSURES,
) -> datetime:
    """
    Return the last moment of the deadline in UTC: the end of its last day in Finland.

    Each pause that has ended adds the working days during which the clock stood
    still. Depends on nothing else, so counting again gives the same moment.

    :param closures: days on which the office is shut; they delay working days only
    """
    period = (is_extended and terms.extended) or terms.period
    due_at = last_moment(started_at, period, calendar=terms.calendar, closures=closures)
    for pause in pauses:
        if pause.stands and pause.ended_on is not None:
            due_at = _after_pause(due_at, pause.began_on, pause.ended_on, closures)
    return due_at.astimezone(UTC)


def _after_pause(
    due_at: datetime, began: date, ended: date, closures: Container[date]
) -> datetime:
    """Add the working days of the pause; never ends before the clock goes on."""
    stood = Period(working_days_left(began, ended, closures=closures), Unit.WORKING_DAY)
    before = due_at.astimezone(FINLAND)
    if stood.amount == 0 and ended <= before.date():
        return due_at
    later = last_day(before.date(), stood, closures=closures)
    goes_on = last_day(ended, Period(0, Unit.WORKING_DAY), closures=closures)
    return datetime.combine(max(later, goes_on), before.time(), tzinfo=FINLAND)


@dataclass(frozen=True)
class Count:
    """How a period was counted, before any pause."""

    #: where it ends by the calendar alone; for working days, their last
    ends_on: date
    #: days off that were passed over: behind that end, or on the way to it
    passed: tuple[date, ...] = ()
    #: it would have held fewer than the two working days that EU law wants
    is_stretched: bool = False


def count(
    terms: Terms,
    *,
    started_on: date,
    is_extended: bool = False,
    closures: Container[date] = NO_CLOSURES,
) -> Count:
    """Return how the period of the terms, or its extension, was counted."""
    period = (is_extended and terms.extended) or terms.period
    last = last_day(started_on, period, calendar=terms.calendar, closures=closures)
    if period.unit is not Unit.WORKING_DAY:
        end = unrolled_end(started_on, period)
        calendar = terms.calendar
        off = (day for day in _days(end, last) if _is_off(day, calendar))
        next_open = first_open_day(end, calendar=calendar)
        return Count(end, tuple(off), is_stretched=last > next_open)
    between = _days(started_on + _ONE_DAY, last)
    passed = (one for one in between if not is_working_day(one, closures=closures))
    return Count(last, tuple(passed))


def _is_off(day: date, calendar: Calendar) -> bool:
    return not is_working_day(day, calendar=calendar)


def _days(first: date, end: date) -> Iterator[date]:
    """Yield the days from the first one up to the end, which is left out."""
    return (first + timedelta(days=ahead) for ahead in range((end - first).days))


def warning_moments(
    terms: Terms, *, started_at: datetime, due_at: datetime
) -> tuple[datetime, ...]:
    """Return when somebody is warned: after each percent of the time, rising."""
    whole = due_at - started_at
    return tuple(started_at + whole * percent / 100 for percent in terms.warn)


def next_moment(
    terms: Terms, *, started_at: datetime, due_at: datetime, warned: int
) -> datetime:
    """
    Return when the deadline is to be looked at next: a warning, or its end.

    :param warned: how many warning points are passed
    """
    moments = warning_moments(terms, started_at=started_at, due_at=due_at)
    return min([*moments[warned : warned + 1], due_at])
