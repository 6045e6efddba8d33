"""Programmes and working models: their section, and the two programmes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cms.demo.calendar import quarter_before
from cms.demo.entry import Entry, text
from cms.demo.programme_overviews import QUARTERS, YEARS
from cms.demo.programme_words import (
    PARTICIPATION,
    PARTICIPATION_APPROVALS,
    WELLBEING,
    WELLBEING_APPROVALS,
    WELLBEING_THEMES,
)
from cms.demo.themes import STATES, THEMES
from cms.models import ProgrammeApproval, ProgrammePage, StandardPage


def _years(at: datetime) -> Mapping[str, int]:
    return {"first_year": at.year - 1, "last_year": at.year + 3}


def _themes(language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the themes without reviews, as blocks."""
    return [
        (
            "theme",
            {
                "title": title,
                "aim": aim,
                "commitments": list(commitments),
                "measures": [
                    {
                        "title": measure,
                        "responsible": responsible,
                        "indicator": indicator,
                        "reviews": [],
                    }
                    for measure, responsible, indicator, _found in measures
                ],
            },
        )
        for title, aim, commitments, measures in THEMES[language]
    ]


def _reviewed(language: str, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Return the themes with what the last quarters' reviews found."""
    blocks = _themes(language)
    for (_kind, theme), words, states in zip(
        blocks, THEMES[language], STATES, strict=True
    ):
        for measure, (_title, _who, _what, found), path in zip(
            theme["measures"], words[3], states, strict=True
        ):
            measure["reviews"] = [
                _review(at, quarters=age, state=state, found=found if age == 1 else "")
                for age, state in enumerate(path, start=1)
            ]
    return blocks


def _review(at: datetime, *, quarters: int, state: str, found: str) -> dict[str, Any]:
    year, quarter = quarter_before(at, quarters=quarters)
    return {"year": year, "quarter": quarter, "state": state, "text": found}


def _overviews(language: str, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Return what was written of the last quarters and of their year, as blocks."""
    told = []
    for age, words in enumerate(QUARTERS[language], start=1):
        year, quarter = quarter_before(at, quarters=age)
        told.append({"year": year, "quarter": quarter, "text": words})
    year, _quarter = quarter_before(at, quarters=1)
    told.append({"year": year, "quarter": "", "text": YEARS[language]})
    return [("overview", one) for one in told]


def _approvals(
    rows: Mapping[str, Sequence[tuple[str, str]]], days: Sequence[int | None]
) -> Any:
    """Return the rows that date each approval so many days from loading."""

    def dated(language: str, at: datetime) -> Mapping[str, Sequence[Any]]:
        return {
            "approvals": [
                ProgrammeApproval(body=body, note=note, decided_on=_day(at, day))
                for (body, note), day in zip(rows[language], days, strict=True)
            ]
        }

    return dated


def _day(at: datetime, days: int | None) -> date | None:
    return None if days is None else (at + timedelta(days=days)).date()


SECTION = Entry(
    key="programmes",
    model=StandardPage,
    parent="home",
    in_menu=True,
    words={
        "fi": {
            "title": "Ohjelmat ja toimintamallit",
            "slug": "ohjelmat",
            "lead": "Mihin olemme sitoutuneet, kuka vastaa mistäkin ja miten lupaukset toteutuvat.",
            "body": [],
        },
        "sv": {
            "title": "Program och modeller",
            "slug": "program",
            "lead": "Vad vi har förbundit oss till, vem som ansvarar för vad och hur löftena förverkligas.",
            "body": [],
        },
        "en": {
            "title": "Programmes and working models",
            "slug": "programmes",
            "lead": "What we have committed ourselves to, who answers for what, and how the promises are kept.",
            "body": [],
        },
    },
)

ENTRIES = [
    SECTION,
    Entry(
        key="participation-programme",
        model=ProgrammePage,
        parent="programmes",
        facts=_years,
        words=PARTICIPATION,
        rows=_approvals(PARTICIPATION_APPROVALS, (-420, -390)),
        dated=lambda language, at: {
            "themes": _reviewed(language, at),
            "overviews": _overviews(language, at),
        },
    ),
    Entry(
        key="wellbeing-programme",
        model=ProgrammePage,
        parent="programmes",
        facts=_years,
        words={
            language: {
                **words,
                "body": [text(*words["body"])],
                "themes": [
                    (
                        "theme",
                        {
                            "title": title,
                            "aim": aim,
                            "commitments": list(commitments),
                            "measures": [],
                        },
                    )
                    for title, aim, commitments in WELLBEING_THEMES[language]
                ],
            }
            for language, words in WELLBEING.items()
        },
        rows=_approvals(WELLBEING_APPROVALS, (-30, None, None)),
    ),
]
