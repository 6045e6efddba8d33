"""Dates of the demo site, counted from the moment of loading."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
_MONDAY_TO_FRIDAY = 5


def weekday_near(at: datetime, *, days: int) -> date:
    """Return the working weekday on or after so many days from the moment."""
    day = at.astimezone(HELSINKI).date() + timedelta(days=days)
    while day.weekday() >= _MONDAY_TO_FRIDAY:
        day += timedelta(days=1)
    return day


def hour_of(day: date, hour: int) -> datetime:
    """Return the full hour of the day in Finland."""
    return datetime.combine(day, time(hour), tzinfo=HELSINKI)


def quarter_before(at: datetime, *, quarters: int) -> tuple[int, str]:
    """Return year and number of the quarter that many quarters before now."""
    local = at.astimezone(HELSINKI)
    index = local.year * 4 + (local.month - 1) // 3 - quarters
    return index // 4, str(index % 4 + 1)
