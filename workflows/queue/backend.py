"""
Wagtail's own background tasks, executed by django-q2.

django-tasks runs them inside the request by default and swallows what they raise.
Here they are sent after commit, and a failure is logged and kept as a row of
django-q2's failures.
"""

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from django_q.models import Schedule
from django_q.tasks import async_task, schedule
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskContext, TaskError, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued, task_finished, task_started
from django_tasks.utils import get_module_path, get_random_id

logger = logging.getLogger(__name__)

EXECUTE = "workflows.queue.backend.execute"


class TaskFailed(Exception):
    """
    A task raised.

    Carries the class of what was raised and where, never its message, which may
    quote what people wrote.
    """


class DjangoQ2Backend(BaseTaskBackend):
    """Sends tasks to django-q2 once the surrounding transaction is committed."""

    supports_defer = True

    def enqueue(
        self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> TaskResult:
        self.validate_task(task)
        result = _result(task, get_random_id(), args, kwargs)
        transaction.on_commit(partial(_send, result))
        task_enqueued.send(type(self), task_result=result)
        return result


def execute(
    path: str, result_id: str, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> None:
    """
    Run one task in a worker. The path names a `Task`, never a bare function.

    :raises TaskFailed: if the task raised; django-q2 keeps it as a failure
    :raises TypeError: if the path names anything else
    """
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is not a task.")
    result = replace(
        _result(task, result_id, args, kwargs),
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now(),
    )
    task_started.send(DjangoQ2Backend, task_result=result)
    failure = _failure_of(result)
    result = replace(
        result,
        status=TaskResultStatus.FAILED if failure else TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        errors=[failure] if failure else [],
    )
    task_finished.send(DjangoQ2Backend, task_result=result)  # logs a failure
    if failure:
        raise TaskFailed(f"{failure.exception_class_path}\n{failure.traceback}")


def _failure_of(result: TaskResult) -> TaskError | None:
    """Call the task; return what went wrong, without the exception's message."""
    context = (TaskContext(task_result=result),) if result.task.takes_context else ()
    try:
        result.task.call(*context, *result.args, **result.kwargs)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is reported
        return TaskError(
            exception_class_path=get_module_path(type(error)),
            traceback="".join(traceback.format_tb(error.__traceback__)),
        )
    return None


def _send(result: TaskResult) -> None:
    """
    Send the task, or leave it to the scheduler.

    The scheduler's table is in our database, so a broker that is down delays the
    task and neither loses it nor fails what was committed already.
    """
    call = (result.task.module_path, result.id, result.args, result.kwargs)
    if result.task.run_after is None:
        try:
            async_task(EXECUTE, *call, task_name=result.id)
        except Exception:
            logger.exception("The broker is down; a task waits for the scheduler.")
        else:
            return
    schedule(
        EXECUTE,
        *call,
        name=result.id,
        schedule_type=Schedule.ONCE,
        next_run=result.task.run_after or timezone.now(),
    )


def _result(
    task: Task, result_id: str, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> TaskResult:
    return TaskResult(
        task=task,
        id=result_id,
        status=TaskResultStatus.READY,
        enqueued_at=timezone.now(),
        started_at=None,
        finished_at=None,
        last_attempted_at=None,
        args=list(args),
        kwargs=dict(kwargs),
        backend=task.backend,
        errors=[],
        worker_ids=[],
    )
