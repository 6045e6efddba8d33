"""The sweep of deadlines: what a worker does every minute, whatever happens."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django_q.models import OrmQ

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from tests.workflows.passing import noted
from workflows.actions import reminders
from workflows.models import Case, Closure, Deadline, Recount, Unit
from workflows.queue import deadlines

OVER = timedelta(days=8)


def sweep(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        deadlines.sweep()


def test_one_sweep_sees_to_all_that_is_due(
    channel: Channel, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "BATCH", 2)
    cases = [make_case(channel, at=at) for _ in range(5)]

    sweep(at + OVER)

    for case in cases:
        assert ("deadline_missed", "taking") in noted(case)


def test_a_sweep_notices_changed_days_off_by_itself(case: Case, at: datetime) -> None:
    Closure.objects.create(day=date(2026, 3, 12), label="Koulutus")

    sweep(at)

    assert case.events.filter(type="deadline_moved").count() == 1
    sweep(at + timedelta(minutes=2))
    assert Recount.objects.get().finished_at is not None


def test_one_broken_case_keeps_nobody_else_from_theirs(
    channel: Channel, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = make_case(channel, at=at), make_case(channel, at=at)
    Deadline.objects.filter(case=broken).update(kept_terms={})

    sweep(at + timedelta(days=4))

    assert ("deadline_warned", "taking") in noted(sound)
    assert noted(broken) == []
    waits_until = Deadline.objects.get(case=broken, key="taking").next_at
    assert waits_until == at + timedelta(days=4, hours=1)
    assert "cannot be seen to" in caplog.text


@pytest.mark.parametrize("step", ["refresh_calendars", "pass_time", "count_again"])
def test_whatever_fails_the_sweep_only_logs_it(
    case: Case,
    at: datetime,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(deadlines, step, fail)

    sweep(at + OVER)

    assert "deadlines" in caplog.text.lower()


def test_when_the_time_slice_is_over_another_message_goes_on(
    channel: Channel, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(deadlines, "async_task", sent.append)
    monkeypatch.setattr(deadlines, "SLICE_SECONDS", -1)
    make_case(channel, at=at)

    sweep(at + OVER)

    assert sent == [deadlines.REMIND]


def test_a_second_worker_is_asked_when_there_is_much(
    channel: Channel, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(deadlines, "async_task", sent.append)
    monkeypatch.setattr(deadlines, "BATCH", 2)
    for _ in range(3):
        make_case(channel, at=at)

    sweep(at + OVER)

    assert sent == [deadlines.REMIND]


def test_a_quiet_minute_sends_nothing(case: Case, at: datetime) -> None:
    before = OrmQ.objects.count()

    sweep(at)

    assert OrmQ.objects.count() == before
    assert noted(case) == []


def test_the_queue_shows_what_is_overdue(
    case: Case, registrar: User, unit: Unit, at: datetime
) -> None:
    sweep(at + OVER)

    task = case.tasks.open().get()
    assert task.due_at is not None
    assert task.due_at < at + OVER
    act(case, "take", registrar, at=at + OVER)
    assert case.tasks.open().get().due_at == case.deadlines.get(key="review").due_at
