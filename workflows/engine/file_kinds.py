"""Which files a question takes, and whether a file is what its ending says."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.engine.form_spec import FieldSpec

MOST_FILES = 5
MAX_BYTES = 10 * 1024 * 1024
#: enough of a file to know it by
HEAD_BYTES = 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a question with files accepts."""

    most: int
    max_bytes: int
    #: lower case, without the dot
    endings: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type and how its content is known."""

    content_type: str
    is_one: Callable[[Any], bool]


def limits_of(spec: FieldSpec) -> Limits:
    """Return the limits of a question with files, with our own for those unset."""
    return Limits(
        most=spec.max_length or MOST_FILES,
        max_bytes=spec.max_bytes or MAX_BYTES,
        endings=spec.accept or tuple(KINDS),
    )


def ending_of(name: str) -> str:
    """Return the ending of a file name in lower case, with one name for JPEG."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return {"jpeg": "jpg"}.get(ending, ending)


def _begins(*signatures: bytes) -> Callable[[Any], bool]:
    return lambda stream: _head(stream).startswith(signatures)


def _is_pdf(stream: Any) -> bool:
    return b"%PDF-" in _head(stream)  # readers allow some bytes before the mark


def _is_odf(media: str) -> Callable[[Any], bool]:
    # An ODF package begins with its media type, not compressed, at byte 38.
    return lambda stream: _head(stream)[30:].startswith(b"mimetype" + media.encode())


def _is_docx(stream: Any) -> bool:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            return "word/document.xml" in package.namelist()
    except Exception:  # noqa: BLE001 - a crafted package raises whatever it likes
        return False
    finally:
        stream.seek(0)


def _head(stream: Any) -> bytes:
    stream.seek(0)
    head: bytes = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


_ODT = "application/vnd.oasis.opendocument.text"

#: by ending; what is not here cannot be received
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", _is_pdf),
    "jpg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "png": Kind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "odt": Kind(_ODT, _is_odf(_ODT)),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _is_docx,
    ),
}
