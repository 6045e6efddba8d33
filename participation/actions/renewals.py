"""Renewing archive time stamps before their certificates end."""

import logging
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from django_q.tasks import async_task

from participation.actions import report_files
from participation.actions.issuing import may_issue
from participation.actions.seal_records import record_seals
from participation.models import Report, SealRecord, SealRenewal
from participation.models.renewals import SealRenewalQuerySet
from participation.reports.errors import SealFailed
from participation.reports.renewal import Renewed, renewed
from participation.reports.seal_settings import (
    SealSettings,
    all_seal_settings,
    seal_settings_for,
)
from participation.reports.verification import sha256_of
from workflows.effects.registry import BACKOFF

if TYPE_CHECKING:
    from cms.accounts.models import User

logger = logging.getLogger(__name__)

#: where a worker renews
WORK = "participation.queue.renew_seals"
#: what one renewal may take; then its worker is taken for dead
LEASE = timedelta(minutes=5)
#: after so many tries the lease grows no more
_LONGEST_LEASE = 100
#: until the next try of what waits for a person, and of what waits for the authority
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


class RenewalLost(Exception):
    """Another worker took the renewal, because our lease had run out."""


class NotFailed(Exception):
    """There is nothing to try again: it is done, in progress, or was not due."""


def note_due(*, at: datetime) -> None:
    """Write down each report whose archive time stamp is to be renewed by now."""
    SealRenewal.objects.bulk_create(_due(at), ignore_conflicts=True)


def wake() -> None:
    """Tell a worker that there is something to renew."""
    cluster = settings.QUEUE_CLUSTERS.get("report")
    async_task(WORK, q_options={"cluster": cluster} if cluster else {})


@transaction.atomic
def take_renewal(*, at: datetime) -> SealRenewal | None:
    """Take the most urgent renewal that is due, with a lease, or none."""
    skip = connection.features.has_select_for_update_skip_locked
    due = SealRenewal.objects.due_at(at).order_by("ends_at", "pk")
    renewal = due.select_for_update(skip_locked=skip).first()
    if renewal is None:
        return None
    renewal.attempts, renewal.error = renewal.attempts + 1, ""
    # Longer from try to try, so that one that kills its worker does not do so all day.
    renewal.not_before = at + LEASE * min(renewal.attempts, _LONGEST_LEASE)
    renewal.save(update_fields=["attempts", "error", "not_before"])
    return renewal


def renew_seal(*, renewal: SealRenewal, at: datetime) -> None:
    """
    Renew the archive time stamp of a taken renewal's report.

    How it went is kept on its row, never raised. Takes seconds; not to be called in a
    transaction.
    """
    report = Report.objects.select_related("unit", "case__unit").get(
        pk=renewal.report_id
    )
    try:
        made = _stamped(report, at)
        _keep(renewal, report, made, at)
    except RenewalLost:
        return
    except SealFailed as failure:
        _fail(renewal, f"report-{failure.code}", at=at, wait=_wait(renewal, failure))
    except FileNotFoundError:
        _fail(renewal, "report-file_missing", at=at, wait=_A_DAY)
    except OSError:
        _fail(renewal, "report-storage_away", at=at, wait=_soon(renewal))
    except Exception as problem:  # noqa: BLE001 - whatever failed, the row says so
        _fail(renewal, type(problem).__name__, at=at, wait=_A_DAY)


def retry_renewal(*, report: Report, user: "User", at: datetime) -> None:
    """
    Let a renewal that failed be tried again now.

    :raises PermissionDenied: if the user may not issue this report
    :raises NotFailed: if it has not failed
    """
    if not may_issue(user, kind=report.kind, subject=report.subject):
        raise PermissionDenied
    failed = SealRenewal.objects.failed().filter(report=report)
    if not failed.update(not_before=at):
        raise NotFailed
    transaction.on_commit(wake, robust=True)


def _stamped(report: Report, at: datetime) -> Renewed:
    with report.file.open("rb") as file:
        data = file.read()
    if sha256_of(data) != report.sha256:
        raise SealFailed("unverified")
    return renewed(data, seal_settings_for(_unit_of(report)), at=at)


@transaction.atomic
def _keep(renewal: SealRenewal, before: Report, made: Renewed, at: datetime) -> None:
    """
    Keep the new file beside the old one, and let the report name it.

    A process killed in between leaves all as it was, but for a file that no row names.
    """
    done, _ = _still_ours(renewal).delete()
    report = Report.objects.select_for_update().get(pk=before.pk)
    if not done or report.file != before.file:
        raise RenewalLost
    sha256 = sha256_of(made.data)
    name = report_files.file_name(code=report.code, sha256=sha256)
    with (
        report_files.kept(code=report.code, name=name, data=made.data),
        transaction.atomic(),
    ):
        report.file, report.sha256 = name, sha256
        report.size_bytes = len(made.data)
        report.save(update_fields=["file", "sha256", "size_bytes"])
        record_seals(report=report, data=made.data, found=made.found, at=at)


def _fail(renewal: SealRenewal, error: str, *, at: datetime, wait: timedelta) -> None:
    logger.warning(
        "The seal of report %s was not renewed: %s", renewal.report_id, error
    )
    later = at + wait * random.uniform(0.9, 1.1)  # noqa: S311
    _still_ours(renewal).update(error=error[:200], not_before=later)


def _wait(renewal: SealRenewal, failure: SealFailed) -> timedelta:
    if failure.is_passing:
        return _soon(renewal)
    return _A_WEEK if failure.code == "no_gain" else _A_DAY


def _soon(renewal: SealRenewal) -> timedelta:
    return BACKOFF[min(renewal.attempts, len(BACKOFF)) - 1]


def _still_ours(renewal: SealRenewal) -> SealRenewalQuerySet:
    """Return the row, if it is still claimed by this attempt."""
    return SealRenewal.objects.filter(
        pk=renewal.pk, attempts=renewal.attempts, error=""
    )


def _due(at: datetime) -> Iterator[SealRenewal]:
    longest = max(one.renew_days for one in _all_settings())
    ending = SealRecord.objects.newest_stamps().filter(
        ends_at__lte=at + timedelta(days=longest), report__renewal=None
    )
    known = ending.select_related("report__unit", "report__case__unit")
    for stamp in known.order_by("ends_at", "pk"):
        if stamp.ends_at <= at + _notice(stamp.report):
            yield SealRenewal(report=stamp.report, ends_at=stamp.ends_at, not_before=at)


def _notice(report: Report) -> timedelta:
    try:
        days = seal_settings_for(_unit_of(report)).renew_days
    except SealFailed:  # which the renewal then tells
        days = SealSettings.renew_days
    return timedelta(days=days)


def _all_settings() -> list[SealSettings]:
    ordinary = SealSettings(keys=(), trust_roots=())
    try:
        return [ordinary, *all_seal_settings().values()]
    except SealFailed:
        return [ordinary]


def _unit_of(report: Report) -> str:
    """Return the key of the unit whose organisation seals the report."""
    unit = report.unit or (report.case and report.case.unit)
    return unit.key if unit else ""
