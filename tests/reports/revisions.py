"""What an incremental update can do to a file, each as a function from bytes to bytes."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NumberObject,
    StreamObject,
    pdf_date,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.reports.conftest import SEALED

Attack = Callable[[bytes], bytes]


def update(change: Callable[[IncrementalPdfFileWriter], None]) -> Attack:
    def attack(data: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        change(writer)
        output = BytesIO()
        writer.write(output)
        return output.getvalue()

    return attack


def _page(writer: IncrementalPdfFileWriter, number: int = 0) -> Any:
    reference, _resources = writer.find_page_for_modification(number)
    return reference.get_object()


def _change_title(writer: IncrementalPdfFileWriter) -> None:
    reference = writer.trailer.raw_get("/Info")
    reference.get_object()["/Title"] = pdf_string("Toinen")
    writer.mark_update(reference)


def _change_date(writer: IncrementalPdfFileWriter) -> None:
    reference = writer.trailer.raw_get("/Info")
    reference.get_object()["/ModDate"] = pdf_date(SEALED)
    writer.mark_update(reference)


def _change_language(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()


def _change_metadata(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Metadata"] = writer.add_object(StreamObject(stream_data=b"<x/>"))
    writer.update_root()


def overlay(writer: IncrementalPdfFileWriter) -> None:
    text = writer.add_object(StreamObject(stream_data=b"0 0 m 500 500 l S"))
    writer.add_stream_to_page(0, text)


def _replace_page(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    page["/Contents"] = writer.add_object(StreamObject(stream_data=b""))
    writer.mark_update(page.container_ref)


def _annotate(writer: IncrementalPdfFileWriter) -> None:
    note = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): ArrayObject(map(NumberObject, (50, 50, 400, 200))),
            pdf_name("/Contents"): pdf_string("Kielteinen päätös"),
            pdf_name("/DA"): pdf_string("/Helv 20 Tf"),
        }
    )
    page = _page(writer)
    page["/Annots"] = ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    writer.mark_update(page.container_ref)


def _swap_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    kids = list(pages.raw_get("/Kids"))
    pages["/Kids"] = ArrayObject(reversed([*kids, kids[0]]))
    pages["/Count"] = NumberObject(len(kids) + 1)
    writer.mark_update(writer.root.raw_get("/Pages"))


def _attach(writer: IncrementalPdfFileWriter) -> None:
    content = writer.add_object(StreamObject(stream_data=b'{"answer": "no"}'))
    file = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Filespec"),
            pdf_name("/UF"): pdf_string("facts.json"),
            pdf_name("/EF"): DictionaryObject({pdf_name("/F"): content}),
        }
    )
    names = ArrayObject([pdf_string("facts.json"), writer.add_object(file)])
    writer.root["/Names"] = DictionaryObject(
        {
            pdf_name("/EmbeddedFiles"): DictionaryObject({pdf_name("/Names"): names}),
        }
    )
    writer.update_root()


def _run_script(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OpenAction"] = DictionaryObject(
        {
            pdf_name("/S"): pdf_name("/JavaScript"),
            pdf_name("/JS"): pdf_string("app.alert('x')"),
        }
    )
    writer.update_root()


def _hide_layers(writer: IncrementalPdfFileWriter) -> None:
    group = writer.add_object(
        DictionaryObject(
            {pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): pdf_string("x")}
        )
    )
    writer.root["/OCProperties"] = DictionaryObject(
        {
            pdf_name("/OCGs"): ArrayObject([group]),
            pdf_name("/D"): DictionaryObject({pdf_name("/OFF"): ArrayObject([group])}),
        }
    )
    writer.update_root()


def _change_seal_name(writer: IncrementalPdfFileWriter) -> None:
    seal = writer.root["/AcroForm"]["/Fields"][0]
    seal["/TU"] = pdf_string("Sealed by somebody else")
    writer.mark_update(writer.root["/AcroForm"]["/Fields"].raw_get(0))


def reveal_hidden(data: bytes) -> bytes:
    """Let the page show what lay hidden in the sealed file (a shadow attack)."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = _page(writer)
        page["/Contents"] = writer.root.raw_get("/Hidden")
        writer.mark_update(page.container_ref)

    return update(change)(data)


def with_hidden(data: bytes) -> bytes:
    """Return the unsealed file with another content hidden in it."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        hidden = StreamObject(stream_data=b"0 0 m 500 500 l S")
        writer.root[pdf_name("/Hidden")] = writer.add_object(hidden)
        writer.update_root()

    return update(change)(data)


UPDATES: dict[str, Attack] = {
    "title": update(_change_title),
    "date": update(_change_date),
    "language": update(_change_language),
    "metadata": update(_change_metadata),
    "overlay": update(overlay),
    "page replaced": update(_replace_page),
    "annotation": update(_annotate),
    "pages swapped": update(_swap_pages),
    "attachment": update(_attach),
    "script": update(_run_script),
    "layers": update(_hide_layers),
    "name of the field": update(_change_seal_name),
}
