"""A kept file as a response that can be asked for in pieces (RFC 9110, one range)."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.text import slugify

from participation.models import Report

_CHUNK_BYTES = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


def begins(request: HttpRequest) -> bool:
    """Tell whether the request is for the beginning, so that a download counts once."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    return found is None or found[1] == "0"


def report_response(request: HttpRequest, report: Report) -> HttpResponseBase:
    """
    Return the sealed file, or the piece of it that was asked for.

    :raises FileNotFoundError: if the file is gone
    """
    size, tag = report.size_bytes, f'"{report.sha256}"'
    first, last = 0, size - 1
    asked = request.headers.get("Range", "")
    fits = request.headers.get("If-Range", tag) == tag
    found = _RANGE.fullmatch(asked) if fits else None
    if found and (found[1] or found[2]):
        first, last = _bounds(found[1], found[2], size)
        if first > last:
            headers = {"Content-Range": f"bytes */{size}"}
            return HttpResponse(status=416, headers=headers)
    content = report.file.open("rb")
    is_part = bool(found and (found[1] or found[2]))
    response = StreamingHttpResponse(
        _piece(content, first, last),
        status=206 if is_part else 200,
        content_type="application/pdf",
        headers={
            "Content-Length": str(last - first + 1),
            "Content-Disposition": f'attachment; filename="{_name(report)}"',
            "Accept-Ranges": "bytes",
            "ETag": tag,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
    if is_part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _bounds(start: str, end: str, size: int) -> tuple[int, int]:
    if not start:  # the last so many bytes
        return max(size - int(end), 0), size - 1 if int(end) else -1
    return int(start), min(int(end), size - 1) if end else size - 1


def _piece(content: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := content.read(min(left, _CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk


def _name(report: Report) -> str:
    return f"{slugify(report.title) or 'report'}-{report.code}.pdf"
