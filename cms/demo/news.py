"""The news and their list."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.demo.entry import Entry, text
from cms.demo.news_words import CONTACT_ROLE, NEWS
from cms.models import NewsIndexPage, NewsPage

INDEX = Entry(
    key="news",
    model=NewsIndexPage,
    parent="home",
    in_menu=True,
    words={
        "fi": {"title": "Ajankohtaista", "slug": "ajankohtaista"},
        "sv": {"title": "Aktuellt", "slug": "aktuellt"},
        "en": {"title": "News", "slug": "news"},
    },
)


def _dated(days: int) -> Callable[[datetime], Mapping[str, Any]]:
    def facts(at: datetime) -> Mapping[str, Any]:
        return {
            "date": (at - timedelta(days=days)).date(),
            "contact_email": "osallisuus@example.org",
        }

    return facts


def _piece(key: str, days: int) -> Entry:
    return Entry(
        key=key,
        model=NewsPage,
        parent="news",
        facts=_dated(days),
        words={
            language: {
                "title": title,
                "slug": slug,
                "lead": lead,
                "body": [text(*paragraphs)],
                "contact_role": CONTACT_ROLE[language],
            }
            for language, (title, slug, lead, paragraphs) in NEWS[key].items()
        },
    )


#: news by how many days before loading they came out
ENTRIES = [
    INDEX,
    _piece("models-forum", 266),
    _piece("survey", 210),
    _piece("families-forum", 175),
    _piece("comment-round", 61),
    _piece("monitoring", 12),
]
