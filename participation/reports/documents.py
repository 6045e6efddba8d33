"""A report as a page to be printed, and as data: what every kind has in common."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from participation.reports.characters import SUBSTITUTE, printable
from participation.reports.kinds.kind import About, Kind
from participation.reports.organisation import organisation_name
from participation.reports.pdf import DataFile, render_pdf
from participation.reports.qr import qr_image
from participation.reports.texts import day_in_words, one_line, shown

if TYPE_CHECKING:
    from participation.models import Report

_FRAME_STYLE = "participation/reports/report.css"


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What is printed on one edition of a report in one language."""

    language: str
    #: the verification code
    code: str
    #: who seals; empty for the installation's own organisation
    organisation: str = ""
    edition: int = 1
    #: the edition that this one replaces
    replaces: "Report | None" = None
    #: print "TESTI / TEST" on every page
    is_test: bool = False
    #: print "DRAFT" on every page, and neither code nor seal
    is_draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    """All that the press needs, and the title under which the report is kept."""

    about: About
    title: str
    html: str
    css: str
    data: DataFile


def make_document(kind: Kind[Any], subject: Any, issue: Issue) -> Document:
    """
    Return the report on the subject in the language of the issue.

    Texts that people wrote stay in their own language and are marked so.
    """
    language = issue.language
    with translation.override(language):
        about = kind.about(subject, language=language)
        facts = kind.facts(subject, language=language)
        data = _data(kind, about, issue, facts)
        context = shown(kind.context(subject, language=language, facts=facts))
        frame = _frame(kind, about, issue, data)
        lacks_characters = SUBSTITUTE in f"{context} {frame}"
        context |= {
            "document": frame,
            "substitute": SUBSTITUTE,
            "lacks_characters": lacks_characters,
        }
        styles = (_FRAME_STYLE, *kind.styles)
        return Document(
            about=about,
            title=frame["title"],
            html=render_to_string(kind.template, context),
            css="\n".join(render_to_string(style) for style in styles),
            data=data,
        )


def print_document(
    kind: Kind[Any],
    document: Document,
    *,
    on_page: Callable[[int], None] | None = None,
) -> bytes:
    """
    Return the document as a PDF without a seal.

    :param on_page: told now and then which page is being laid out
    :raises RenderFailed: if it could not be typeset within the limits of its kind
    """
    return render_pdf(
        html=document.html,
        css=document.css,
        attachments=[document.data],
        limits=kind.limits,
        on_page=on_page,
    )


def verification_url(*, code: str) -> str:
    """Return the public address at which the report of that code can be checked."""
    names = {"code": code} if code else {}
    path = reverse(f"participation:verify{'_code' if code else ''}", kwargs=names)
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def schema_url(kind: Kind[Any]) -> str:
    """Return the public address of the schema of the kind's facts."""
    path = reverse("report_schema", kwargs={"key": kind.key})
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def _organisation(issue: Issue) -> str:
    return issue.organisation or organisation_name(issue.language)


def _frame(
    kind: Kind[Any], about: About, issue: Issue, data: DataFile
) -> dict[str, Any]:
    """Return what `document.html` shows around what the kind says."""
    is_sealed = kind.is_kept and not issue.is_draft
    url = verification_url(code=issue.code) if is_sealed else ""
    replaces = issue.replaces
    return {
        "language": issue.language,
        "text_language": about.text_language,
        "organisation": printable(_organisation(issue)),
        "type": printable(about.type),
        "title": one_line(printable(about.title))[:200],
        "reference": printable(about.reference),
        "is_of_case": about.case is not None,
        "publicity": str(kind.publicity),
        "is_public": kind.is_public,
        "is_test": issue.is_test,
        "is_draft": issue.is_draft,
        "is_sealed": is_sealed,
        "edition": issue.edition,
        "replaces": replaces
        and {
            "code": replaces.code,
            "date": day_in_words(replaces.sealed_at, issue.language),
        },
        "code": issue.code,
        "url": url,
        "qr": url and qr_image(url, title=_("QR code of the address above")),
        "at": data.at,
        "attachments": [{"name": data.name, "description": data.description}],
    }


def _data(
    kind: Kind[Any], about: About, issue: Issue, facts: dict[str, Any]
) -> DataFile:
    replaces = issue.replaces
    document = {
        "kind": kind.key,
        "type": about.type,
        "organisation": _organisation(issue),
        "reference": about.reference,
        "title": about.title,
        "language": issue.language,
        "edition": issue.edition,
        "publicity": "public" if kind.is_public else "internal",
        "facts_at": about.at.isoformat(),
        "verification_code": issue.code,
        "verification_url": verification_url(code=issue.code),
        "replaces": replaces
        and {"code": replaces.code, "sealed_at": replaces.sealed_at.isoformat()},
    }
    told = {**facts, "schema": schema_url(kind), "document": document}
    return DataFile(
        name=about.data_name,
        text=json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True),
        description=_("The facts of this document as data"),
        at=about.at.isoformat(),
    )
