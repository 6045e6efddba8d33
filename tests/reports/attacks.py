"""What somebody could do to a sealed file, each as a function from bytes to bytes."""

import re
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

from participation.reports.found import Level
from tests.reports.conftest import SEALED
from tests.reports.long_term import LongTermAuthority

Attack = Callable[[bytes], bytes]


def byte_range(data: bytes) -> tuple[int, int, int, int]:
    """Return the byte range of the newest seal."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)", data)
    start, length, later, rest = map(int, found[-1])
    return start, length, later, rest


# --- By incremental update ------------------------------------------------------------


def _update(change: Callable[[IncrementalPdfFileWriter], None]) -> Attack:
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


def _overlay(writer: IncrementalPdfFileWriter) -> None:
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

    return _update(change)(data)


def with_hidden(data: bytes) -> bytes:
    """Return the unsealed file with another content hidden in it."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        hidden = StreamObject(stream_data=b"0 0 m 500 500 l S")
        writer.root[pdf_name("/Hidden")] = writer.add_object(hidden)
        writer.update_root()

    return _update(change)(data)


# --- Of the seal itself ---------------------------------------------------------------


def stripped(data: bytes) -> bytes:
    """Leave out the revision that holds the seal."""
    return data[: data.index(b"%%EOF") + 6]


def _padded(data: bytes) -> bytes:
    """Change a digit in the zero padding after the seal's value."""
    end = byte_range(data)[2] - 2
    assert data[end : end + 1] == b"0"
    return data[:end] + b"1" + data[end + 1 :]


def _respelled(data: bytes) -> bytes:
    """Write one digit of the seal's value in lower case: it means the same."""
    start = byte_range(data)[1]
    place = next(at for at in range(start, len(data)) if data[at : at + 1].isalpha())
    return data[:place] + data[place : place + 1].swapcase() + data[place + 1 :]


def _other_range(numbers: Callable[[int, int, int, int], tuple[int, ...]]) -> Attack:
    def attack(data: bytes) -> bytes:
        place = list(re.finditer(rb"/ByteRange\s*\[[^\]]*\]", data))[-1]
        told = " ".join(map(str, numbers(*byte_range(data)))).encode()
        new = b"/ByteRange [" + told
        room = place.end() - place.start() - 1
        assert len(new) <= room
        return data[: place.start()] + new.ljust(room) + b"]" + data[place.end() :]

    return attack


def _without_value(data: bytes) -> bytes:
    _, start, end, _ = byte_range(data)
    return data[: start + 1] + b"0" * (end - start - 2) + data[end - 1 :]


def _other_filter(data: bytes) -> bytes:
    return data.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detacheX")


def signed_again(data: bytes) -> bytes:
    """Add a signature of a stranger, who covers the whole file."""
    stranger = LongTermAuthority(since=SEALED.replace(month=1), name="Stranger")
    return stranger.sealed(data, Level.BASIC, at=SEALED, field="Again")


def stamped_over_a_change(data: bytes) -> bytes:
    """Change a page, and cover it all with a stranger's time stamp."""
    stranger = LongTermAuthority(since=SEALED.replace(month=1), name="Stranger")
    return stranger.archived(_update(_overlay)(data), at=SEALED)


ATTACKS: dict[str, Attack] = {
    "bytes appended": lambda data: data + b"\n% something",
    "one byte appended": lambda data: data + b"\n",
    "another file appended": lambda data: data + stripped(data),
    "something before": lambda data: b"\n" + data,
    "title": _update(_change_title),
    "date": _update(_change_date),
    "language": _update(_change_language),
    "metadata": _update(_change_metadata),
    "overlay": _update(_overlay),
    "page replaced": _update(_replace_page),
    "annotation": _update(_annotate),
    "pages swapped": _update(_swap_pages),
    "attachment": _update(_attach),
    "script": _update(_run_script),
    "layers": _update(_hide_layers),
    "name of the field": _update(_change_seal_name),
    "stripped": stripped,
    "padding": _padded,
    "spelling": _respelled,
    "range cut": _other_range(lambda a, b, c, d: (a, b, c, d - 10)),
    "range moved": _other_range(lambda a, b, c, d: (a, b - 10, c, d)),
    "range from later": _other_range(lambda a, b, c, d: (1, b, c, d)),
    "range of one": _other_range(lambda a, b, c, d: (a, b)),
    "range beyond": _other_range(lambda a, b, c, d: (a, b, c, d + 9)),
    "range negative": _other_range(lambda a, b, c, d: (a, b, c, -1)),
    "value emptied": _without_value,
    "other kind of seal": _other_filter,
    "signed again": signed_again,
    "stamped over a change": stamped_over_a_change,
}
