"""What is told of one of the demo's initiatives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """One invented initiative and how far it has come."""

    title: str
    proposal: str
    effect: str
    theme: str
    stage: str
    #: how many days before today it arrived
    days_ago: int
    language: str = "fi"
    ground: str = "resident"
    area: str = ""
    organisation: str = ""
    #: what staff and the maker wrote, by transition
    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def answer(
    title: str,
    summary: str,
    reply: str,
    measures: str,
    by: str,
    *,
    promises: str = "",
) -> dict[str, str]:
    """
    Return the small form in which the answer is written.

    :param promises: the measures to be followed, one per line
    """
    return {
        "public_title": title,
        "public_summary": summary,
        "answer": reply,
        "measures": measures,
        "promises": promises,
        "answered_by": by,
    }
