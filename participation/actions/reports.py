"""Issuing sealed reports, and handing them out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from participation.models import Outcome, Report, ReportDownload
from participation.models.reports import private_storage
from participation.reports.codes import report_code
from participation.reports.letters import outcome_letter, report_language
from participation.reports.pdf import render_pdf
from participation.reports.seal import Sealed, open_seal
from participation.reports.verification import sha256_of

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class PreparedReport:
    """A sealed and verified report that is not kept yet."""

    outcome: Outcome
    kind: Report.Kind
    language: str
    title: str
    code: str
    content_sha256: str
    sealed: Sealed

    @property
    def sha256(self) -> str:
        """Of the whole sealed file."""
        return sha256_of(self.sealed.data)

    @property
    def folder(self) -> str:
        return f"reports/{self.code}"

    @property
    def file_name(self) -> str:
        return f"{self.folder}/{self.sha256}.pdf"


def issue_outcome_report(*, outcome: Outcome, language: str, at: datetime) -> Report:
    """
    Return the outcome's report in that language, making it when there is none.

    Takes seconds; not to be called in a transaction.

    :raises RenderFailed: if the letter could not be typeset
    :raises SealFailed: if it could not be sealed; nothing is kept then
    """
    prepared = prepare_outcome_report(outcome=outcome, language=language, at=at)
    with file_kept(prepared):
        return record_report(prepared=prepared)


def find_outcome_report(*, outcome: Outcome, language: str) -> Report | None:
    """Return the outcome's report in that language, if it has been issued."""
    return outcome.reports.filter(
        kind=Report.Kind.OUTCOME, language=report_language(language)
    ).first()


def prepare_outcome_report(
    *, outcome: Outcome, language: str, at: datetime
) -> PreparedReport:
    """
    Typeset and seal the outcome's letter, in memory.

    Outside any transaction: it takes seconds. Follow with `file_kept` around
    `record_report`.

    :raises RenderFailed: if the letter could not be typeset
    :raises SealFailed: if it could not be sealed
    """
    language, kind = report_language(language), Report.Kind.OUTCOME
    seal = open_seal()
    code = report_code(outcome=outcome, kind=kind, language=language)
    letter = outcome_letter(
        outcome=outcome, language=language, code=code, is_test=seal.is_test
    )
    content = render_pdf(html=letter.html, css=letter.css, attachments=[letter.data])
    return PreparedReport(
        outcome=outcome,
        kind=kind,
        language=language,
        title=letter.title,
        code=code,
        content_sha256=sha256_of(content),
        sealed=seal.apply(content, at=at),
    )


@contextmanager
def file_kept(prepared: PreparedReport) -> Iterator[None]:
    """
    Keep the file if the row written inside is there in the end, else remove it.

    A process killed in between leaves a file that no row names; the next issue of
    the same report removes it.
    """
    storage = private_storage()
    storage.save(prepared.file_name, ContentFile(prepared.sealed.data))
    try:
        yield
    finally:
        _tidy(prepared)


def record_report(*, prepared: PreparedReport) -> Report:
    """
    Write the report's row; return the earlier one where somebody was faster.

    May run inside another transaction, within `file_kept`.
    """
    try:
        with transaction.atomic():
            return Report.objects.create(**_row(prepared))
    except IntegrityError:
        return Report.objects.get(
            outcome=prepared.outcome, kind=prepared.kind, language=prepared.language
        )


def download_report(*, report: Report, user: "User", at: datetime) -> ReportDownload:
    """
    Record that the user fetches the report's file.

    :raises PermissionDenied: if the user may not download reports
    """
    if not user.has_perm("participation.download_report"):
        raise PermissionDenied
    return ReportDownload.objects.create(report=report, user=user, at=at)


def _row(prepared: PreparedReport) -> dict[str, object]:
    facts = prepared.sealed.facts
    certificate = facts.certificate
    return {
        "kind": prepared.kind,
        "outcome": prepared.outcome,
        "language": prepared.language,
        "title": prepared.title,
        "code": prepared.code,
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


def _tidy(prepared: PreparedReport) -> None:
    """Remove what no row names: our own file, or once ours is named, all others."""
    storage = private_storage()
    kept = Report.objects.filter(code=prepared.code).values_list("file", flat=True)
    named = kept.first()
    if named != prepared.file_name:
        storage.delete(prepared.file_name)
        return
    for name in storage.listdir(prepared.folder)[1]:
        if (file_name := f"{prepared.folder}/{name}") != named:
            storage.delete(file_name)
