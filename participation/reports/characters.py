"""
What of a text can be printed: neither trickery nor characters the fonts lack.

A character without a glyph would break both standards, so it is written another
way where there is one ("ﬁ" as "fi"), and shown as `SUBSTITUTE` where there is not.
The data file inside the PDF keeps the text as it was.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).with_name("fonts")
#: stands for one or more characters in a row that the fonts lack
SUBSTITUTE = "[?]"

#: other ways to write common characters that the fonts lack
_WRITTEN_AS = str.maketrans(
    {
        # hyphens and dashes
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "\u2013",
        "\u2015": "\u2013",
        "→": "->",
        "←": "<-",
        "⇒": "=>",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "●": "•",
        "▪": "•",
        "■": "•",
        "◦": "•",
        "✓": "x",
        "✔": "x",
        "\u2028": "\n",
        "\u2029": "\n\n",
    }
)
#: controls, invisible and bidirectional formats, private use, lone surrogates
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_KEPT = {"\n", "\t", "\u00ad"}
#: marks on one letter; no writing has more (Unicode UAX #15, section 13: the
#: Stream-Safe Text Format). Sorting and shaping a heap of them takes its square.
MARKS_AT_MOST = 30
_JOINED = re.compile(rf"({re.escape(SUBSTITUTE)})(?: ?{re.escape(SUBSTITUTE)})+")


def printable(text: str) -> str:
    """
    Return the text as our fonts can show it, in one line-ending and composed form.

    Control, private-use, unassigned and bidirectional formatting characters are
    left out, and so are marks beyond `MARKS_AT_MOST` on one letter.
    """
    bounded = _with_few_marks(text.replace("\r\n", "\n"))
    composed = unicodedata.normalize("NFC", bounded)
    shown = "".join(_shown(character) for character in composed)
    return _JOINED.sub(SUBSTITUTE, shown)


def _with_few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= MARKS_AT_MOST:
            kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    """Tell whether it begins with a mark once decomposed, as Tibetan vowels do."""
    return bool(unicodedata.combining(unicodedata.normalize("NFD", character)[0]))


def _shown(character: str) -> str:
    if character in _KEPT or ord(character) in _covered():
        return character
    if unicodedata.category(character) in _UNSEEN:
        return "\n" if character == "\r" else ""
    other = unicodedata.normalize("NFKC", character).translate(_WRITTEN_AS)
    if all(ord(part) in _covered() or part in _KEPT for part in other):
        return other
    # A mark without its letter, or a selector of emoji styles, is part of what
    # stands before it.
    return "" if unicodedata.combining(character) or _selects(character) else SUBSTITUTE


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"


@cache
def _covered() -> frozenset[int]:
    """Return the visible characters that every face of our fonts has."""
    faces: dict[str, set[int]] = {}
    for file in FONTS.iterdir():
        if file.suffix in (".ttf", ".woff2"):
            with TTFont(file, lazy=True) as font:
                faces.setdefault(_face_of(file), set()).update(font.getBestCmap())
    everywhere = set.intersection(*faces.values())
    return frozenset(
        code for code in everywhere if unicodedata.category(chr(code)) not in _UNSEEN
    )


def _face_of(file: Path) -> str:
    """Return the file's name without its subset: `source-serif-4-…-400-italic`."""
    return re.sub(r"-(latin-ext|latin|cyrillic|greek|vietnamese)-", "-", file.stem)
