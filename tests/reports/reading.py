"""Reading a PDF back as a screen reader and an archive would."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
)
from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True, kw_only=True)
class Structure:
    """What the tags and annotations say beside the text."""

    header_scopes: list[str]
    languages: list[str]
    link_texts: list[str]
    fields: list[str]
    artifacts: set[str]


def spoken_text(file: Path) -> str:
    """Return the text in the order of the tags, words joined over line ends."""
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is missing; run: sudo apt-get install poppler-utils")
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True
    )
    lines = re.findall(r'^\s*"(.*)"$', done.stdout.decode(), re.MULTILINE)
    return "\n".join(lines)


def structure(file: Path) -> Structure:
    with file.open("rb") as stream:
        reader = PdfFileReader(stream)
        elements = list(_elements(reader.root["/StructTreeRoot"]))
        form = reader.root["/AcroForm"]
        pages = [_page(reader, number) for number in range(_page_count(reader))]
        return Structure(
            header_scopes=[
                str(element["/A"]["/Scope"])
                for element in elements
                if element.get("/S") == "/TH"
            ],
            languages=[str(each["/Lang"]) for each in elements if "/Lang" in each],
            link_texts=[
                str(annotation["/Contents"])
                for page in pages
                for annotation in _real(page.get("/Annots", []))
                if annotation["/Subtype"] == "/Link"
            ],
            fields=[str(field["/T"]) for field in _real(form["/Fields"])],
            artifacts={
                found.decode()
                for page in pages
                for found in re.findall(
                    rb"/Artifact\s*<<[^>]*/Subtype\s*/(\w+)", page["/Contents"].data
                )
            },
        )


def attachments(file: Path) -> list[tuple[str, bytes, str]]:
    """Return name, content and relationship of each embedded file."""
    with file.open("rb") as stream:
        reader = PdfFileReader(stream)
        if "/Names" not in reader.root:
            return []
        names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
        return [
            (
                str(specification["/UF"]),
                specification["/EF"]["/F"].data,
                str(specification["/AFRelationship"]),
            )
            for specification in _real(names)[1::2]
        ]


def _real(objects: Any) -> list[Any]:
    """Return the objects that the references stand for."""
    return [
        each.get_object() if isinstance(each, IndirectObject) else each
        for each in objects
    ]


def _elements(node: Any) -> Iterator[DictionaryObject]:
    (node,) = _real([node])
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, DictionaryObject) and node.get("/Type") != "/OBJR":
        yield node
        if "/K" in node and not isinstance(node["/K"], NumberObject):
            yield from _elements(node["/K"])


def _page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _page(reader: PdfFileReader, number: int) -> Any:
    return reader.find_page_for_modification(number)[0].get_object()
