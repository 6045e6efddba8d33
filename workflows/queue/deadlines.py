"""What the worker does about deadlines: every minute, and while there is more."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from django_q.tasks import async_task

from workflows.actions.recounts import WORK, count_again, refresh_calendars
from workflows.actions.reminders import (
    BATCH,
    RemindersFailed,
    pass_time,
    postpone_reminders,
)
from workflows.models import Deadline

logger = logging.getLogger(__name__)

#: seconds one message works; well under django-q2's timeout
SLICE_SECONDS = 20
REMIND = "workflows.queue.deadlines.remind"


def sweep() -> None:
    """Look at every deadline whose time has come, and go on with recounts."""
    try:
        refresh_calendars(at=timezone.now())
        if Deadline.objects.waiting_at(timezone.now())[BATCH:].exists():
            async_task(REMIND)  # a second worker, if there is one, helps
    except Exception:
        logger.exception("The sweep of deadlines could not begin; it goes on.")
    remind()
    recount()


def remind() -> None:
    """Warn, mark and escalate what is due until nothing is, or the slice is over."""
    _work_on(_passed, REMIND)


def recount() -> None:
    """Count dates again until all are counted or the time slice is over."""
    _work_on(count_again, WORK)


def _work_on(step: Callable[..., object], again: str) -> None:
    """
    Take steps until none is left or the time slice is over. Never raises.

    :param again: path of who goes on in the next slice
    """
    stop = time.monotonic() + SLICE_SECONDS
    try:
        while step(at=timezone.now()):
            if time.monotonic() > stop:
                async_task(again)
                return
    except Exception:
        logger.exception("The sweep of deadlines failed; the next one goes on.")


def _passed(*, at: datetime) -> bool:
    """See to one batch; a case that fails is set aside, the others are seen to."""
    try:
        return pass_time(at=at) > 0
    except RemindersFailed as failed:
        if not failed.case_ids:
            raise
        for case_id in failed.case_ids:
            _passed_alone(case_id, at)
        return True


def _passed_alone(case_id: int, at: datetime) -> None:
    try:
        pass_time(at=at, only=[case_id])
    except RemindersFailed:
        logger.exception("The deadlines of case %s cannot be seen to.", case_id)
        postpone_reminders(case_id=case_id, at=at)
