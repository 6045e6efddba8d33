"""
Hyphens at the ends of lines, told apart from those of words.

A word broken at a line's end must be heard whole: its hyphen is marked as a soft one
(ISO 32000-1, 14.8.2.2.3), by which readers and searches join the parts.
"""

from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

HYPHEN = "-"
SOFT = "\u00ad"


class Hyphens:
    """Finds the text boxes that end in a hyphen which the source does not have."""

    def __init__(self) -> None:
        self._element: Any = None
        self._text = ""

    def broken_in(self, box: Any, tags: dict[Any, Any]) -> dict[int, str]:
        """Return the words of each broken line of the box by its marked content."""
        lines = (line for line in box.children if isinstance(line, boxes.LineBox))
        pieces = (
            piece
            for group in (box, *lines)
            for piece in group.children
            if isinstance(piece, boxes.TextBox) and piece.text.endswith(HYPHEN)
        )
        return {
            tags[piece]["mcid"]: piece.text.removesuffix(HYPHEN) + SOFT
            for piece in pieces
            if self._is_broken(piece)
        }

    def _is_broken(self, piece: Any) -> bool:
        if piece.element is not self._element:
            self._element = piece.element
            self._text = "".join(piece.element.itertext())
        return piece.text.split()[-1] not in self._text


def mend(broken: dict[int, str], element: Any, nums: dict[int, Any], pdf: Any) -> None:
    """Say on the tag of each broken line how its words go on."""
    for number, text in broken.items():
        tag = pdf.objects[int(nums[number].split()[0])]
        if tag is not element:  # a link's own content has no tag to say it on
            tag["ActualText"] = pydyf.String(text)
