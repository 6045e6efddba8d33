"""What the history says of deadlines."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from workflows.desk.words import said
from workflows.engine.calendars import FINLAND
from workflows.models import CaseEvent

#: types of events that are told here
TYPES = frozenset({"deadline_warned", "deadline_missed", "deadline_moved"})


def deadline_event_in_words(event: CaseEvent) -> str:
    """Return the title of an event of one of the types."""
    rule = event.workflow_version.compiled.deadline_by_key.get(event.data["deadline"])
    words = {
        "deadline": said(rule.label) if rule else event.data["deadline"],
        **_days(event.data),
    }
    sentences: Mapping[str, str] = {
        "deadline_warned": gettext("The deadline “%(deadline)s” comes near: %(day)s"),
        "deadline_missed": gettext("The deadline “%(deadline)s” has passed: %(day)s"),
        "deadline_moved": gettext(
            "Days off changed: the deadline “%(deadline)s” moved from %(before)s"
            " to %(after)s"
        ),
    }
    return sentences[event.type] % words


def _days(data: Mapping[str, str]) -> dict[str, str]:
    names = {"due_at": "day", "from": "before", "to": "after"}
    return {names[key]: _day(data[key]) for key in names if key in data}


def _day(moment: str) -> str:
    at = datetime.fromisoformat(moment).astimezone(FINLAND)
    return date_format(at, "SHORT_DATE_FORMAT")
