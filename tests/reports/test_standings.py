"""How the seals stand: in figures for a monitor, and in rows for pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from participation import queue
from participation.actions.standings import note_standings
from participation.models import Report, SealRenewal, SealStanding
from tests.reports.made_seals import NOW, seal_made
from workflows.effects.metrics import exposition

__all__ = ["seal_made"]

pytestmark = pytest.mark.django_db


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


def test_the_figures_count_what_was_not_renewed(report: Report) -> None:
    SealRenewal.objects.create(
        report=report, ends_at=NOW, attempts=1, not_before=NOW, error="report-timestamp"
    )

    assert "osallistu_seal_renewals_failing 1" in exposition(at=NOW)


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
