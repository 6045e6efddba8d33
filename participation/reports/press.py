"""
The press: a child process that turns one page of HTML into a PDF.

Run by `pdf.render_pdf`; reads and writes as `apart` tells. Nothing here knows of
Django, so it starts fast and holds no secrets.
"""

import json
import logging
from datetime import datetime
from typing import Any

import pyphen
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetchingError

from participation.reports import child
from participation.reports.assets import FONTS, OurFilesOnly, font_sheet
from participation.reports.tagging import Tagger, with_ua_metadata

VARIANT = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint warns of: a missing glyph or alt text is a failure."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Pages(logging.Handler):
    """Passes on which page is being laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        _, found, number = record.getMessage().rpartition(" - Page ")
        if found and number.isdecimal():
            child.tell_step(int(number))


def prepare() -> None:
    """Do what is the same for every page; needs no content, and calls no Pango."""
    _teach_finnish()
    pyphen.Pyphen(lang="fi")


def print_page(request: bytes) -> bytes:
    """Return the PDF of a request: JSON with `html`, `css` and `attachments`."""
    asked = json.loads(request)
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [complaints]
    progress = logging.getLogger("weasyprint.progress")
    progress.handlers, progress.propagate = [_Pages()], False
    progress.setLevel(logging.INFO)
    _teach_finnish()
    try:
        pdf = _typeset(asked["html"], asked["css"], asked["attachments"])
    except URLFetchingError as blocked:  # of a colour profile: all else complains
        raise child.Refused(str(blocked)) from None
    if complaints.messages:
        raise child.Refused("; ".join(complaints.messages[:5]))
    return pdf


def _typeset(html: str, css: str, attachments: list[dict[str, Any]]) -> bytes:
    fetcher = OurFilesOnly()
    fonts = FontConfiguration()
    sheet = CSS(
        string=f"{font_sheet(html + css)}\n{css}",
        url_fetcher=fetcher,
        font_config=fonts,
    )
    document = HTML(string=html, url_fetcher=fetcher, base_url=None).render(
        font_config=fonts, stylesheets=[sheet], **VARIANT
    )
    generate = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *facts: with_ua_metadata(
        generate(*facts)
    )
    document.metadata.attachments = [_attachment(facts) for facts in attachments]
    tagger = Tagger()
    with tagger.at_work():
        pdf: bytes = document.write_pdf(finisher=tagger.finish, **VARIANT)
    return pdf


def _attachment(facts: dict[str, Any]) -> Attachment:
    at = datetime.fromisoformat(facts["at"])
    return Attachment(
        string=facts["text"],
        name=facts["name"],
        description=facts["description"],
        relationship="Data",
        created=at,
        modified=at,
    )


def _teach_finnish() -> None:
    """Pyphen brings no Finnish; ours lies beside the fonts."""
    pyphen.LANGUAGES["fi"] = FONTS / "hyph_fi.dic"
    pyphen.LANGUAGES_LOWERCASE["fi"] = "fi"


if __name__ == "__main__":
    child.main(print_page)
