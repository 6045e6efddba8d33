"""
What WeasyPrint's PDF tags lack for people who listen to them.

PDF/A-3a and PDF/UA-1 in one file, scopes of header cells, language of parts,
running headers as artifacts, links named by their text, tags of one's own
(`data-pdf-tag`), one tag for what a page's end cuts in two (`continued`), soft hyphens
(`hyphens`), and an empty, tagged signature field (`data-pdf-sig`).

WeasyPrint has no door for this, so `Tagger.at_work` replaces one private function
while one document is written. This module is the only place that knows it.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags as weasyprint_tags

from participation.reports.continued import Continuations
from participation.reports.hyphens import Hyphens, mend
from participation.reports.signature_field import SCALE, add_signature_field

#: the releases whose private function was read and tried
KNOWN_RELEASES = ("70.0",)
_ARGUMENTS = ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags")
_RETAGGED = ("/Div", "/Span", "/NonStruct", "/P")

UA_METADATA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def is_known_weasyprint() -> bool:
    """Tell whether the function to be replaced is the one that was tried."""
    found = inspect.signature(weasyprint_tags._build_box_tree)  # noqa: SLF001
    return (
        weasyprint.VERSION in KNOWN_RELEASES and tuple(found.parameters) == _ARGUMENTS
    )


def with_ua_metadata(rdf: bytes) -> bytes:
    """Return the metadata saying PDF/UA-1 too; XMP allows one `rdf:RDF` only."""
    end = rdf.rindex(b"</rdf:RDF>")
    return rdf[:end] + UA_METADATA + rdf[end:]


class Tagger:
    """Writes the tags of one document; made anew for each."""

    def __init__(self) -> None:
        if not is_known_weasyprint():
            raise RuntimeError("This release of WeasyPrint was not tried; see tagging.")
        self._builder = weasyprint_tags._build_box_tree  # noqa: SLF001
        #: by page: number of marked content -> "Header" or "Footer"
        self._artifacts: dict[int, dict[int, str]] = {}
        self._notes = 0
        self._continuations = Continuations()
        self._hyphens = Hyphens()
        self._pages: _Pages | None = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Write tags our way inside; to be wrapped around `write_pdf`."""
        weasyprint_tags._build_box_tree = self._build  # noqa: SLF001
        try:
            yield
        finally:
            weasyprint_tags._build_box_tree = self._builder  # noqa: SLF001

    def finish(self, _document: Any, pdf: Any) -> None:
        """Turn running headers and footers into artifacts (a `finisher`)."""
        references = [int(reference.split()[0]) for reference in pdf.page_references]
        for page, artifacts in self._artifacts.items():
            contents = pdf.objects[references[page]]["Contents"]
            _mark_artifacts(pdf.objects[int(contents.split()[0])].stream, artifacts)

    def _build(
        self,
        box: Any,
        parent: Any,
        pdf: Any,
        page_number: int,
        nums: dict[int, Any],
        annotations: list[Any],
        tags: dict[Any, Any],
    ) -> Iterator[Any]:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        if self._pages is None:
            self._pages = _Pages(pdf)
        if kind := self._kind_of_artifact(box):
            self._take_out(box, kind, page_number, nums, tags)
            return
        if _asks_for_field(box):
            add_signature_field(pdf, page_number, box)
        _name_link(box)
        broken = self._hyphens.broken_in(box, tags)
        elements = self._builder(
            box, parent, self._pages, page_number, nums, annotations, tags
        )
        if isinstance(box, boxes.PageBox) or box.element_tag in ("html", "body"):
            yield from elements  # has no tag of its own
            return
        for element in elements:
            mend(broken, element, nums, pdf)
            self._refine(element, box, pdf, page_number)
            if not self._continuations.joins(pdf, page_number, box, element):
                yield element

    def _kind_of_artifact(self, box: Any) -> str:
        """Tell what belongs to the page, not to the text: "Header", "Footer" or ""."""
        if isinstance(box, boxes.MarginBox):
            return "Header" if box.at_keyword.startswith("@top") else "Footer"
        return "Header" if self._continuations.is_head_again(box) else ""

    def _take_out(
        self,
        box: Any,
        kind: str,
        page_number: int,
        nums: dict[int, Any],
        tags: dict[Any, Any],
    ) -> None:
        for part in box.descendants():
            if part in tags:
                number = tags.pop(part)["mcid"]
                nums[number] = "null"
                self._artifacts.setdefault(page_number, {})[number] = kind

    def _refine(self, element: Any, box: Any, pdf: Any, page_number: int) -> None:
        source = box.element
        if source is None or box.element_tag != source.tag:
            return  # anonymous boxes and pseudo-elements
        if language := source.get("lang"):
            element["Lang"] = pydyf.String(language)
        if element.get("S") == "/TH":
            scope = "Row" if source.get("scope") == "row" else "Column"
            element["A"]["Scope"] = f"/{scope}"
            self._continuations.remember_header(box, element)
        elif element.get("S") == "/Table":
            self._continuations.name_headers(box)
        elif element.get("S") == "/Figure":
            _place(element, pdf, page_number)
        self._retag(element, box, source.get("data-pdf-tag"), pdf)

    def _retag(self, element: Any, box: Any, tag: str | None, pdf: Any) -> None:
        if not tag or isinstance(box, boxes.LineBox):
            return
        if element.get("S") not in _RETAGGED:
            return
        parent = pdf.objects[int(element["P"].split()[0])]
        if parent.get("S") == f"/{tag}":
            return  # an anonymous block of the same element
        element["S"] = f"/{tag}"
        if tag == "Note":
            self._notes += 1
            element["ID"] = pydyf.String(f"note-{self._notes}")


class _Pages:
    """The PDF with its list of pages made once: it is asked for at every box."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.page_references = pdf.page_references

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pdf, name)


def _place(element: Any, pdf: Any, page_number: int) -> None:
    """Give the place of a figure in points from the lower left, as PDF counts."""
    page = pdf.objects[int(pdf.page_references[page_number].split()[0])]
    height = page["MediaBox"][3]
    left, top, right, bottom = (side * SCALE for side in element["A"]["BBox"])
    box = (left, height - bottom, right, height - top)
    element["A"]["BBox"] = pydyf.Array(round(side, 2) for side in box)


def _asks_for_field(box: Any) -> bool:
    source = box.element
    return (
        source is not None
        and bool(source.get("data-pdf-sig"))
        and box.element_tag == source.tag
        and not box.widget_annotation
    )


def _name_link(box: Any) -> None:
    """Let the link be announced by its text instead of its address."""
    if box.element is None or box.element.tag != "a" or not box.link_annotation:
        return
    text = " ".join("".join(box.element.itertext()).split())
    if name := text or box.element.get("title"):
        box.link_annotation["Contents"] = pydyf.String(name)


def _mark_artifacts(stream: list[Any], artifacts: dict[int, str]) -> None:
    for index, operand in enumerate(stream):
        if isinstance(operand, dict) and operand.get("MCID") in artifacts:
            kind = artifacts[operand["MCID"]]
            stream[index - 1] = b"/Artifact"
            stream[index] = pydyf.Dictionary(
                {"Type": "/Pagination", "Subtype": f"/{kind}"}
            )
