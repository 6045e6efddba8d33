"""What the worker does for reports beside the outbox: orders, schedules, renewals."""

import logging
import time

from django.utils import timezone

from participation.actions import renewals
from participation.actions.orders import make_ordered, take_order, wake
from participation.actions.schedules import keep_schedules
from participation.actions.seal_records import complete_seals
from participation.actions.standings import note_standings
from participation.models import ReportOrder, SealRenewal

logger = logging.getLogger(__name__)

#: seconds after which one message begins no further report
SLICE_SECONDS = 20


def make_reports() -> None:
    """Make ordered reports until none is due or the time slice is over."""
    stop = time.monotonic() + SLICE_SECONDS
    while order := take_order(at=timezone.now()):
        make_ordered(order=order, at=timezone.now())
        if time.monotonic() > stop:
            wake()
            return


def renew_seals() -> None:
    """Renew archive time stamps until none is due or the time slice is over."""
    stop = time.monotonic() + SLICE_SECONDS
    while renewal := renewals.take_renewal(at=timezone.now()):
        renewals.renew_seal(renewal=renewal, at=timezone.now())
        if time.monotonic() > stop:
            renewals.wake()
            return


def sweep_seals() -> None:
    """Look at the sealing keys and for time stamps to renew. Never raises."""
    try:
        note_standings(at=timezone.now())
        complete_seals(at=timezone.now())
        renewals.note_due(at=timezone.now())
        if SealRenewal.objects.due_at(timezone.now()).exists():
            renewals.wake()
    except Exception:
        logger.exception("The sweep of seals failed; the next one goes on.")


def sweep() -> None:
    """Keep schedules, and wake up for orders that no message announced. Never raises."""
    try:
        keep_schedules(at=timezone.now())
        if ReportOrder.objects.due_at(timezone.now()).exists():
            wake()
    except Exception:
        logger.exception("The sweep of reports failed; the next one goes on.")
