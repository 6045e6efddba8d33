"""The decision letter: an outcome as a page to be printed, and as data."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from participation.reports.characters import SUBSTITUTE, printable
from participation.reports.organisation import organisation_name
from participation.reports.pdf import DataFile

if TYPE_CHECKING:
    from participation.models import Outcome

#: languages that a report is written in; plain Finnish gets the Finnish one
LANGUAGES = ("fi", "sv", "en")
#: a date in words; "E" is the month as Finnish declines it
_DATE_FORMATS = {"fi": "j. E Y", "sv": "j F Y", "en": "j F Y"}
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """All that the press needs, and the title under which the report is kept."""

    title: str
    html: str
    css: str
    data: DataFile


def report_language(language: str) -> str:
    """Return the report language nearest to a language of the site."""
    nearest = language.partition("-")[0]
    return nearest if nearest in LANGUAGES else settings.LANGUAGE_CODE


def outcome_letter(
    *, outcome: "Outcome", language: str, code: str, is_test: bool
) -> Letter:
    """
    Return the letter of the outcome in that language.

    The outcome's own texts stay in theirs and are marked so.

    :param code: the verification code to print
    :param is_test: print "TESTI / TEST" on every page
    """
    with translation.override(language):
        url = verification_url(code=code)
        data = _data(outcome, language=language, code=code, url=url)
        context = _context(outcome, language=language)
        context |= {"code": code, "url": url, "is_test": is_test, "data": data}
        html = render_to_string("participation/reports/outcome.html", context)
        return Letter(
            title=context["title"],
            html=html,
            css=render_to_string("participation/reports/report.css"),
            data=data,
        )


def verification_url(*, code: str) -> str:
    """Return the public address at which the report can be checked."""
    path = reverse("participation:verify_code", kwargs={"code": code})
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def _context(outcome: "Outcome", *, language: str) -> dict[str, Any]:
    own = report_language(outcome.language)
    texts = {
        name: printable(getattr(outcome, name))
        for name in ("title", "summary", "answer", "measures", "answered_by")
    }
    promises = _promises(outcome, language)
    return {
        "language": language,
        "organisation": printable(organisation_name(language)),
        "title": " ".join(texts["title"].split()),
        #: the outcome's language, where it is another than the letter's
        "text_language": "" if own == language else own,
        "reference": outcome.case.reference,
        "answered_by": texts["answered_by"],
        "dates": [
            (_("Arrived"), _date(outcome.arrived_at, language)),
            (_("Approved"), _date(outcome.approved_at, language)),
            (_("Published"), _date(outcome.published_at, language)),
        ],
        "sections": [
            (_("What was proposed"), _paragraphs(texts["summary"])),
            (_("Answer"), _paragraphs(texts["answer"])),
            (_("Measures"), _paragraphs(texts["measures"])),
        ],
        "promises": promises,
        "substitute": SUBSTITUTE,
        "lacks_characters": any(
            SUBSTITUTE in text for text in (*texts.values(), *dict(promises))
        ),
    }


def _paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs (parted by blank lines) as lists of their lines."""
    return [
        [line.strip() for line in part.strip().splitlines()]
        for part in _BLANK_LINES.split(text)
        if part.strip()
    ]


def _promises(outcome: "Outcome", language: str) -> list[tuple[str, str]]:
    """Return each promised measure with its day in words, or an empty text."""
    return [
        (
            printable(measure.text),
            date_format(measure.promised_on, _DATE_FORMATS[language])
            if measure.promised_on
            else "",
        )
        for measure in outcome.promised.order_by("number")
    ]


def _date(at: datetime, language: str) -> str:
    return date_format(localtime(at), _DATE_FORMATS[language])


def _data(outcome: "Outcome", *, language: str, code: str, url: str) -> DataFile:
    facts = {
        "schema": 1,
        "kind": "outcome",
        "organisation": organisation_name(language),
        "reference": outcome.case.reference,
        "language": outcome.language,
        "title": outcome.title,
        "summary": outcome.summary,
        "answer": outcome.answer,
        "measures": outcome.measures,
        "promises": [
            {
                "number": measure.number,
                "text": measure.text,
                "by": measure.promised_on and measure.promised_on.isoformat(),
            }
            for measure in outcome.promised.order_by("number")
        ],
        "answered_by": outcome.answered_by,
        "arrived_at": outcome.arrived_at.isoformat(),
        "approved_at": outcome.approved_at.isoformat(),
        "published_at": outcome.published_at.isoformat(),
        "verification_code": code,
        "verification_url": url,
    }
    return DataFile(
        name=f"{outcome.case.reference}.json",
        text=json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True),
        description=_("The facts of this letter as data"),
        at=outcome.published_at.isoformat(),
    )
