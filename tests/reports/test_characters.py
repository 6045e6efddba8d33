"""What of a text can be printed."""

import unicodedata
from pathlib import Path
from time import monotonic

import pytest
from fontTools.ttLib import TTFont

from participation.reports.assets import _PARTS, font_files
from participation.reports.characters import (
    MARKS_AT_MOST,
    SUBSTITUTE,
    _covered,
    _face_of,
    printable,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Äiti ja öljy, Ångström", "Äiti ja öljy, Ångström"),
        ("a\u0308iti", "äiti"),  # composed
        ("Šokki, Łódź, Привет, Ελλάδα, Việt", "Šokki, Łódź, Привет, Ελλάδα, Việt"),
        ("e\ufb03cient", "efficient"),  # a ligature as its letters
        ("\uff21\uff11", "A1"),  # full width
        ("a \u2192 b", "a -> b"),
        ("Hei 🙂!", f"Hei {SUBSTITUTE}!"),
        ("👩\u200d👩\u200d👧", SUBSTITUTE),  # one picture, one substitute
        ("❤\ufe0f", SUBSTITUTE),
        ("你好世界", SUBSTITUTE),
        ("مرحبا بكم", SUBSTITUTE),
        ("a\u202egnp.exe\u202c", "agnp.exe"),  # bidirectional override
        ("\u2066x\u2069", "x"),
        ("\ue000\uf8ff", ""),  # private use
        ("a\x00\x07\x1b[0m", "a[0m"),
        ("\ud800", ""),  # half a character
        ("a\u200bb\ufeffc", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_what_cannot_be_printed_is_left_out_or_shown_as_such(
    typed: str, shown: str
) -> None:
    assert printable(typed) == shown


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0316\u0301", "\u0f73"])
def test_a_heap_of_marks_on_one_letter_is_cut_before_it_is_sorted(marks: str) -> None:
    start = monotonic()

    shown = printable(f"a{marks * 100_000}b")

    assert monotonic() - start < 5  # sorting all of them takes minutes
    assert shown[-1] == "b"
    assert len(shown) <= MARKS_AT_MOST + 2


def test_every_part_of_a_font_comes_in_all_faces() -> None:
    parts_of: dict[str, set[str]] = {}
    for file in font_files():
        face = _face_of(file)
        parts_of.setdefault(face, set()).add(file.stem.replace(face, ""))

    assert len(font_files()) == len(_PARTS) * 5
    assert sum(file.stat().st_size for file in font_files()) < 600_000


def test_each_character_that_we_print_calls_for_a_part_that_has_it() -> None:
    cmaps = {
        part: [
            _cmap(file)
            for file in font_files()
            if f"-{part}-4" in file.stem or f"-{part}-6" in file.stem
        ]
        for part in _PARTS
    }

    for code in _covered():
        loaded = [part for part, asked in _PARTS.items() if asked.search(chr(code))]
        for face in range(5):
            assert any(code in cmaps[part][face] for part in loaded), (
                f"U+{code:04X} {unicodedata.name(chr(code), '')}"
            )


def _cmap(file: Path) -> dict[int, str]:
    with TTFont(file, lazy=True) as font:
        return dict(font.getBestCmap())
