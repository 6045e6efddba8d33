"""What the worker does for reports beside the outbox: orders and schedules."""

import logging
import time

from django.utils import timezone

from participation.actions.orders import make_ordered, take_order, wake
from participation.actions.schedules import keep_schedules
from participation.models import ReportOrder

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


def sweep() -> None:
    """Keep schedules, and wake up for orders that no message announced. Never raises."""
    try:
        keep_schedules(at=timezone.now())
        if ReportOrder.objects.due_at(timezone.now()).exists():
            wake()
    except Exception:
        logger.exception("The sweep of reports failed; the next one goes on.")
