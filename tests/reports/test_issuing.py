"""Issuing reports: once, sealed or not at all; downloads; the effect."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation import effects
from participation.actions import downloads, reports
from participation.models import Outcome, Report
from participation.reports.codes import ALPHABET, read_code, report_code
from participation.reports.errors import SealFailed
from participation.reports.kinds.outcome import name_of
from participation.reports.seal import Seal
from participation.reports.verification import sha256_of
from tests.reports.conftest import SEALED, issued
from workflows.effects import outbox
from workflows.models import Effect

Files = Callable[[], list[str]]


def prepared(outcome: Outcome) -> reports.PreparedReport:
    return reports.prepare_report(
        kind="outcome", subject=name_of(outcome), language="fi", at=SEALED
    )


def test_a_report_is_issued_with_its_file_and_the_facts_of_its_seal(
    report: Report, kept_files: Files
) -> None:
    data = report.file.read()

    assert kept_files() == [report.file.name]
    assert sha256_of(data) == report.sha256
    assert report.size_bytes == len(data)
    assert report.seal_level == "B-B"
    assert report.sealed_at == SEALED
    assert report.is_test
    assert report.signer_subject.startswith("C=FI, O=Osallistu, CN=TESTI / TEST Seal")
    assert report.code == report_code(
        kind="outcome", subject=report.subject, language="fi"
    )


def test_a_report_is_issued_once(report: Report, kept_files: Files) -> None:
    again = issued(report.outcome, "fi-simple")

    assert again == report
    assert kept_files() == [report.file.name]


def test_the_slower_of_two_loses_quietly(
    outcome: Outcome, seal: Seal, kept_files: Files
) -> None:
    slow = prepared(outcome)
    first = issued(outcome)

    with reports.file_kept(slow):
        found = reports.record_report(prepared=slow)

    assert found == first
    assert kept_files() == [first.file.name]


def test_a_file_left_by_a_killed_process_goes_with_the_next_issue(
    outcome: Outcome, seal: Seal, kept_files: Files
) -> None:
    killed = prepared(outcome)
    reports.file_kept(killed).__enter__()

    made = issued(outcome)

    assert kept_files() == [made.file.name]


def test_a_row_that_cannot_be_written_leaves_no_file(
    outcome: Outcome, seal: Seal, kept_files: Files
) -> None:
    made = prepared(outcome)

    with pytest.raises(DatabaseError), reports.file_kept(made):
        raise DatabaseError

    assert kept_files() == []


def test_without_a_seal_there_is_neither_file_nor_row(
    outcome: Outcome, settings: Settings, kept_files: Files
) -> None:
    settings.REPORT_SEAL = {}

    with pytest.raises(SealFailed):
        issued(outcome)

    assert kept_files() == []
    assert not Report.objects.exists()


def test_a_code_is_read_however_it_is_typed(outcome: Outcome) -> None:
    asked = {"kind": "outcome", "subject": name_of(outcome)}
    code = report_code(**asked, language="fi")

    assert read_code(code.lower().replace("-", " ")) == code
    assert len(code) == 14
    assert set(code) <= {*ALPHABET, "-"}
    assert code != report_code(**asked, language="sv")
    assert code != report_code(**asked, language="fi", edition=2)


def test_a_download_is_recorded(report: Report, official: User) -> None:
    at = SEALED + timedelta(days=1)

    download = downloads.download_report(report=report, user=official, at=at)

    assert (download.user, download.at) == (official, at)


def test_a_download_without_the_permission_is_refused(
    report: Report, registrar: User
) -> None:
    with pytest.raises(PermissionDenied):
        downloads.download_report(report=report, user=registrar, at=SEALED)

    assert not report.downloads.exists()


# --- The effect ----------------------------------------------------------------------


@pytest.fixture
def effect(outcome: Outcome) -> Effect:
    """Return the effect that asks for the report, claimed by a worker."""
    effect = Effect.objects.get(case=outcome.case, kind="render_report")
    effect.state, effect.attempts = Effect.State.LEASED, 1
    effect.save()
    return effect


def test_the_effect_issues_the_report_and_is_done_with_it(
    effect: Effect, outcome: Outcome, seal: Seal
) -> None:
    effects.render_report(effect, at=SEALED)

    effect.refresh_from_db()
    assert effect.state == Effect.State.DONE
    assert outcome.reports.get().language == "fi"


def test_an_effect_done_again_issues_nothing_new(
    effect: Effect, report: Report, kept_files: Files
) -> None:
    effects.render_report(effect, at=SEALED)

    assert Report.objects.get() == report
    assert kept_files() == [report.file.name]


def test_a_worker_that_lost_its_lease_leaves_nothing(
    effect: Effect, seal: Seal, kept_files: Files
) -> None:
    Effect.objects.update(attempts=2)

    with pytest.raises(outbox.LeaseLost):
        effects.render_report(effect, at=SEALED)

    assert kept_files() == []
    assert not Report.objects.exists()


def test_a_missing_seal_is_an_incident_for_a_person(
    effect: Effect, settings: Settings
) -> None:
    settings.REPORT_SEAL = {}

    with pytest.raises(outbox.Undoable) as problem:
        effects.render_report(effect, at=SEALED)

    assert problem.value.code == "report-no_key"


def test_the_report_waits_for_the_outcome(effect: Effect, outcome: Outcome) -> None:
    outcome.delete()

    with pytest.raises(Outcome.DoesNotExist):
        effects.render_report(effect, at=SEALED)


def test_files_of_reports_have_no_address(report: Report, client: Client) -> None:
    for prefix in ("/media", "/static", ""):
        assert client.get(f"{prefix}/{report.file.name}").status_code == 404
