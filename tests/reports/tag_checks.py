"""
What no validator asks of a tagged PDF, and people who listen to it need.

Each check returns a sentence for each fault; `faults` runs them all.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tests.reports.tag_tree import Tag, Tagged

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
#: what may stand right under what
INSIDE = {
    "L": {"LI", "L"},  # a nested list follows its item
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "TOCI": {"Reference", "Lbl", "NonStruct", "P", "TOC", "Span"},
}
LEADERS = re.compile(r"(?:[.·•…_]\s*){4,}")


def faults(found: Tagged) -> list[str]:
    return [fault for check in CHECKS for fault in check(found)]


def frame(found: Tagged) -> Iterator[str]:
    if found.language not in ("fi", "sv", "en"):
        yield f"the document's language is {found.language!r}"
    if not found.title or not found.shows_title:
        yield "the document's title is missing or not shown"


def contents(found: Tagged) -> Iterator[str]:
    """Find what is drawn, belongs to no page, and is not in the tree just once."""
    heard = Counter(place for tag in found.root for place in tag.contents)
    for number, page in enumerate(found.pages):
        if stray := "".join(page.stray).strip():
            yield f"page {number + 1} has text under no tag: {stray!r}"
        for mark in page.texts:
            if heard[number, mark] != 1:
                times = heard[number, mark]
                yield f"page {number + 1}: {page.texts[mark]!r} is heard {times} times"


def running_lines(found: Tagged) -> Iterator[str]:
    """Find pages whose number is missing or part of the text."""
    count = len(found.pages)
    for number, page in enumerate(found.pages, 1):
        footer = " ".join(text for kind, text in page.artifacts if kind == "Footer")
        if f"{number}/{count}" not in footer.replace(" ", "").replace("\u2009", ""):
            yield f"page {number} does not say its number as an artifact: {footer!r}"


def headings(found: Tagged) -> Iterator[str]:
    levels = [int(tag.name[1]) for tag in found.root.find(*HEADINGS)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"the levels of headings begin or go on wrongly: {levels}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def empty_tags(found: Tagged) -> Iterator[str]:
    for tag in found.root.find(*HEADINGS, "P", "LI", "TH", "TOCI", "Caption", "Link"):
        if not tag.text:
            yield f"an empty {tag.name}"


def nesting(found: Tagged) -> Iterator[str]:
    for tag in found.root:
        for kid in tag.tags:
            if tag.name in INSIDE and kid.name not in INSIDE[tag.name]:
                yield f"a {kid.name} in a {tag.name}"


def tables(found: Tagged) -> Iterator[str]:
    names = {tag.get("/ID") for tag in found.root.find("TH")}
    for table in found.root.find("Table"):
        cells = table.find("TH")
        if not cells:
            yield "a table without header cells"
        for cell in cells:
            if str(cell.source.get("/A", {}).get("/Scope")) not in ("/Row", "/Column"):
                yield f"the header cell {cell.text!r} has no scope"
        for cell in table.find("TD"):
            headers = [str(name) for name in cell.source.A.get("/Headers", [])]
            if not headers or not set(headers) <= names:
                yield f"the cell {cell.text!r} names headers that are not there"
        if len(table.find("THead")) > 1:
            yield "the head of a table is heard more than once"


def names(found: Tagged) -> Iterator[str]:
    identifiers = [tag.get("/ID") for tag in found.root if tag.get("/ID")]
    for name, times in Counter(identifiers).items():
        if times > 1:
            yield f"{times} tags have the id {name}"
    for note in found.root.find("Note"):
        if not note.get("/ID"):
            yield f"a note without an id: {note.text!r}"


def links(found: Tagged) -> Iterator[str]:
    tagged = 0
    for tag in found.root.find("Link"):
        said = {str(one.get("/Contents", "")) for one in tag.annotations}
        tagged += len(tag.annotations)
        words = " ".join(tag.text.split()).removesuffix("-")
        if not said or not all(words in text for text in said):
            yield f"the link {words!r} is announced as {said}"
    if tagged != len(found.links):
        yield f"{len(found.links)} links are drawn and {tagged} are tagged"


def contents_lists(found: Tagged) -> Iterator[str]:
    for entry in found.root.find("TOCI"):
        if not entry.find("Reference") or not entry.find("Link"):
            yield f"the entry {entry.text!r} of the contents leads nowhere"
        if not re.search(r"\d+$", entry.text):
            yield f"the entry {entry.text!r} of the contents tells no page"
    for tag in found.root:
        if not tag.tags and LEADERS.search(tag.text):
            yield f"dots are read aloud: {tag.text!r}"


def figures(found: Tagged) -> Iterator[str]:
    for figure in found.root.find("Figure"):
        if not figure.get("/Alt").strip():
            yield "a figure without a text"
        left, bottom, right, top = map(float, figure.source.A.BBox)
        _, _, width, height = found.pages[_page_of(figure)].box
        if not (0 <= left < right <= width + 1 and 0 <= bottom < top <= height + 1):
            yield f"the figure {figure.get('/Alt')!r} lies outside its page"


def languages(found: Tagged) -> Iterator[str]:
    for tag in found.root:
        if (language := tag.get("/Lang")) and language not in ("fi", "sv", "en"):
            yield f"a part is in the language {language!r}"


def _page_of(tag: Tag) -> int:
    return next(page for one in tag for page, _ in one.contents)


CHECKS = (
    frame,
    contents,
    running_lines,
    headings,
    empty_tags,
    nesting,
    tables,
    names,
    links,
    contents_lists,
    figures,
    languages,
)
