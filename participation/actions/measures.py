"""The measures promised with an outcome, and what became of each."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participation.models import FollowUp, Measure, Outcome

#: a day at the end of a line, as people write it
_DAY_AT_END = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\)?\.?$", re.ASCII
)
#: what people put between a measure and its day
_BEFORE_DAY = " \t,;:(-\N{EN DASH}\N{EM DASH}"
#: what people put before the items of a list
_BULLET = re.compile(r"^(?:[-\u2013\u2022*]|\d{1,2}[.)])\s+", re.ASCII)


class UnknownMeasure(Exception):
    """The follow-up names a measure that the outcome does not promise."""


@dataclass(frozen=True)
class Promise:
    """One line of the list of measures."""

    text: str
    by: date | None = None


def read_promises(text: str) -> list[Promise]:
    """
    Return the measures that the text lists, one per line.

    A line may end with the day of the promise, for instance 30.6.2027. A day that is
    in no calendar stays in the text.
    """
    lines = (_BULLET.sub("", line.strip()) for line in text.splitlines())
    return [_promise(line) for line in lines if line]


def promise_measures(*, outcome: Outcome, text: str) -> None:
    """Keep the measures that the text lists, as planned ones of a new outcome."""
    Measure.objects.bulk_create(
        Measure(
            outcome=outcome,
            number=number,
            text=promise.text,
            promised_on=promise.by,
            updated_at=outcome.published_at,
        )
        for number, promise in enumerate(read_promises(text), start=1)
    )


def named_measure(outcome: Outcome, written: dict[str, Any]) -> Measure | None:
    """
    Return the measure that a follow-up is about, if it is about one.

    :param written: may hold `measure`, its number. Where a `measure_status` is told
        without a number, the only measure of the outcome is meant
    :raises UnknownMeasure: if there is no such measure
    """
    number, status = written.get("measure"), written.get("measure_status")
    if number is None and not status:
        return None
    measures = list(outcome.promised.order_by("number"))
    if number is not None:
        measures = [one for one in measures if one.number == number]
    if len(measures) != 1:
        raise UnknownMeasure
    return measures[0]


def note_progress(*, measure: Measure, at: datetime) -> None:
    """Bring the measure to what the latest of its follow-ups says of it."""
    told = FollowUp.objects.filter(measure=measure).exclude(status="")
    latest = told.order_by("-event__seq").first()
    if latest is not None:
        measure.status, measure.updated_at = latest.status, latest.at
    else:
        measure.updated_at = at
    measure.save(update_fields=["status", "updated_at"])


def _promise(line: str) -> Promise:
    found = _DAY_AT_END.search(line)
    text = "" if found is None else line[: found.start()].rstrip(_BEFORE_DAY)
    if found is None or not text:
        return Promise(line)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Promise(line)
    return Promise(text, day)
