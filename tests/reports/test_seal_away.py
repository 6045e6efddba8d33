"""The seal is away for a while: nothing is kept, a person is told, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.utils import timezone

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation.desk.report_errors import WORDS
from participation.models import Outcome, Report
from participation.reports import sandbox_authority
from participation.reports.apart import _CODES
from participation.reports.errors import ApartFailed
from tests.desk.conftest import sit
from workflows.desk.words import error_in_words
from workflows.effects import outbox
from workflows.models import Effect


@pytest.fixture
def effect(outcome: Outcome) -> Effect:
    """Return the waiting effect that asks for the report, with nothing before it."""
    Effect.objects.filter(case=outcome.case, kind="publish_outcome").update(
        state=Effect.State.DONE
    )
    return Effect.objects.get(case=outcome.case, kind="render_report")


@pytest.fixture
def key(settings: Settings, tmp_path: Path) -> Path:
    """Seal with a key that is valid today, since a worker reads the clock."""
    sandbox_authority.ensure_sandbox_authority(
        directory=tmp_path, organisation="Me", at=timezone.now()
    )
    settings.REPORT_SEAL = sandbox_authority.sandbox_seal_settings(tmp_path)
    return Path(settings.REPORT_SEAL["file"])


@pytest.fixture
def administrator(db: None) -> Client:
    boss = User.objects.create_superuser("boss", "boss@example.org", "salasana-testi")
    return sit(boss).client


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (Path.unlink, "The sealing key is missing."),
        (lambda file: file.write_bytes(b"no key"), "The sealing key could not be"),
    ],
    ids=["missing", "damaged"],
)
def test_a_report_comes_when_the_key_is_back(
    spoil: Callable[[Path], object],
    told: str,
    effect: Effect,
    key: Path,
    administrator: Client,
    kept_files: Callable[[], list[str]],
) -> None:
    content = key.read_bytes()
    incident = f"/admin/incidents/inspect/{effect.pk}/"

    spoil(key)
    outbox.drain(["report"])

    assert not Report.objects.exists()
    assert kept_files() == []
    assert told in " ".join(administrator.get(incident).content.decode().split())

    key.write_bytes(content)
    administrator.post(incident, {"do": "retry"})
    outbox.drain(["report"])

    effect.refresh_from_db()
    assert effect.state == Effect.State.DONE
    assert kept_files() == [Report.objects.get().file.name]


def test_each_error_of_a_report_says_what_to_do() -> None:
    ends = {f"report-{code}" for code in (*_CODES.values(), *ApartFailed.passing)}

    for code in WORDS.keys() | ends:
        assert error_in_words(code) != code
