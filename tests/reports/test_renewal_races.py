"""Two workers at once renew once; a worker that is killed leaves all as it was."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

import pytest
import time_machine

from participation.actions import renewals, report_files
from participation.models import Report, SealRenewal
from participation.models.reports import private_storage
from participation.reports.verification import sha256_of
from tests.reports.dying import in_child
from tests.reports.renewing import DUE, _well, archived, at_work, service

__all__ = ["_well", "archived", "service"]

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("files_on_disk"),
]

Files = Callable[[], list[str]]


def test_two_workers_at_once_renew_once(
    archived: Report, kept_files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, stamped = threading.Barrier(2), []
    renewed = renewals.renewed

    def counted(*args: Any, **given: Any) -> Any:
        stamped.append(args)
        return renewed(*args, **given)

    monkeypatch.setattr(renewals, "renewed", counted)

    def work() -> None:
        try:
            ready.wait(10)
            renewals.note_due(at=now)
            while renewal := renewals.take_renewal(at=now):
                renewals.renew_seal(renewal=renewal, at=now)
        finally:
            connection.close()

    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        now = datetime.now(UTC)
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)

    archived.refresh_from_db()
    assert len(stamped) == 1
    assert archived.seals.count() == 3
    assert len(kept_files()) == 2
    assert not SealRenewal.objects.exists()


def test_of_two_that_stamp_the_same_report_one_is_kept(
    archived: Report, kept_files: Files
) -> None:
    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        now = datetime.now(UTC)
        renewals.note_due(at=now)
        claims = [
            renewals.take_renewal(at=now + number * renewals.LEASE)
            for number in range(2)
        ]

        def work(renewal: SealRenewal) -> None:
            try:
                renewals.renew_seal(renewal=renewal, at=now)
            finally:
                connection.close()

        workers = [threading.Thread(target=work, args=[one]) for one in claims if one]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)

    archived.refresh_from_db()
    assert len(workers) == 2
    assert archived.seals.count() == 3
    assert _sha256_of_file(archived) == archived.sha256
    assert len(kept_files()) == 2


# --- A worker is killed ----------------------------------------------------------------------


def _die(*_: Any, **__: Any) -> Any:
    os._exit(9)


def _after(function: Callable[..., Any]) -> Callable[..., Any]:
    def done_then_die(*args: Any, **given: Any) -> None:
        function(*args, **given)
        os._exit(9)

    return done_then_die


#: where it dies, and whether it leaves a file that no row names
MOMENTS: dict[str, tuple[Callable[[], tuple[Any, str, Any]], bool]] = {
    "while it stamps": (lambda: (renewals, "renewed", _die), False),
    "with the stamped file in memory": (lambda: (renewals, "_keep", _die), False),
    "before the file is kept": (lambda: (private_storage(), "save", _die), False),
    "after the file was kept": (
        lambda: (private_storage(), "save", _after(private_storage().save)),
        True,
    ),
    "before the records": (lambda: (renewals, "record_seals", _die), True),
    "after the records": (
        lambda: (renewals, "record_seals", _after(renewals.record_seals)),
        True,
    ),
    "before all is committed": (
        lambda: (report_files, "_tidy", _after(report_files._tidy)),
        True,
    ),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_worker_leaves_the_report_as_it_was(
    moment: str,
    archived: Report,
    kept_files: Files,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where, leaves_file = MOMENTS[moment]
    before = Report.objects.filter(pk=archived.pk).values().get()

    # The time-stamp service is in this process, so time has to pass here too.
    in_time = time_machine.travel(datetime.now(UTC) + DUE, tick=False)
    with in_time, monkeypatch.context() as deadly:
        deadly.setattr(*where())
        assert in_child(lambda: at_work(timedelta())) == 9

    assert Report.objects.filter(pk=archived.pk).values().get() == before
    assert _sha256_of_file(archived) == archived.sha256
    assert archived.seals.count() == 2
    assert len(kept_files()) == (2 if leaves_file else 1)

    at_work(DUE + renewals.LEASE)

    archived.refresh_from_db()
    assert _sha256_of_file(archived) == archived.sha256
    assert archived.seals.count() == 3
    assert len(kept_files()) == 2


def _sha256_of_file(report: Report) -> str:
    with report.file.open("rb") as file:
        return sha256_of(file.read())
