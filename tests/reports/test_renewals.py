"""Archive time stamps are renewed before they end; nothing is overwritten or doubled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

import pytest
import time_machine

from cms.accounts.models import User
from participation import queue
from participation.actions import renewals, reports
from participation.models import Report, SealRecord, SealRenewal
from participation.reports.inspection import Answer, inspect_file
from participation.reports.verification import sha256_of
from tests.reports.provable import is_provable
from tests.reports.renewing import (
    AFTER,
    DUE,
    _well,
    archived,
    at_work,
    service,
)
from tests.reports.trust_service import TSA, Mood, TrustService

__all__ = ["_well", "archived", "service"]

Files = Callable[[], list[str]]


def test_a_time_stamp_is_renewed_before_it_ends(
    archived: Report, kept_files: Files
) -> None:
    first, first_name = archived.file.read(), archived.file.name

    at = at_work(DUE)

    archived.refresh_from_db()
    renewed = archived.file.read()
    assert renewed.startswith(first)
    assert len(renewed) > len(first)
    assert archived.sha256 == sha256_of(renewed)
    assert archived.size_bytes == len(renewed)
    assert set(kept_files()) == {first_name, archived.file.name}
    assert not SealRenewal.objects.exists()
    *_, old, new = archived.seals.in_order()
    assert (old.file.name, new.file.name) == (first_name, archived.file.name)
    assert (new.kind, new.made_at) == (SealRecord.Kind.ARCHIVE_STAMP, at)
    assert new.ends_at > old.ends_at + timedelta(days=3000)


def test_a_time_stamp_that_lasts_is_left_alone(
    archived: Report, service: TrustService
) -> None:
    asked = service.asked[TSA]

    at_work(timedelta(days=10))

    assert service.asked[TSA] == asked
    assert not SealRenewal.objects.exists()


def test_a_renewed_report_is_left_alone_again(archived: Report) -> None:
    at_work(DUE)

    at_work(DUE + timedelta(days=1))

    assert archived.seals.count() == 3


def test_a_renewed_file_is_valid_when_the_first_stamp_has_ended(
    archived: Report, service: TrustService
) -> None:
    first = archived.file.read()
    at_work(DUE)
    archived.refresh_from_db()
    later = datetime.now(UTC) + AFTER

    assert archived.seals.in_order()[1].ends_at < later
    assert not is_provable(first, service.root, later)
    assert is_provable(archived.file.read(), service.root, later)


# --- Checking either file ------------------------------------------------------------------


def test_the_newest_file_and_the_earlier_one_are_both_ours(archived: Report) -> None:
    first = archived.file.read()
    at_work(DUE)
    archived.refresh_from_db()
    later = datetime.now(UTC) + AFTER

    old = inspect_file(first, report=archived, at=later)
    new = inspect_file(archived.file.read(), report=archived, at=later)

    assert (old.answer, new.answer) == (Answer.ISSUED, Answer.ISSUED)
    assert (old.is_earlier_copy, new.is_earlier_copy) == (True, False)
    assert old.report == new.report == archived
    assert old.is_asked_for
    assert new.is_asked_for


def test_what_is_added_to_an_earlier_file_is_seen(archived: Report) -> None:
    first = archived.file.read()
    at_work(DUE)

    found = inspect_file(first + b"\n", report=None, at=datetime.now(UTC))

    assert not found.is_ours
    assert not found.is_earlier_copy
    assert found.answer == Answer.ADDED_TO
    assert found.report == archived


def test_what_was_never_kept_is_not_an_earlier_copy(archived: Report) -> None:
    """The file as it was between the seal and its archive time stamp."""
    seal = archived.seals.in_order()[0]
    cut = archived.file.read()[: seal.size_bytes]

    found = inspect_file(cut, report=None, at=datetime.now(UTC))

    assert found.answer == Answer.UNREGISTERED
    assert found.report is None


def test_a_replaced_report_is_renewed_too(
    archived: Report, service: TrustService
) -> None:
    reports.supersede_report(report=archived, at=datetime.now(UTC))

    at_work(DUE)

    assert archived.seals.count() == 3


# --- Trying again, the worker, the command ----------------------------------------------------


def test_whoever_may_issue_reports_has_it_tried_again(
    archived: Report, service: TrustService, official: User, registrar: User
) -> None:
    service.stamper = "tsa"
    at = at_work(DUE)

    with pytest.raises(PermissionDenied):
        renewals.retry_renewal(report=archived, user=registrar, at=at)
    renewals.retry_renewal(report=archived, user=official, at=at)

    assert list(SealRenewal.objects.due_at(at)) == [archived.renewal]


def test_what_has_not_failed_is_not_tried_again(
    archived: Report, official: User
) -> None:
    with pytest.raises(renewals.NotFailed):
        renewals.retry_renewal(report=archived, user=official, at=datetime.now(UTC))


def test_the_sweep_finds_and_the_worker_renews(
    archived: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr(renewals, "wake", lambda: woken.append(True))

    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        queue.sweep_seals()
        assert woken == [True]
        queue.renew_seals()
        queue.sweep_seals()

    assert woken == [True]
    assert archived.seals.count() == 3


def test_a_report_from_before_is_read_and_then_renewed(archived: Report) -> None:
    stamps = archived.seals.filter(kind=SealRecord.Kind.ARCHIVE_STAMP)
    stamps.delete()
    archived.seals.update(certificate_sha256="", sha256=archived.sha256)

    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        call_command("renew_seals", stdout=StringIO())

    assert [one.ordinal for one in archived.seals.in_order()] == [1, 2, 3]


def test_the_command_says_what_failed_and_what_to_do(
    archived: Report, service: TrustService
) -> None:
    service.moods[TSA] = Mood.DOWN
    said = StringIO()

    with (
        time_machine.travel(datetime.now(UTC) + DUE, tick=False),
        pytest.raises(CommandError),
    ):
        call_command("renew_seals", stdout=said)

    assert archived.code in said.getvalue()
    assert "time-stamp service did not answer" in said.getvalue()
