"""Wagtail's background tasks reach django-q2 after commit, and failures show."""

import ast
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

import pytest
from django_q.models import Schedule
from django_tasks import TaskResultStatus, task
from django_tasks.signals import task_finished

from tests.cases import make_draft
from workflows.queue import backend
from workflows.queue.schedules import ERASURE, PLANS, ensure_schedules

calls: list[tuple] = []


@task()
def note(*args, **kwargs):
    calls.append((args, kwargs))


@task()
def fail(secret):
    raise ValueError(f"What somebody wrote: {secret}")


@task(takes_context=True)
def note_id(context):
    calls.append((context.task_result.id,))


def not_a_task():
    """Stand for any function an attacker may want called."""


@pytest.fixture(autouse=True)
def tasks_go_to_django_q2(settings):
    settings.TASKS = {"default": {"BACKEND": "workflows.queue.backend.DjangoQ2Backend"}}
    calls.clear()


@pytest.fixture
def sent(monkeypatch):
    """Collect what would be sent to the broker."""
    messages: list[tuple] = []
    monkeypatch.setattr(
        backend, "async_task", lambda *args, **_options: messages.append(args)
    )
    return messages


def run_of(task_used, *args):
    return backend.execute(task_used.module_path, "id", list(args), {})


@pytest.mark.django_db
def test_a_task_is_sent_after_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        result = note.enqueue(1, word="x")
        assert sent == []

    assert sent == [
        (backend.EXECUTE, note.module_path, result.id, [1], {"word": "x"}),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_rolled_back_transaction_is_not_sent(sent):
    with transaction.atomic():
        note.enqueue()
        transaction.set_rollback(True)

    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_a_later_task_waits_in_the_scheduler(sent):
    moment = datetime(2027, 1, 4, 9, tzinfo=UTC)

    note.using(run_after=moment).enqueue("x")

    assert sent == []
    assert Schedule.objects.get().next_run == moment


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_delays_a_task_and_loses_none(monkeypatch):
    def refuse(*_args, **_options):
        raise ConnectionError

    monkeypatch.setattr(backend, "async_task", refuse)

    note.enqueue("x")

    waiting = Schedule.objects.get()
    assert waiting.func == backend.EXECUTE
    assert waiting.next_run <= timezone.now()


def test_the_worker_calls_the_task():
    backend.execute(note.module_path, "id", [1], {"word": "x"})

    assert calls == [((1,), {"word": "x"})]


def test_a_task_that_takes_the_context_gets_it():
    run_of(note_id)

    assert calls == [("id",)]


@pytest.fixture
def finished(_no_task_fails_unseen):
    """Collect the statuses of finished tasks, in place of failing for them."""
    statuses: list[TaskResultStatus] = []
    receivers, task_finished.receivers = task_finished.receivers, []
    task_finished.sender_receivers_cache.clear()

    def collect(task_result, **_options):
        statuses.append(task_result.status)

    task_finished.connect(collect)
    yield statuses
    task_finished.disconnect(collect)
    task_finished.receivers = receivers
    task_finished.sender_receivers_cache.clear()


def test_a_failure_is_raised_without_the_words_of_people(finished):
    with pytest.raises(backend.TaskFailed) as failure:
        run_of(fail, "I live alone")

    assert "ValueError" in str(failure.value)
    assert "test_background_tasks" in str(failure.value)
    assert "I live alone" not in str(failure.value)
    assert failure.value.__context__ is None
    assert finished == [TaskResultStatus.FAILED]


def test_only_tasks_are_executed():
    with pytest.raises(TypeError, match="is not a task"):
        backend.execute(f"{__name__}.not_a_task", "id", [], {})


@pytest.mark.django_db
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_a_plan_is_scheduled_once_and_mended(plan):
    now = timezone.now()
    ensure_schedules(at=now)
    first = Schedule.objects.get(name=plan.name)
    Schedule.objects.filter(pk=first.pk).update(func="elsewhere", repeats=0)
    Schedule.objects.create(name=plan.name, func="elsewhere")

    ensure_schedules(at=now)

    kept = Schedule.objects.get(name=plan.name)
    assert (kept.pk, kept.func, kept.repeats) == (first.pk, plan.function, -1)


@pytest.mark.django_db
def test_answers_whose_time_is_over_are_erased_by_the_schedule(channel):
    now = timezone.now()
    expired = make_draft(channel, at=now - timedelta(days=31))
    kept = make_draft(channel, at=now)
    ensure_schedules(at=now)
    schedule = Schedule.objects.get(name=ERASURE.name)

    function = import_string(schedule.func)
    function(*ast.literal_eval(schedule.args))

    expired.refresh_from_db()
    kept.refresh_from_db()
    assert expired.answers == {}
    assert kept.answers != {}
