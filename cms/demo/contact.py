"""What is told of one of the demo's other contacts with the authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One invented feedback, complaint or request, and what became of it."""

    channel: str
    #: how many days before today it arrived
    days_ago: int
    answers: Mapping[str, Any]
    language: str = "fi"
    #: each transition with who does it ("" for the sender) and what is written
    way: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
