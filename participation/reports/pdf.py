"""HTML to PDF/A-3a and PDF/UA-1 in one file."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from participation.reports.apart import Limits
from participation.reports.errors import ApartFailed, RenderFailed
from participation.reports.kept_press import kept_press


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A machine-readable file carried inside the PDF."""

    name: str
    text: str
    description: str
    #: ISO 8601 with offset; a fixed moment, so that the same facts give the same bytes
    at: str


def render_pdf(
    *,
    html: str,
    css: str,
    attachments: list[DataFile],
    limits: Limits | None = None,
    on_page: Callable[[int], None] | None = None,
) -> bytes:
    """
    Return the page as a tagged, archivable PDF; the same bytes for the same input.

    Typeset in a child process that reaches no network and no file but our fonts.

    :param css: our own style sheet; must not come from a user
    :param on_page: told now and then which page is being laid out
    :raises RenderFailed: if a limit was met or WeasyPrint complained of anything
    """
    request = json.dumps(
        {
            "html": html,
            "css": css,
            "attachments": [asdict(file) for file in attachments],
        }
    )
    try:
        return kept_press.print(
            request.encode(), limits=limits or Limits(), on_page=on_page
        )
    except ApartFailed as failure:
        raise RenderFailed(failure.code, failure.detail) from None
