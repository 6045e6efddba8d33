"""Who sees to seals is told on the dashboard and the report's page what is wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation.actions import standings
from participation.actions.standings import note_standings
from participation.actions.withdrawals import withdraw_report
from participation.models import Report, SealRenewal
from tests.desk.conftest import sit, text_of
from tests.people import make_person
from tests.reports.made_seals import NOW, seal_made

__all__ = ["seal_made"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(roles: None) -> User:
    return make_person("administrator", "administrator", unit=None)


def home_of(user: User) -> str:
    return text_of(sit(user).client.get("/admin/"))


def test_who_sees_to_seals_is_told_of_a_certificate_that_ends(
    seal_made: Callable[[datetime], datetime], official: User, registrar: User
) -> None:
    end = seal_made(NOW)
    note_standings(at=end - timedelta(days=30))

    shown = home_of(official)

    assert "Seals that need attention" in shown
    assert "and no other takes over" in shown
    assert "Seals that need attention" not in home_of(registrar)


def test_a_key_that_is_missing_is_told_with_what_to_do(
    settings: Settings, official: User, tmp_path: Path
) -> None:
    settings.REPORT_SEAL = {
        "kind": "pkcs12",
        "file": tmp_path / "gone.p12",
        "trust_roots": [tmp_path],
    }
    note_standings(at=NOW)

    assert "The sealing key is missing." in home_of(official)


def test_without_trouble_there_is_no_panel_and_no_key_is_opened(
    seal_made: Callable[[datetime], datetime],
    official: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seal_made(NOW)

    def opened(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(standings, "key_standings", opened)

    assert "Seals that need attention" not in home_of(official)


def failed(report: Report, error: str, *, days_left: int) -> SealRenewal:
    return SealRenewal.objects.create(
        report=report,
        ends_at=NOW + timedelta(days=days_left),
        attempts=1,
        not_before=NOW + timedelta(days=1),
        error=error,
    )


def test_a_time_stamp_that_was_not_renewed_is_told_with_its_report(
    report: Report, official: User
) -> None:
    failed(report, "report-timestamp", days_left=100)

    shown = home_of(official)

    assert "1 archive time stamp could not be renewed" in shown
    assert "The time-stamp service did not answer." in shown
    assert report.code in shown


def test_who_sees_no_reports_is_told_without_them(
    report: Report, administrator: User
) -> None:
    failed(report, "report-timestamp", days_left=100)

    shown = home_of(administrator)

    assert "1 archive time stamp could not be renewed" in shown
    assert report.code not in shown
    assert report.title not in shown


@pytest.mark.parametrize(("days_left", "is_told"), [(100, False), (50, True)])
def test_that_the_authority_has_no_newer_certificate_is_told_in_time(
    days_left: int, is_told: bool, report: Report, official: User
) -> None:
    failed(report, "report-no_gain", days_left=days_left)

    assert ("could not be renewed" in home_of(official)) == is_told


def test_what_came_too_late_is_told_until_the_report_is_withdrawn(
    report: Report, official: User
) -> None:
    failed(report, "report-lapsed", days_left=-1)

    assert "ended before it was renewed" in home_of(official)
    withdraw_report(report=report, reason="Päättynyt.", user=official, at=NOW)
    assert "ended before it was renewed" not in home_of(official)


def test_the_page_of_the_report_says_so_and_lets_it_be_tried_again(
    report: Report, official: User
) -> None:
    renewal = failed(report, "report-timestamp", days_left=100)
    page = reverse("desk_report", args=[report.pk])
    client: Client = sit(official).client

    assert "The time-stamp service did not answer." in text_of(client.get(page))
    client.post(page, {"do": "renew"})

    renewal.refresh_from_db()
    assert renewal.not_before < NOW + timedelta(hours=1)


def test_who_may_not_issue_reports_tries_nothing_again(
    report: Report, publisher: User
) -> None:
    renewal = failed(report, "report-timestamp", days_left=100)
    page = reverse("desk_report", args=[report.pk])
    client: Client = sit(publisher).client

    assert 'value="renew"' not in client.get(page).content.decode()
    assert client.post(page, {"do": "renew"}).status_code in (302, 403)
    renewal.refresh_from_db()
    assert renewal.not_before > NOW + timedelta(hours=1)
