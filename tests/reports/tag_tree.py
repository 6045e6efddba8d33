"""The tag tree of a PDF with its texts, as assistive technology is given it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

_TO_UNICODE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Tag:
    """One structure element; `text` is of its own marked content only."""

    name: str
    source: pikepdf.Dictionary
    kids: "list[Tag | str]" = field(default_factory=list)
    #: annotations (links, widgets) that belong to it
    annotations: list[pikepdf.Dictionary] = field(default_factory=list)
    #: pages (from 0) and numbers of its marked content
    contents: list[tuple[int, int]] = field(default_factory=list)

    def __iter__(self) -> "Iterator[Tag]":
        """All tags from here down, in reading order."""
        yield self
        for kid in self.tags:
            yield from kid

    @property
    def tags(self) -> "list[Tag]":
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def find(self, *names: str) -> "list[Tag]":
        return [tag for tag in self if tag.name in names]

    def get(self, key: str) -> str:
        return str(self.source[key]) if key in self.source else ""

    @property
    def text(self) -> str:
        """What is heard of it; words broken over lines are whole again."""
        return _joined(self).replace("\u00ad ", "").replace("\u00ad", "").strip()


@dataclass
class Page:
    texts: dict[int, str] = field(default_factory=dict)
    #: text drawn neither under a tag nor as an artifact
    stray: list[str] = field(default_factory=list)
    #: subtype and text of what belongs to the page, not to the text
    artifacts: list[tuple[str, str]] = field(default_factory=list)
    box: tuple[float, ...] = ()


@dataclass
class Tagged:
    """A whole document."""

    #: kept open: the tags' sources live in it
    pdf: pikepdf.Pdf
    root: Tag
    pages: list[Page]
    language: str
    title: str
    shows_title: bool
    links: list[pikepdf.Dictionary]

    @property
    def text(self) -> str:
        return self.root.text


_BLOCKS = {"P", "H1", "H2", "H3", "H4", "LBody", "TD", "TH", "TOCI", "Caption", "Lbl"}


def _joined(tag: Tag) -> str:
    if replaced := tag.get("/ActualText"):
        return f"{replaced} "
    if tag.name == "Figure":
        return f"[{tag.get('/Alt')}]\n"
    inner = "".join(
        f"{kid} " if isinstance(kid, str) else _joined(kid) for kid in tag.kids
    )
    words = re.sub(r"[ \t]+", " ", inner)
    return f"{words.strip()}\n" if tag.name in _BLOCKS else words


def read(file: Path) -> Tagged:
    """Read the tags of a file that is small enough to be held whole."""
    pdf = pikepdf.open(file)
    pages = [_page(page) for page in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    top = pdf.Root.StructTreeRoot.K
    (document,) = top if isinstance(top, pikepdf.Array) else [top]
    with pdf.open_metadata() as metadata:
        title = str(metadata.get("dc:title", ""))
    return Tagged(
        pdf=pdf,
        root=_tag(document, pages, numbers),
        pages=pages,
        language=str(pdf.Root.get("/Lang", "")),
        title=title,
        shows_title=bool(
            pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
        ),
        links=[
            annotation
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ],
    )


def _tag(source: Any, pages: list[Page], numbers: dict[Any, int]) -> Tag:
    tag = Tag(name=str(source.S).lstrip("/"), source=source)
    page = numbers[source.Pg.objgen] if "/Pg" in source else 0
    for kid in source.get("/K", []):
        if isinstance(kid, int):
            tag.contents.append((page, kid))
            tag.kids.append(pages[page].texts[kid])
        elif kid.get("/Type") == "/OBJR":
            tag.annotations.append(kid.Obj)
        else:
            tag.kids.append(_tag(kid, pages, numbers))
    return tag


def _page(page: pikepdf.Page) -> Page:
    """Follow the page's drawing, and note under what each piece of text stands."""
    found = Page(box=tuple(float(side) for side in page.mediabox))
    fonts = {
        name: _characters(font)
        for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    under: list[Any] = []
    characters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            under.append(_mark(operands))
            if isinstance(under[-1], int):
                found.texts.setdefault(under[-1], "")
        elif str(operator) == "EMC":
            under.pop()
        elif str(operator) == "Tf":
            characters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            _note(found, under, _decoded(operands[0], characters))
    return found


def _mark(operands: Any) -> Any:
    """Return the number of marked content, or the subtype of an artifact."""
    name = str(operands[0])
    facts = operands[1] if len(operands) > 1 else {}
    if name == "/Artifact":
        return str(facts.get("/Subtype", "")).lstrip("/")
    return int(facts["/MCID"]) if "/MCID" in facts else None


def _note(page: Page, under: list[Any], text: str) -> None:
    mark = next((one for one in reversed(under) if one is not None), None)
    if mark is None:
        page.stray.append(text)
    elif isinstance(mark, int):
        page.texts[mark] += text
    else:
        page.artifacts.append((mark, text))


def _decoded(shown: Any, characters: dict[int, str]) -> str:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    text = ""
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            text += "".join(
                characters.get(int.from_bytes(codes[at : at + 2]), "\ufffd")
                for at in range(0, len(codes), 2)
            )
    return text


def _characters(font: Any) -> dict[int, str]:
    """Return the text of each glyph, as the font's map to Unicode says."""
    lines = bytes(font.ToUnicode.read_bytes()).split(b"begincodespacerange")[1]
    pairs = _TO_UNICODE.findall(lines.split(b"endcodespacerange")[1])
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }
