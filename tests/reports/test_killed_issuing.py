"""A worker killed between any two steps of issuing leaves nothing that is half done."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.db import connection

import pytest

from cms.accounts.models import User
from participation.actions import reports
from participation.actions.withdrawals import withdraw_report
from participation.models import Outcome, Report, SealRecord
from participation.models.reports import private_storage
from participation.reports.seal import Seal
from participation.reports.verification import sha256_of
from tests.reports.blank import page_to_seal
from tests.reports.conftest import SEALED, issued
from tests.reports.dying import is_killed_at

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("files_on_disk"),
]

Files = Callable[[], list[str]]
#: more than any of these actions has
STEPS_AT_MOST = 60


@pytest.fixture(autouse=True)
def _quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typeset nothing: it is the steps after it that count."""
    monkeypatch.setattr(reports, "print_document", lambda *_, **__: page_to_seal())


def _all_is_whole() -> bool:
    for report in Report.objects.all():
        with report.file.open("rb") as file:
            data = file.read()
        if sha256_of(data) != report.sha256 or not report.seals.exists():
            return False
    return True


def test_a_killed_issue_is_done_again_once(
    outcome: Outcome, seal: Seal, kept_files: Files
) -> None:
    for step in range(STEPS_AT_MOST):
        killed = is_killed_at(step, lambda: issued(outcome))

        assert _all_is_whole()
        issued(outcome)

        report = Report.objects.get()
        assert _all_is_whole()
        assert report.file.name in kept_files()
        if not killed:
            break
        SealRecord.objects.all()._raw_delete(connection.alias)
        Report.objects.all()._raw_delete(connection.alias)
        for file in kept_files():
            private_storage().delete(file)

    assert not killed
    assert step > 8


def test_a_killed_renewed_edition_is_issued_once(
    outcome: Outcome, seal: Seal, kept_files: Files
) -> None:
    newest = issued(outcome)
    for step in range(STEPS_AT_MOST):
        at = SEALED + timedelta(minutes=step)
        killed = is_killed_at(
            step, lambda at=at, old=newest: reports.supersede_report(report=old, at=at)
        )

        assert _all_is_whole()
        with suppress(reports.AlreadySuperseded):  # it was killed after its commit
            reports.supersede_report(report=newest, at=at + timedelta(seconds=1))
        newest = Report.objects.get(supersedes=newest)

        assert Report.objects.current().get() == newest
        assert Report.objects.count() == newest.edition == step + 2
        assert _all_is_whole()
        if not killed:
            break

    assert not killed
    named = set(Report.objects.values_list("file", flat=True))
    assert named <= set(kept_files())


def test_a_killed_withdrawal_is_whole_or_not_at_all(
    outcome: Outcome, seal: Seal, official: User
) -> None:
    report = issued(outcome)

    def withdraw() -> None:
        withdraw_report(report=report, reason="Väärä asia.", user=official, at=SEALED)

    for step in range(STEPS_AT_MOST):
        killed = is_killed_at(step, withdraw)
        report.refresh_from_db()
        told = (report.withdrawn_at, report.withdrawn_reason, report.withdrawn_by)
        assert told in ((None, "", None), (SEALED, "Väärä asia.", official))
        assert _all_is_whole()
        if not killed:
            break

    assert not killed
    assert report.withdrawn_at == SEALED
