"""What the history says of deadlines."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext

from workflows.desk.words import said
from workflows.engine.calendars import FINLAND
from workflows.engine.workflow_spec import OnReturn
from workflows.models import CaseEvent

#: types of events that are told here
TYPES = frozenset({"deadline_warned", "deadline_missed", "deadline_moved"})


def deadline_event_in_words(event: CaseEvent) -> str:
    """Return the title of an event of one of the types."""
    words = {"deadline": _name(event, event.data["deadline"]), **_days(event.data)}
    sentences: Mapping[str, str] = {
        "deadline_warned": gettext("The deadline “%(deadline)s” comes near: %(day)s"),
        "deadline_missed": gettext("The deadline “%(deadline)s” has passed: %(day)s"),
        "deadline_moved": gettext(
            "Days off changed: the deadline “%(deadline)s” moved from %(before)s"
            " to %(after)s"
        ),
    }
    return sentences[event.type] % words


def clocks_in_words(event: CaseEvent) -> Iterator[tuple[str, str]]:
    """Yield what a transfer to another authority, or a return, did to the clocks."""
    if event.data.get("stopped"):
        names = map(partial(_name, event), event.data["stopped"])
        yield gettext("Deadlines that ended"), "\n".join(names)
    ways: Mapping[str, str] = {
        OnReturn.GOES_ON: gettext("%(deadline)s: goes on with what was left"),
        OnReturn.SAME_START: gettext("%(deadline)s: counts from the same start"),
        OnReturn.ANEW: gettext("%(deadline)s: counts anew from the return"),
    }
    if clocks := event.data.get("clocks"):
        told = (
            ways[way] % {"deadline": _name(event, key)} for key, way in clocks.items()
        )
        yield gettext("Deadlines that run again"), "\n".join(told)


def _name(event: CaseEvent, key: str) -> str:
    rule = event.workflow_version.compiled.deadline_by_key.get(key)
    return said(rule.label) if rule else key


def _days(data: Mapping[str, str]) -> dict[str, str]:
    names = {"due_at": "day", "from": "before", "to": "after"}
    return {names[key]: _day(data[key]) for key in names if key in data}


def _day(moment: str) -> str:
    at = datetime.fromisoformat(moment).astimezone(FINLAND)
    return date_format(at, "SHORT_DATE_FORMAT")
