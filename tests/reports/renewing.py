"""Reports with archive time stamps, and letting time pass over them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from participation.actions import renewals, reports
from participation.models import Outcome, Report, SealRenewal
from participation.reports.kinds.outcome import name_of
from tests.reports.blank import page_to_seal
from tests.reports.trust_service import Mood, TrustService, start_trust_service

#: within the days of notice before the first time stamp's certificate ends (100 days)
DUE = timedelta(days=30)
#: when that certificate has ended, and the seal's has not
AFTER = timedelta(days=200)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrustService]:
    service = start_trust_service(tmp_path_factory.mktemp("trust"))
    yield service
    service.stop()


@pytest.fixture(autouse=True)
def _well(service: TrustService) -> Iterator[None]:
    yield
    service.moods = dict.fromkeys(service.moods, Mood.WELL)
    service.stamper = "tsa"
    service.asked.clear()


@pytest.fixture
def archived(
    outcome: Outcome,
    service: TrustService,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Report:
    """
    Return a report with an archive time stamp, sealed now; a longer one is to be had.

    Of an empty page: typesetting takes longer than all the rest.
    """
    monkeypatch.setattr(reports, "print_document", lambda *_, **__: page_to_seal())
    settings.REPORT_SEAL = service.settings("B-LTA", test=True, renew_days=80)
    report = reports.issue_report(
        kind="outcome", subject=name_of(outcome), language="fi", at=datetime.now(UTC)
    )
    service.stamper = "long-tsa"
    return report


def at_work(after: timedelta) -> datetime:
    """Do what is due after that time, as the worker does; return the moment."""
    with time_machine.travel(datetime.now(UTC) + after, tick=False):
        now = datetime.now(UTC)
        renewals.note_due(at=now)
        while renewal := renewals.take_renewal(at=now):
            renewals.renew_seal(renewal=renewal, at=now)
    return now


def failure() -> str:
    """Return the code of the one renewal that failed."""
    return SealRenewal.objects.failed().get().error
