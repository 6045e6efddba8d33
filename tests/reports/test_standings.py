"""How the seals stand: in figures, in rows, and on the dashboard of who sees to them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation import queue
from participation.actions import standings
from participation.actions.standings import note_standings
from participation.models import Report, SealRenewal, SealStanding
from participation.reports.sandbox_authority import (
    ensure_sandbox_authority,
    sandbox_seal_settings,
)
from tests.desk.conftest import sit, text_of
from tests.people import make_person
from workflows.effects.metrics import exposition

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


@pytest.fixture
def seal_made(settings: Settings, tmp_path: Path) -> Callable[[datetime], datetime]:
    """Return a function that configures a seal made then, and returns its end."""

    def made(at: datetime) -> datetime:
        ensure_sandbox_authority(directory=tmp_path, organisation="Me", at=at)
        settings.REPORT_SEAL = sandbox_seal_settings(tmp_path)
        note_standings(at=NOW)
        end = SealStanding.objects.get().valid_to
        assert end
        return end

    return made


@pytest.fixture
def administrator(roles: None) -> User:
    return make_person("administrator", "administrator", unit=None)


def home_of(user: User) -> str:
    return text_of(sit(user).client.get("/admin/"))


# --- Figures -------------------------------------------------------------------------------


def test_the_figures_say_how_long_a_seal_lasts(
    seal_made: Callable[[datetime], datetime],
) -> None:
    end = seal_made(NOW)

    figures = exposition(at=NOW)

    left = (end - NOW).total_seconds()
    assert f'osallistu_seal_valid_seconds{{seal="main"}} {left}' in figures


def test_the_figures_name_other_seals_and_leave_out_those_that_cannot_seal(
    seal_made: Callable[[datetime], datetime], settings: Settings, tmp_path: Path
) -> None:
    seal_made(NOW)
    gone = {**settings.REPORT_SEAL, "file": tmp_path / "gone.p12", "units": ["kylä"]}
    settings.UNIT_SEALS = {
        "town": {**settings.REPORT_SEAL, "units": ["kunta"]},
        "gone": gone,
    }

    figures = exposition(at=NOW)

    assert 'osallistu_seal_valid_seconds{seal="town"}' in figures
    assert 'seal="gone"' not in figures


@pytest.mark.parametrize("given", [{}, {"kind": "nonsense"}])
def test_the_figures_hold_without_a_usable_seal(
    given: dict[str, str], settings: Settings
) -> None:
    settings.REPORT_SEAL = given

    figures = exposition(at=NOW)

    assert "# TYPE osallistu_seal_valid_seconds gauge" in figures
    assert "osallistu_seal_valid_seconds{" not in figures
    assert "osallistu_seal_renewals_failing 0" in figures


# --- Rows ----------------------------------------------------------------------------------


def test_a_sound_key_is_no_trouble(
    seal_made: Callable[[datetime], datetime],
) -> None:
    seal_made(NOW)

    standing = SealStanding.objects.get()

    assert (standing.seal, standing.is_in_use, standing.problem) == ("", True, "")
    assert not SealStanding.objects.troubling().exists()


def test_a_key_that_ends_soon_is_trouble_until_another_takes_over(
    seal_made: Callable[[datetime], datetime], settings: Settings
) -> None:
    end = seal_made(NOW)
    at = end - timedelta(days=30)
    note_standings(at=at)
    assert SealStanding.objects.troubling().get().ends_soon

    key = settings.REPORT_SEAL
    follows = {**key, "from": end.date() - timedelta(days=5)}
    settings.REPORT_SEAL = {**key, "keys": [key, follows]}
    note_standings(at=at)

    assert SealStanding.objects.count() == 2
    assert not SealStanding.objects.troubling().exists()


def test_a_key_that_is_gone_from_the_settings_is_forgotten(
    seal_made: Callable[[datetime], datetime], settings: Settings
) -> None:
    seal_made(NOW)
    settings.REPORT_SEAL = {}

    note_standings(at=NOW + timedelta(hours=1))

    assert not SealStanding.objects.exists()


def test_settings_that_are_not_understood_are_trouble(settings: Settings) -> None:
    settings.REPORT_SEAL = {"kind": "nonsense"}

    note_standings(at=NOW)

    standing = SealStanding.objects.troubling().get()
    assert (standing.problem, standing.since) == ("bad_settings", date.min)


def test_the_sweep_notes_how_the_keys_stand(
    seal_made: Callable[[datetime], datetime],
) -> None:
    seal_made(NOW)
    SealStanding.objects.all().delete()

    queue.sweep_seals()

    assert SealStanding.objects.count() == 1


# --- The dashboard -------------------------------------------------------------------------


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


def test_the_figures_count_what_was_not_renewed(report: Report) -> None:
    failed(report, "report-timestamp", days_left=100)

    assert "osallistu_seal_renewals_failing 1" in exposition(at=NOW)
