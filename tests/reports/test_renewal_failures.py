"""What goes wrong in renewing: nothing is lost, and the row says what to do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from participation.actions import renewals
from participation.models import Report, SealRenewal
from participation.models.reports import private_storage
from tests.reports.renewing import (
    AFTER,
    DUE,
    _well,
    archived,
    at_work,
    failure,
    service,
)
from tests.reports.trust_service import CRL, TSA, Mood, TrustService

__all__ = ["_well", "archived", "service"]

Files = Callable[[], list[str]]


@pytest.mark.parametrize(
    ("of", "code"), [(TSA, "report-timestamp"), (CRL, "report-revocation")]
)
def test_a_service_that_is_away_is_tried_again(
    of: str, code: str, archived: Report, service: TrustService, kept_files: Files
) -> None:
    before, files = archived.sha256, kept_files()
    service.moods[of] = Mood.DOWN

    at = at_work(DUE)

    archived.refresh_from_db()
    assert (archived.sha256, kept_files()) == (before, files)
    assert failure() == code
    assert SealRenewal.objects.get().not_before < at + timedelta(minutes=2)

    service.moods[of] = Mood.WELL
    at_work(DUE + timedelta(minutes=5))

    archived.refresh_from_db()
    assert archived.sha256 != before
    assert not SealRenewal.objects.exists()
    assert archived.seals.count() == 3


def test_a_renewal_needs_no_sealing_key(
    archived: Report, service: TrustService, settings: Settings
) -> None:
    settings.REPORT_SEAL = {
        **settings.REPORT_SEAL,
        "file": service.folder / "gone.p12",
        "level": "B-T",
    }

    at_work(DUE)

    assert archived.seals.count() == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"timestamp_url": "", "level": "B-B"}, "report-no_stamp_service"),
        ({"level": "nonsense"}, "report-bad_settings"),
    ],
)
def test_settings_that_do_not_do_are_told(
    given: dict[str, str], code: str, archived: Report, settings: Settings
) -> None:
    settings.REPORT_SEAL = {**settings.REPORT_SEAL, **given}

    at_work(DUE)

    assert failure() == code


def test_a_stamp_that_ends_no_later_gains_nothing(
    archived: Report, service: TrustService, kept_files: Files
) -> None:
    service.stamper = "tsa"

    at = at_work(DUE)
    at_work(DUE + timedelta(days=1))

    assert failure() == "report-no_gain"
    assert SealRenewal.objects.get().attempts == 1
    assert SealRenewal.objects.get().not_before > at + timedelta(days=6)
    assert kept_files() == [archived.file.name]


def test_a_stamp_that_has_ended_is_not_renewed(archived: Report) -> None:
    at_work(AFTER)

    assert failure() == "report-lapsed"
    assert archived.seals.count() == 2


def test_a_changed_file_is_not_stamped(archived: Report, service: TrustService) -> None:
    storage, name = private_storage(), str(archived.file.name)
    data = archived.file.read()
    archived.file.close()
    storage.delete(name)
    with storage.open(name, "wb") as file:
        file.write(data + b" ")
    asked = service.asked[TSA]

    at_work(DUE)

    assert failure() == "report-unverified"
    assert service.asked[TSA] == asked


def test_a_missing_file_is_told(archived: Report) -> None:
    private_storage().delete(str(archived.file.name))

    at_work(DUE)

    assert failure() == "report-file_missing"


def test_a_file_that_a_killed_worker_left_goes_with_the_next_renewal(
    archived: Report, kept_files: Files
) -> None:
    private_storage().save(f"reports/{archived.code}/orphan.pdf", archived.file)

    at_work(DUE)

    assert len(kept_files()) == 2
    assert not [name for name in kept_files() if "orphan" in name]


def test_a_worker_that_lost_its_lease_keeps_nothing(
    archived: Report, kept_files: Files
) -> None:
    before = archived.sha256
    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        now = datetime.now(UTC)
        renewals.note_due(at=now)
        slow = renewals.take_renewal(at=now)
        quick = renewals.take_renewal(at=now + renewals.LEASE)
        assert slow
        assert quick
        renewals.renew_seal(renewal=slow, at=now)
        archived.refresh_from_db()
        assert archived.sha256 == before
        renewals.renew_seal(renewal=quick, at=now)

    assert archived.seals.count() == 3
    assert len(kept_files()) == 2
