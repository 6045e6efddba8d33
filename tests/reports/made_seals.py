"""A seal made at some moment, and how its key stands."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from participation.actions.standings import note_standings
from participation.models import SealStanding
from participation.reports.sandbox_authority import (
    ensure_sandbox_authority,
    sandbox_seal_settings,
)

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
