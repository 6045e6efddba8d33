"""What changed between two sets of answers, and between two texts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

_WORDS = re.compile(r"\s+|[^\s]+")
#: comparing takes time with the square of this
MAX_WORDS = 4000


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A part of a text, and what became of it."""

    change: Change
    text: str


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the keys of the answers that are not what they were, in order."""
    return [
        key
        for key in sorted(before.keys() | after.keys())
        if _meant(before.get(key)) != _meant(after.get(key))
    ]


def pieces(before: str, after: str) -> list[Piece]:
    """
    Return the parts of both texts in reading order, cut between words.

    Texts too long to compare come whole: the earlier one removed, the later added.
    """
    return _compared(_WORDS.findall(before), _WORDS.findall(after))


def lines(before: str, after: str) -> list[Piece]:
    """Return the lines of both texts, for answers that are one thing on each line."""
    return _compared(before.splitlines(), after.splitlines(), between="\n")


def _compared(old: list[str], new: list[str], between: str = "") -> list[Piece]:
    if max(len(old), len(new)) > MAX_WORDS:
        return [
            *_piece(Change.REMOVED, old, between),
            *_piece(Change.ADDED, new, between),
        ]
    found: list[Piece] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += _piece(Change.SAME, new[j1:j2], between)
        else:
            found += _piece(Change.REMOVED, old[i1:i2], between)
            found += _piece(Change.ADDED, new[j1:j2], between)
    return found


def _piece(change: Change, parts: list[str], between: str) -> Iterator[Piece]:
    if parts:
        yield Piece(change, between.join(parts))


def _meant(answer: Any) -> Any:
    """Return the answer without what is no part of it: nothing, and ids of files."""
    if answer in (None, "", [], False):
        return None
    if isinstance(answer, list):
        return [_meant(one) for one in answer]
    if isinstance(answer, dict):
        return {key: answer[key] for key in sorted(answer) if key != "id"}
    return answer
