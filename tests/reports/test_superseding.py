"""Reports that replace others, reports that are withdrawn, and what the paper says."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

import pytest

from cms.accounts.models import User
from participation.actions import downloads, reports
from participation.actions.withdrawals import AlreadyWithdrawn, withdraw_report
from participation.models import Outcome, PublicDownloads, Report
from participation.reports.kinds.kind import NoSuchSubject
from participation.reports.kinds.outcome import name_of
from participation.reports.seal import Seal
from tests.reports.conftest import SEALED, issued
from tests.reports.reading import attachments, spoken_text

LATER = SEALED + timedelta(days=10)


@pytest.fixture
def issuer(official: User) -> User:
    """Return an official, who may issue reports."""
    return official


def test_a_report_issued_anew_says_which_one_it_replaces(
    report: Report, outcome_subject: Outcome, tmp_path: Path
) -> None:
    newer = reports.supersede_report(report=report, at=LATER)

    assert (newer.edition, newer.supersedes) == (2, report)
    assert newer.code != report.code
    assert list(Report.objects.current()) == [newer]
    file = tmp_path / "newer.pdf"
    file.write_bytes(newer.file.read())
    said = " ".join(spoken_text(file).split())
    assert f"Korvaa Raportin {report.code}" in said
    ((_, data, _),) = attachments(file)
    assert json.loads(data)["document"]["replaces"]["code"] == report.code


def test_a_report_is_replaced_by_one_only(
    report: Report, kept_files: Callable[[], list[str]]
) -> None:
    newer = reports.supersede_report(report=report, at=LATER)

    with pytest.raises(reports.AlreadySuperseded):
        reports.supersede_report(report=report, at=LATER)

    assert set(kept_files()) == {report.file.name, newer.file.name}
    assert issued(report.outcome) == newer


def test_the_slower_of_two_that_replace_gets_the_others_report(
    report: Report, kept_files: Callable[[], list[str]]
) -> None:
    slow = reports.prepare_report(
        kind=report.kind,
        subject=report.subject,
        language="fi",
        at=LATER,
        replaces=report,
    )
    first = reports.supersede_report(report=report, at=LATER)

    with reports.file_kept(slow):
        found = reports.record_report(prepared=slow)

    assert found == first
    assert set(kept_files()) == {report.file.name, first.file.name}


def test_each_language_has_its_own_editions(report: Report) -> None:
    reports.supersede_report(report=report, at=LATER)

    swedish = issued(report.outcome, "sv")

    assert (swedish.language, swedish.edition) == ("sv", 1)


def test_no_edition_stands_alone(report: Report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(edition=2)


def test_a_report_is_withdrawn_with_a_reason_and_its_file_stays(
    report: Report, issuer: User
) -> None:
    withdraw_report(report=report, reason="Väärä asia.", user=issuer, at=LATER)

    report.refresh_from_db()
    assert (report.withdrawn_at, report.withdrawn_reason) == (LATER, "Väärä asia.")
    assert report.withdrawn_by == issuer
    assert report.file.read()
    assert not Report.objects.current().exists()
    with pytest.raises(AlreadyWithdrawn):
        withdraw_report(report=report, reason="Taas.", user=issuer, at=LATER)


def test_a_withdrawal_needs_a_reason_and_the_right(
    report: Report, issuer: User, registrar: User
) -> None:
    with pytest.raises(ValueError, match="reason"):
        withdraw_report(report=report, reason="  ", user=issuer, at=LATER)
    with pytest.raises(PermissionDenied):
        withdraw_report(report=report, reason="Väärä.", user=registrar, at=LATER)

    report.refresh_from_db()
    assert report.withdrawn_at is None


@pytest.mark.parametrize("subject", ["outcome:x", "outcome:", "programme:1"])
def test_nothing_is_issued_about_what_is_not_there(
    subject: str, seal: Seal, db: None
) -> None:
    with pytest.raises(NoSuchSubject):
        reports.issue_report(kind="outcome", subject=subject, language="fi", at=SEALED)


def test_the_outcome_is_found_by_its_name(outcome: Outcome) -> None:
    assert name_of(outcome) == f"outcome:{outcome.case.public_id}"


def test_public_downloads_are_counted_by_the_day(report: Report) -> None:
    for at in (SEALED, SEALED, LATER):
        downloads.count_public_download(report=report, at=at)

    counts = PublicDownloads.objects.order_by("date").values_list("count", flat=True)
    assert list(counts) == [2, 1]


def test_an_internal_report_is_not_for_the_public(report: Report) -> None:
    report.is_public = False

    with pytest.raises(PermissionDenied):
        downloads.count_public_download(report=report, at=SEALED)

    assert not PublicDownloads.objects.exists()
