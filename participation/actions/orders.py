"""Orders of reports: asking for one, and making it in the background."""

import random
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from django_q.tasks import async_task

from participation.actions import reports
from participation.actions.issuing import MAY_ISSUE, may_issue, sees
from participation.models import Report, ReportOrder
from participation.models.orders import ReportOrderQuerySet
from participation.reports.errors import ApartFailed, SealFailed
from participation.reports.kinds import registry
from participation.reports.kinds.kind import NoSuchSubject
from participation.reports.texts import report_language
from workflows.effects.registry import BACKOFF

if TYPE_CHECKING:
    from cms.accounts.models import User

#: where a worker makes reports
WORK = "participation.queue.make_reports"
#: beside what the renderer may take: sealing and writing
_MARGIN = timedelta(minutes=1)


class AlreadyOrdered(Exception):
    """The report is being made, or the asked edition of it is there."""


class OrderLost(Exception):
    """Another worker took the order, because our lease had run out."""


@transaction.atomic
def order_report(
    *,
    kind: str,
    subject: str,
    language: str,
    user: "User | None",
    at: datetime,
    replaces: Report | None = None,
) -> ReportOrder:
    """
    Ask for a report, which a worker then makes.

    :param user: None when a schedule asks
    :param replaces: the edition to be replaced; without one the first is asked for
    :raises PermissionDenied: if the user may not issue reports, or not this one
    :raises NoSuchSubject: if there is nothing of that name
    :raises AlreadyOrdered: if it is on its way or there already
    """
    if user is not None and not user.has_perm(MAY_ISSUE):
        raise PermissionDenied
    known, language = registry.kind(kind), report_language(language)
    found = reports.find_report(kind=kind, subject=subject, language=language)
    if found != replaces:
        raise AlreadyOrdered
    with translation.override(language):
        asked = known.find(subject)
        about = known.about(asked, language=language)
    if user is not None and not (
        known.may_issue(asked, user) and sees(user, case=about.case, unit=about.unit)
    ):
        raise PermissionDenied
    try:
        with transaction.atomic():
            order = ReportOrder.objects.create(
                kind=kind,
                subject=subject,
                language=language,
                replaces=replaces,
                title=about.title[:200],
                case=about.case,
                unit=about.unit,
                ordered_by=user,
                ordered_at=at,
                not_before=at,
            )
    except IntegrityError:
        raise AlreadyOrdered from None
    transaction.on_commit(wake, robust=True)
    return order


def wake() -> None:
    """Tell a worker that there is a report to be made."""
    cluster = settings.QUEUE_CLUSTERS.get("report")
    async_task(WORK, q_options={"cluster": cluster} if cluster else {})


@transaction.atomic
def take_order(*, at: datetime) -> ReportOrder | None:
    """Take the order that waited longest, with a lease, or none."""
    skip = connection.features.has_select_for_update_skip_locked
    due = ReportOrder.objects.due_at(at).order_by("not_before", "pk")
    order = due.select_for_update(skip_locked=skip).first()
    if order is None:
        return None
    order.state, order.attempts = ReportOrder.State.LEASED, order.attempts + 1
    order.not_before, order.pages = at + _lease_of(order), 0
    order.save(update_fields=["state", "attempts", "not_before", "pages"])
    return order


def make_ordered(*, order: ReportOrder, at: datetime) -> None:
    """
    Make the report of a taken order; how it went is kept on its row, never raised.

    Takes seconds to minutes; not to be called in a transaction.
    """
    if order.attempts > len(BACKOFF) + 1:
        _fail(order, "worker-died", at=at, again=False)
        return
    try:
        _make(order, at)
    except OrderLost:
        return
    except (ApartFailed, SealFailed) as failure:
        _fail(order, f"report-{failure.code}", at=at, again=failure.is_passing)
    except (KeyError, NoSuchSubject):
        _fail(order, "no-such-subject", at=at, again=False)
    except Exception as problem:  # noqa: BLE001 - whatever failed, the row says so
        _fail(order, type(problem).__name__, at=at, again=True)


def retry_order(*, order: ReportOrder, user: "User", at: datetime) -> None:
    """
    Let an order that was given up be tried again.

    :raises PermissionDenied: if the user may not issue this report
    :raises AlreadyOrdered: if it is not given up, or another is on its way
    """
    if not may_issue(user, kind=order.kind, subject=order.subject):
        raise PermissionDenied
    dead = ReportOrder.objects.filter(pk=order.pk, state=ReportOrder.State.DEAD)
    try:
        with transaction.atomic():
            again = dead.update(
                state=ReportOrder.State.WAITING, attempts=0, not_before=at, error=""
            )
    except IntegrityError:
        raise AlreadyOrdered from None
    if not again:
        raise AlreadyOrdered
    transaction.on_commit(wake, robust=True)


def _make(order: ReportOrder, at: datetime) -> None:
    found = reports.find_report(
        kind=order.kind, subject=order.subject, language=order.language
    )
    if found != order.replaces and found is not None:
        _finish(order, found, at)
        return
    prepared = reports.prepare_report(
        kind=order.kind,
        subject=order.subject,
        language=order.language,
        at=at,
        replaces=order.replaces,
        on_page=partial(_note_page, order),
    )
    with reports.file_kept(prepared), transaction.atomic():
        report = reports.record_report(prepared=prepared)
        _finish(order, report, at)


def _finish(order: ReportOrder, report: Report, at: datetime) -> None:
    done = {"state": ReportOrder.State.DONE, "done_at": at, "report": report}
    if not _still_ours(order).update(**done, error=""):
        raise OrderLost


def _note_page(order: ReportOrder, page: int) -> None:
    _still_ours(order).update(pages=page)


def _fail(order: ReportOrder, error: str, *, at: datetime, again: bool) -> None:
    """Note the failure; try again later, unless that was the last try."""
    if again and order.attempts <= len(BACKOFF):
        wait = BACKOFF[order.attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311
        state, later = ReportOrder.State.WAITING, at + wait
    else:
        state, later = ReportOrder.State.DEAD, at
    _still_ours(order).update(state=state, not_before=later, error=error[:200])


def _still_ours(order: ReportOrder) -> ReportOrderQuerySet:
    """Return the row, if it is still claimed by this attempt."""
    return ReportOrder.objects.filter(
        pk=order.pk, attempts=order.attempts, state=ReportOrder.State.LEASED
    )


def _lease_of(order: ReportOrder) -> timedelta:
    """Return a little more than the rendering can take."""
    try:
        seconds = registry.kind(order.kind).limits.wall_seconds
    except KeyError:
        seconds = 0
    return timedelta(seconds=seconds) + _MARGIN
