"""Files that are hard, or costly, to open."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf


def _with_object(content: bytes, *, root: bytes = b"") -> bytes:
    """Return a small file with one more object, and a proper table."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        content,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (
        len(objects) + 1,
        table,
    )
    return data + b"%%EOF\n"


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    zeros = bytes(1 << 20)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes))]) + (
        packer.flush()
    )


def _table_bomb() -> bytes:
    """Return a file whose table of objects unpacks to gigabytes."""
    packed = _bomb(3000)
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 99999999/W[1 2 1]/Root 1 0 R"
        b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    )
    return head + stream + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def _locked(folder: Path) -> bytes:
    file = folder / "locked.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.read_bytes()


#: name -> how the file is made, with a folder to work in
HARD: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _folder: b"",
    "text": lambda _folder: b"hello",
    "archive": lambda _folder: b"PK\x03\x04" + bytes(1000),
    "only a head": lambda _folder: b"%PDF-1.7\n",
    "zeros": lambda _folder: b"%PDF-1.7\n" + bytes(19 << 20),
    "open brackets": lambda _folder: b"%PDF-1.7\n" + b"[" * 500_000,
    "nested": lambda _folder: _with_object(b"[" * 20_000 + b"]" * 20_000),
    "many objects": lambda _folder: b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 500_000,
    "table of itself": lambda _folder: (
        b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF\n"
    ),
    "packed table": lambda _folder: _table_bomb(),
    "pages in a circle": lambda _folder: _with_object(
        b"<<>>", root=b"/AcroForm<</Fields[1 0 R 2 0 R]>>"
    ),
    "fields in a circle": lambda _folder: _with_object(
        b"<</FT/Sig/T(a)/Kids[4 0 R 4 0 R]>>", root=b"/AcroForm<</Fields[4 0 R]>>"
    ),
    "seal of nothing": lambda _folder: _with_object(
        b"<</FT/Sig/T(a)/V<</Type/Sig/SubFilter/ETSI.CAdES.detached>>>>",
        root=b"/AcroForm<</Fields[4 0 R]>>",
    ),
    "seal of noise": lambda _folder: _with_object(
        b"<</FT/Sig/T(a)/V<</Type/Sig/SubFilter/ETSI.CAdES.detached"
        b"/ByteRange[0 1 2 99999999999999]/Contents<30820000>>>>>",
        root=b"/AcroForm<</Fields[4 0 R]>>",
    ),
    "locked": _locked,
}
