"""Issuing sealed reports: the first edition of one, and the one that replaces it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from participation.actions import report_files
from participation.actions.seal_records import record_seals
from participation.models import Report
from participation.reports.codes import report_code
from participation.reports.documents import (
    Document,
    Issue,
    make_document,
    print_document,
)
from participation.reports.kinds import registry
from participation.reports.kinds.kind import About, Kind
from participation.reports.seal import Sealed, open_seal
from participation.reports.texts import report_language
from participation.reports.verification import sha256_of


class AlreadySuperseded(Exception):
    """Another report has replaced this one already."""


@dataclass(frozen=True, kw_only=True)
class PreparedReport:
    """A sealed and verified report that is not kept yet."""

    kind: Kind[Any]
    document: Document
    issue: Issue
    content_sha256: str
    sealed: Sealed

    @property
    def sha256(self) -> str:
        """Of the whole sealed file."""
        return sha256_of(self.sealed.data)

    @property
    def file_name(self) -> str:
        return report_files.file_name(code=self.issue.code, sha256=self.sha256)


def issue_report(*, kind: str, subject: str, language: str, at: datetime) -> Report:
    """
    Return the newest edition of the report, making the first when there is none.

    Takes seconds, for long ones minutes; not to be called in a transaction.

    :param kind: key of a registered kind
    :param subject: lasting name of the subject
    :raises NoSuchSubject: if there is nothing of that name
    :raises RenderFailed: if it could not be typeset
    :raises SealFailed: if it could not be sealed; nothing is kept then
    """
    found = find_report(kind=kind, subject=subject, language=language)
    if found is not None:
        return found
    prepared = prepare_report(kind=kind, subject=subject, language=language, at=at)
    with file_kept(prepared):
        return record_report(prepared=prepared)


def supersede_report(*, report: Report, at: datetime) -> Report:
    """
    Issue the report anew, with the facts as they are now, as its next edition.

    Takes as long as `issue_report`. Of two that do so at once the slower gets the
    other's edition.

    :raises AlreadySuperseded: if this is not the newest edition
    :raises NoSuchSubject: if what it was about is gone
    :raises RenderFailed: if it could not be typeset
    :raises SealFailed: if it could not be sealed; nothing is kept then
    """
    if Report.objects.filter(supersedes=report).exists():
        raise AlreadySuperseded
    prepared = prepare_report(
        kind=report.kind,
        subject=report.subject,
        language=report.language,
        at=at,
        replaces=report,
    )
    with file_kept(prepared):
        return record_report(prepared=prepared)


def find_report(*, kind: str, subject: str, language: str) -> Report | None:
    """Return the newest edition of the report, if any has been issued."""
    return Report.objects.editions_of(
        kind=kind, subject=subject, language=report_language(language)
    ).first()


def prepare_report(
    *,
    kind: str,
    subject: str,
    language: str,
    at: datetime,
    replaces: Report | None = None,
    on_page: Callable[[int], None] | None = None,
) -> PreparedReport:
    """
    Typeset and seal an edition of the report, in memory.

    Outside any transaction: it takes seconds. Follow with `file_kept` around
    `record_report`.

    :param replaces: the edition before, if there is one
    :param on_page: told now and then which page is being laid out
    :raises NoSuchSubject: if there is nothing of that name
    :raises RenderFailed: if it could not be typeset
    :raises SealFailed: if it could not be sealed
    """
    known = registry.kind(kind)
    if not known.is_kept:
        raise ValueError("What is kept nowhere is not issued.")
    found = known.find(subject)
    seal = open_seal(_unit_of(known.about(found, language=language)), at=at)
    language = report_language(language)
    edition = replaces.edition + 1 if replaces else 1
    code = report_code(kind=kind, subject=subject, language=language, edition=edition)
    issue = Issue(
        language=language,
        code=code,
        edition=edition,
        replaces=replaces,
        organisation=seal.organisation(language),
        is_test=seal.is_test,
    )
    document = make_document(known, found, issue)
    content = print_document(known, document, on_page=on_page)
    return PreparedReport(
        kind=known,
        document=document,
        issue=issue,
        content_sha256=sha256_of(content),
        sealed=seal.apply(content, at=at),
    )


def _unit_of(about: About) -> str:
    """Return the key of the unit whose organisation seals the report."""
    unit = about.unit or (about.case and about.case.unit)
    return unit.key if unit else ""


@contextmanager
def file_kept(prepared: PreparedReport) -> Iterator[None]:
    """Keep the file if the row written inside is there in the end, else remove it."""
    code, name = prepared.issue.code, prepared.file_name
    with report_files.kept(code=code, name=name, data=prepared.sealed.data):
        yield


def record_report(*, prepared: PreparedReport) -> Report:
    """
    Write the report's rows; return the earlier one where somebody was faster.

    May run inside another transaction, within `file_kept`.
    """
    try:
        with transaction.atomic():
            report = Report.objects.create(**_row(prepared))
            record_seals(
                report=report,
                data=prepared.sealed.data,
                found=prepared.sealed.facts.verdict.found,
                at=report.sealed_at,
            )
            return report
    except IntegrityError:
        return Report.objects.get(
            kind=prepared.kind.key,
            subject=prepared.document.about.subject,
            language=prepared.issue.language,
            edition=prepared.issue.edition,
        )


def _row(prepared: PreparedReport) -> dict[str, object]:
    about, issue = prepared.document.about, prepared.issue
    facts = prepared.sealed.facts
    certificate = facts.certificate
    return {
        "kind": prepared.kind.key,
        "subject": about.subject,
        "outcome": about.outcome,
        "case": about.case,
        "unit": about.unit,
        "reference": about.reference,
        "language": issue.language,
        "edition": issue.edition,
        "supersedes": issue.replaces,
        "is_public": prepared.kind.is_public,
        "title": prepared.document.title,
        "code": issue.code,
        "file": prepared.file_name,
        "size_bytes": len(prepared.sealed.data),
        "sha256": prepared.sha256,
        "content_sha256": prepared.content_sha256,
        "sealed_at": facts.sealed_at,
        "seal_level": facts.level,
        "signer_subject": certificate.subject[:300],
        "signer_issuer": certificate.issuer[:300],
        "signer_serial": certificate.serial,
        "signer_valid_from": certificate.valid_from,
        "signer_valid_to": certificate.valid_to,
        "is_test": facts.is_test,
    }
