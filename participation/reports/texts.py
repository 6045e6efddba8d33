"""Languages, dates and paragraphs of reports, and what of their texts can be shown."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from participation.reports.characters import printable

#: languages that a report is written in; plain Finnish gets the Finnish one
LANGUAGES = ("fi", "sv", "en")
#: a date in words; "E" is the month as Finnish declines it
_DATE_FORMATS = {"fi": "j. E Y", "sv": "j F Y", "en": "j F Y"}
#: the same where there is little room
_SHORT_FORMATS = {"fi": "j.n.Y", "sv": "j.n.Y", "en": "j M Y"}
#: a moment; the letters after a backslash are themselves
_TIME_FORMATS = {"fi": r"j.n.Y \k\l\o H.i", "sv": r"j.n.Y \k\l. H.i", "en": "j M Y H:i"}
_BLANK_LINES = re.compile(r"\n\s*\n")


def report_language(language: str) -> str:
    """Return the report language nearest to a language of the site."""
    nearest = language.partition("-")[0]
    return nearest if nearest in LANGUAGES else settings.LANGUAGE_CODE


def other_language(language: str, than: str) -> str:
    """Return the report language of a text, or "" where it is the report's own."""
    own = report_language(language)
    return "" if own == than else own


def day_in_words(day: date | datetime, language: str) -> str:
    """Return the day (of a moment: in our time zone) in words of the language."""
    if isinstance(day, datetime):
        day = localtime(day)
    return date_format(day, _DATE_FORMATS[language])


def time_in_words(at: datetime, language: str) -> str:
    """Return day and minute of the moment in our time zone."""
    return date_format(localtime(at), _TIME_FORMATS[language])


def short_day(day: date, language: str) -> str:
    """Return the day as briefly as the language does without being mistaken."""
    return date_format(day, _SHORT_FORMATS[language])


def paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs (parted by blank lines) as lists of their lines."""
    return [
        [line.strip() for line in part.strip().splitlines()]
        for part in _BLANK_LINES.split(text)
        if part.strip()
    ]


def one_line(text: str) -> str:
    return " ".join(text.split())


def shown(value: Any) -> Any:
    """
    Return what a template gets, with every text in it as our fonts can show it.

    Texts that are markup already, such as a chart, stay so.
    """
    if isinstance(value, SafeString):
        return mark_safe(printable(value))  # noqa: S308 - it was safe before
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: shown(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([shown(part) for part in value])
    return value
