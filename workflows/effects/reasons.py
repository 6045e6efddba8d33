"""Why a deadline is when it is, in sentences: many for staff, one for the resident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from workflows.effects.pause_words import pause_for_staff, with_pauses
from workflows.engine.calendars import (
    CLOSES,
    FINLAND,
    OPENS,
    Calendar,
    Period,
    Unit,
    working_days_left,
)
from workflows.engine.due import Count, Pause, count
from workflows.engine.holiday_names import name_of_day_off
from workflows.engine.terms import Origin, Terms
from workflows.engine.workflow_spec import Clock
from workflows.models import Deadline
from workflows.models.closures import OfficeDays

#: days off named one by one to a resident; of more, only weekends and closures are said
_NAMED_AT_MOST = 6
#: days of weekends named one by one to staff; of more, their number is said
_WEEKEND_DAYS_NAMED_AT_MOST = 4


@dataclass(frozen=True)
class Reasons:
    """How the date of a deadline came about."""

    deadline: Deadline
    days: OfficeDays

    @property
    def terms(self) -> Terms:
        return self.deadline.terms

    def for_staff(self) -> list[str]:
        """Return every step of the counting, each as a sentence."""
        terms = self.terms
        steps = [self._start(), *self._counted(terms)]
        steps += [pause_for_staff(one, days) for one, days in self._stood()]
        if (at := self.deadline.extended_at) and terms.extended:
            steps.append(
                gettext("Extended once, on %(day)s: %(period)s from the same start.")
                % {"day": _day(_date(at)), "period": period_in_words(terms.extended)}
            )
        return [step for step in steps if step]

    def for_resident(self) -> str:
        """Return one sentence; nothing for a clock that stands still."""
        if self.deadline.due_at is None:
            return ""
        period, start = self._period(), _date(self.deadline.started_at)
        words = {"period": period_in_words(period), "start": _day(start)}
        found = self._count()
        if period.unit is Unit.WORKING_DAY:
            sentence = self._working_days(words, found)
        elif found and found.is_stretched:
            sentence = gettext(
                "Counted as %(period)s from %(start)s, and made longer so that it"
                " includes two working days"
            )
        elif found and found.passed:
            words |= {"end": _day(found.ends_on), "why": self._why_off(found.ends_on)}
            sentence = gettext(
                "Counted as %(period)s from %(start)s, but %(end)s is a day off"
                " (%(why)s), so the next working day counts"
            )
        else:
            sentence = gettext("Counted as %(period)s from %(start)s")
        return with_pauses(sentence % words, self._stood())

    def _working_days(self, words: dict[str, str], found: Count | None) -> str:
        names = [self._why_off(day) for day in found.passed] if found else []
        named = [name for name in names if name not in _weekend()]
        if not named or len(named) > _NAMED_AT_MOST:
            return gettext("Counted as %(period)s from %(start)s")
        words["names"] = ", ".join(named)
        return gettext("Counted as %(period)s from %(start)s, without these: %(names)s")

    def _start(self) -> str:
        return gettext("Counted from %(day)s; that day is not counted itself.") % {
            "day": _day(_date(self.deadline.started_at))
        }

    def _counted(self, terms: Terms) -> list[str]:
        found, period = self._count(), self._period()
        words = {"period": period_in_words(period)}
        if found is None:
            sentences = [gettext("The period is %(period)s.") % words]
            if period.unit is Unit.WORKING_HOUR:
                hours = {"opens": OPENS.hour, "closes": CLOSES.hour}
                sentences.append(
                    gettext(
                        "It passes on working days from %(opens)s to %(closes)s o'clock."
                    )
                    % hours
                )
            return sentences
        words["end"] = _day_of_week(found.ends_on)
        sentences = [gettext("The period of %(period)s ends on %(end)s.") % words]
        if terms.calendar is Calendar.NONE:
            sentences.append(gettext("An end on a day off does not move."))
        elif found.passed:
            sentences.append(self._passed_over(found.passed))
        if found.is_stretched:
            sentences.append(
                gettext(
                    "It is made longer so that it includes two working days (EU"
                    " regulation 1182/71, article 3(5))."
                )
            )
        return sentences

    def _passed_over(self, passed: Sequence[date]) -> str:
        """Name the days off; of many weekends only how many days they are."""
        weekend = [day for day in passed if self._why_off(day) in _weekend()]
        if len(weekend) <= _WEEKEND_DAYS_NAMED_AT_MOST:
            weekend = []
        named = [self._named(day) for day in passed if day not in weekend]
        if weekend:
            words = gettext("%(n)s Saturdays and Sundays") % {"n": len(weekend)}
            named.insert(0, words)
        days = "; ".join(named)
        return gettext("Days off passed over: %(days)s.") % {"days": days}

    def _stood(self) -> list[tuple[Pause, int]]:
        """Return each pause with the working days by which it moved the date."""
        return [
            (one, self._days_of(one) if one.stands else 0)
            for one in self.deadline.pauses
        ]

    def _days_of(self, pause: Pause) -> int:
        if pause.ended_on is None:
            return 0
        began, ended = pause.began_on, pause.ended_on
        return working_days_left(began, ended, closures=self.days.closures)

    def _period(self) -> Period:
        terms = self.terms
        return (self.deadline.extended_at and terms.extended) or terms.period

    def _count(self) -> Count | None:
        """Return how it was counted; none of what the days off of today don't tell."""
        deadline = self.deadline
        if deadline.calendar != self.days.fingerprint:
            return None
        if self._period().unit in (Unit.HOUR, Unit.WORKING_HOUR):
            return None
        return count(
            self.terms,
            started_on=_date(deadline.started_at),
            is_extended=deadline.extended_at is not None,
            closures=self.days.closures,
        )

    def _named(self, day: date) -> str:
        return f"{_day(day)} ({self._why_off(day)})"

    def _why_off(self, day: date) -> str:
        """Return the closure, the public holiday or the day of the week."""
        holiday = name_of_day_off(day, get_language() or settings.LANGUAGE_CODE)
        return holiday or self._closure(day) or str(WEEKDAYS[day.weekday()])

    def _closure(self, day: date) -> str:
        counts = self._period().unit is Unit.WORKING_DAY
        return self.days.closures.get(day, "") if counts else ""


def period_in_words(period: Period) -> str:
    """Return the period as people say it, for instance "14 days"."""
    amount = period.amount
    words = {
        Unit.HOUR: ngettext("%(n)s hour", "%(n)s hours", amount),
        Unit.DAY: ngettext("%(n)s day", "%(n)s days", amount),
        Unit.WEEK: ngettext("%(n)s week", "%(n)s weeks", amount),
        Unit.MONTH: ngettext("%(n)s month", "%(n)s months", amount),
        Unit.YEAR: ngettext("%(n)s year", "%(n)s years", amount),
        Unit.WORKING_HOUR: ngettext(
            "%(n)s working hour", "%(n)s working hours", amount
        ),
        Unit.WORKING_DAY: ngettext("%(n)s working day", "%(n)s working days", amount),
    }
    return words[period.unit] % {"n": amount}


def version_in_words(terms: Terms) -> str:
    """Return which version of which shared rule it is; nothing for own terms."""
    if not terms.rule or terms.valid_from is None:
        return ""
    sentences: Mapping[Origin, str] = {
        Origin.SHIPPED: gettext("Shared rule in force from %(day)s"),
        Origin.ORGANISATION: gettext(
            "The organisation's own version of a shared rule, from %(day)s"
        ),
        Origin.UNIT: gettext("The unit's own version of a shared rule, from %(day)s"),
    }
    return sentences[terms.origin] % {"day": _day(terms.valid_from)}


def clock_in_words(terms: Terms) -> str:
    """Return what kind of clock it is."""
    if terms.clock is Clock.STATUTORY:
        return gettext("statutory, never stands still")
    if terms.pauses:
        return gettext("own promise, stands still while the submitter is asked")
    return gettext("own promise")


def _date(at: datetime) -> date:
    return at.astimezone(FINLAND).date()


def _weekend() -> set[str]:
    return {str(WEEKDAYS[5]), str(WEEKDAYS[6])}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _day_of_week(day: date) -> str:
    return gettext("%(weekday)s %(day)s") % {
        "weekday": WEEKDAYS[day.weekday()],
        "day": _day(day),
    }
