"""One page of the demo site in all its languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Page

#: field values of a page in one language; "title" and "slug" always
Words = Mapping[str, Any]
#: rows of a page's inline children by relation, for one language and a moment
Rows = Callable[[str, datetime], Mapping[str, Sequence[Any]]]


def _nothing(_language: str, _at: datetime) -> Mapping[str, Any]:
    return {}


def _no_facts(_at: datetime) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    A page, under the key that others name as their parent.

    It is made in the languages that `words` has; its parent must have them too.
    """

    key: str
    model: type[Page]
    words: Mapping[str, Words]
    parent: str = ""
    in_menu: bool = False
    #: key of the channel that a channel page hosts
    channel: str = ""
    #: what is the same in every language, given the moment of loading
    facts: Callable[[datetime], Mapping[str, Any]] = _no_facts
    rows: Rows = field(default=_nothing)
    #: field values that depend on both the language and the moment
    dated: Callable[[str, datetime], Mapping[str, Any]] = _nothing


def text(*paragraphs: str) -> tuple[str, str]:
    """Return a block of running text."""
    return ("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))


def bullets(*items: str) -> tuple[str, str]:
    """Return a block with a list."""
    return ("text", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")


def steps(*pairs: tuple[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return blocks that tell what happens, one title and text after another."""
    return [("step", {"title": title, "text": text}) for title, text in pairs]


def heading(words: str) -> tuple[str, dict[str, str]]:
    """Return a section heading."""
    return ("heading", {"text": words, "level": "2"})


def details(title: str, *paragraphs: str) -> tuple[str, dict[str, str]]:
    """Return text that opens on request."""
    return ("details", {"title": title, "text": text(*paragraphs)[1]})
