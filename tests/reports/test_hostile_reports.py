"""A report that cannot be typeset is an incident; the same worker makes the next one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils import timezone

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation.models import Channel, Outcome, Report
from participation.reports import sandbox_authority
from participation.reports.apart import Limits
from participation.reports.kinds.outcome import OutcomeLetter
from participation.reports.verification import sha256_of
from tests.reports.conftest import published
from workflows.desk.words import error_in_words
from workflows.effects import outbox
from workflows.models import Effect

#: what is too much for a letter: a word without end, and lines without end
TOO_MUCH = {"a word of 2 MB": "x" * 2_000_000, "50,000 items": "- kohta\n" * 50_000}
#: too much for many a program, and printed here
MARKS = "a" + "\u0301\u0323" * 50_000


@pytest.fixture
def _key(settings: Settings, tmp_path: Path) -> None:
    """Seal with a key that is valid today, since a worker reads the clock."""
    sandbox_authority.ensure_sandbox_authority(
        directory=tmp_path, organisation="Me", at=timezone.now()
    )
    settings.REPORT_SEAL = sandbox_authority.sandbox_seal_settings(tmp_path)


def drained(outcome: Outcome) -> Effect:
    """Return how the report of the outcome went, after the worker did all it could."""
    effects = Effect.objects.filter(case=outcome.case)
    effects.filter(kind="publish_outcome").update(state=Effect.State.DONE)
    outbox.drain(["report"])
    return effects.get(kind="render_report")


@pytest.mark.usefixtures("_key")
@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_hostile_report_is_an_incident_and_the_next_is_made(
    name: str,
    outcome: Outcome,
    people: dict[str, User],
    channel: Channel,
    at: datetime,
    kept_files: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Outcome.objects.filter(pk=outcome.pk).update(answer=TOO_MUCH[name])

    with monkeypatch.context() as small:
        small.setattr(OutcomeLetter, "limits", Limits(cpu_seconds=3))
        failed = drained(outcome)

    assert (failed.state, failed.error) == (Effect.State.DEAD, "report-time")
    assert "Lyhennä sen tekstejä" in error_in_words(failed.error)
    assert not Report.objects.exists()
    assert kept_files() == []

    next_one = published(channel, people, at=at)
    Outcome.objects.filter(pk=next_one.pk).update(answer=MARKS)

    assert drained(next_one).state == Effect.State.DONE
    report = Report.objects.get()
    assert report.case == next_one.case
    assert kept_files() == [report.file.name]
    assert sha256_of(report.file.read()) == report.sha256
