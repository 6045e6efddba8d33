"""What a document's HTML tells, and what its tags let be heard, as comparable text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.reports.tag_tree import Tag, Tagged

_VOID = {"br", "img", "meta", "link", "hr"}


class _Told(HTMLParser):
    """Gathers the words of the body in the order of the source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        #: open elements: tag, and whether their words belong to the page only
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "img":
            self.words.append(f"[{facts['alt']}]")
        if tag not in _VOID:
            runs = (facts.get("class") or "").startswith("running-")
            self._open.append((tag, runs or tag == "head"))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Shapes of a drawing say nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(is_apart for _tag, is_apart in self._open):
            return
        tags = [tag for tag, _ in self._open]
        if "svg" not in tags:
            self.words.append(data)
        elif tags[-1] == "title":
            self.words.append(f"[{data}]")


def told(html: str) -> str:
    """Return all that the page tells, without spaces."""
    reader = _Told()
    reader.feed(html)
    return _bare("".join(reader.words))


def heard(found: Tagged) -> str:
    """
    Return all that is heard of the tags, without spaces.

    Bullets and the page numbers of contents and index are left out: style sheets add
    them.
    """
    return _bare(_words(found.root))


def _words(tag: Tag) -> str:
    if tag.name == "Lbl":
        return ""
    if tag.name == "Figure":
        return f"[{tag.get('/Alt')}]"
    if replaced := tag.get("/ActualText"):
        return replaced
    if tag.name == "Index":
        return "".join(_words(link) for link in _links(tag))
    words = "".join(kid if isinstance(kid, str) else _words(kid) for kid in tag.kids)
    return re.sub(r"\d+\s*$", "", words) if tag.name == "TOCI" else words


def _links(tag: Tag) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from [kid] if kid.name == "Link" else _links(kid)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)
