"""
Rich text of editors as the few tags that a document can hold.

What was pasted or imported may be anything. Here it becomes paragraphs, lists, short
headings, emphasis and links that keep both standards: headings step down one level at
a time, lists hold items only, and nothing is empty.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

from participation.reports.characters import printable

#: of a text; more is cut, with "…"
LENGTH_AT_MOST = 200_000
#: lists within lists; deeper items come up to this level
DEPTH_AT_MOST = 4

_NAMES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "a": "a"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol")
#: end the paragraph that they stand in
_BLOCKS = {"p", "div", "blockquote", "pre", "table", "tr", "hr", "section", "figure"}
_UNHEARD = {"script", "style", "svg", "math", "template", "iframe", "object", "title"}
_SCHEMES = ("https://", "http://", "mailto:")
#: opens no tag that ends before the next one
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_DECLARED = re.compile(r"<[!?][^<>]*>")


@dataclass
class _Node:
    name: str
    href: str = ""
    kids: "list[_Node | str]" = field(default_factory=list)


def document_markup(html: str, *, under: int = 2) -> SafeString:
    """
    Return the text with only the tags that a document can hold.

    :param under: the level of the heading that the text stands under
    """
    reader = _Reader(under)
    cut = html[:LENGTH_AT_MOST]
    reader.feed(_only_tags(f"{cut}…" if len(html) > LENGTH_AT_MOST else cut))
    reader.close()
    written = "".join(_written(block) for block in reader.blocks)
    return mark_safe(written)  # noqa: S308 - all that was typed is escaped


def _only_tags(html: str) -> str:
    """
    Return the text without comments and declarations, a loose "<" as the sign.

    The parser of Python takes minutes for thousands of tags that never end, and
    breaks off at some declarations.
    """
    first, *others = html.split("<!--")
    after = [one.partition("-->")[2] for one in others]
    return _NO_TAG.sub("&lt;", _DECLARED.sub("", "".join([first, *after])))


class _Reader(HTMLParser):
    """Builds blocks: paragraphs and headings of phrases, lists of items."""

    def __init__(self, under: int) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Node] = []
        self._under = self._level = under
        self._lists: list[_Node] = []
        #: the open block that takes text, and the phrases open in it
        self._block: _Node | None = None
        self._phrases: list[_Node] = []
        self._unheard = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNHEARD:
            self._unheard += 1
        elif tag in _LISTS:
            self._open_list(tag)
        elif tag == "li":
            self._open_item()
        elif tag in _HEADINGS:
            self._open_heading(_HEADINGS[tag])
        elif tag == "br":
            self._add(_Node("br"))
        elif tag in _NAMES:
            self._open_phrase(_Node(_NAMES[tag], href=_address(attrs)))
        elif tag in _BLOCKS:
            self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNHEARD:
            self._unheard = max(self._unheard - 1, 0)
        elif tag in _LISTS and self._lists:
            self._lists.pop()
            self._block, self._phrases = self._open_item_of_list(), []
        elif tag in _NAMES:
            self._close_phrase(_NAMES[tag])
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_paragraph()
        elif tag == "li":
            self._block, self._phrases = None, []
        elif tag in ("td", "th"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._unheard:
            return
        if data.strip():
            self._add(data)
        elif self._block is not None and self._block.kids:
            self._add(" ")

    def _open_list(self, name: str) -> None:
        self._phrases = []
        if len(self._lists) >= DEPTH_AT_MOST:
            self._lists.append(self._lists[-1])
            return
        made = _Node(name)
        item = self._open_item_of_list()
        (item.kids if item else self.blocks).append(made)
        self._lists.append(made)
        self._block = None

    def _open_item_of_list(self) -> _Node | None:
        """Return the last item of the innermost list, which takes a list inside it."""
        if not self._lists:
            return None
        if not self._lists[-1].kids:
            self._lists[-1].kids.append(_Node("li"))
        last = self._lists[-1].kids[-1]
        return last if isinstance(last, _Node) else None

    def _open_item(self) -> None:
        if not self._lists:
            self._end_paragraph()
            return
        self._block, self._phrases = _Node("li"), []
        self._lists[-1].kids.append(self._block)

    def _open_heading(self, level: int) -> None:
        """Start a heading one level below the one before, at the most."""
        if self._lists:
            self._end_paragraph()
            return
        wanted = self._under + max(level - self._under, 1)
        self._level = min(wanted, self._level + 1, 6)
        self._block, self._phrases = _Node(f"h{self._level}"), []
        self.blocks.append(self._block)

    def _open_phrase(self, phrase: _Node) -> None:
        if any(one.name == phrase.name for one in self._phrases):
            return
        self._add(phrase)
        self._phrases.append(phrase)

    def _close_phrase(self, name: str) -> None:
        names = [one.name for one in self._phrases]
        if name in names:
            del self._phrases[names.index(name) :]

    def _end_paragraph(self) -> None:
        """End a paragraph or a heading; within an item, only the line."""
        self._phrases = []
        if self._lists:
            if self._block is not None and self._block.kids:
                self._block.kids.append(_Node("br"))
        else:
            self._block = None

    def _add(self, part: "_Node | str") -> None:
        if self._block is None:
            self._block = self._open_item_of_list()
        if self._block is None:
            self._block, self._phrases = _Node("p"), []
            self.blocks.append(self._block)
        (self._phrases[-1] if self._phrases else self._block).kids.append(part)


def _address(attrs: list[tuple[str, str | None]]) -> str:
    address = (dict(attrs).get("href") or "").strip()
    return address if address.lower().startswith(_SCHEMES) else ""


def _written(node: _Node) -> str:
    """Return the node as HTML; nothing, where nobody would hear anything of it."""
    inner = "".join(
        escape(printable(kid)) if isinstance(kid, str) else _written(kid)
        for kid in _trimmed(node.kids)
    )
    if node.name == "br":
        return "<br>"
    if not inner.strip():
        return ""
    if node.name == "a":
        address = escape(node.href)
        return f'<a href="{address}">{inner}</a>' if address else inner
    return f"<{node.name}>{inner}</{node.name}>"


def _trimmed(kids: "list[_Node | str]") -> "list[_Node | str]":
    """Leave out line ends before the first and after the last words, and doubled."""
    kept: list[_Node | str] = []
    for kid in kids:
        is_break = isinstance(kid, _Node) and kid.name == "br"
        last = kept[-1] if kept else None
        if is_break and (last is None or _is_break(last)):
            continue
        if isinstance(kid, _Node) and kid.name in _LISTS and last and _is_break(last):
            kept.pop()
        kept.append(kid)
    while kept and _is_break(kept[-1]):
        kept.pop()
    return kept


def _is_break(part: "_Node | str") -> bool:
    if isinstance(part, str):
        return not part.strip()
    return part.name == "br"
