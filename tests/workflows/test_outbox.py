"""Effects are done once, whatever fails on the way."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from participation.models import Channel
from tests.cases import make_case
from tests.workflows.claiming import MAX_ATTEMPTS, Doing, claim
from workflows.effects import outbox
from workflows.effects.outbox import LeaseLost, Undoable
from workflows.models import Case, Effect


@pytest.fixture
def effect(case: Case) -> Effect:
    """Return the waiting effect of an arrived case."""
    return case.effects.get()


def fails(_effect: Effect) -> None:
    raise ConnectionError("refused: resident@example.org")


def test_a_claimed_effect_is_not_claimed_again(effect: Effect, at: datetime) -> None:
    assert claim(["mail"], at=at) == effect
    assert claim(["mail"], at=at) is None


def test_other_queues_leave_it_alone(effect: Effect, at: datetime) -> None:
    assert claim(["report", "default"], at=at) is None


def test_it_is_claimed_again_when_the_lease_runs_out(
    effect: Effect, at: datetime
) -> None:
    claim(["mail"], at=at)

    again = claim(["mail"], at=at + timedelta(minutes=2))

    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_lost_its_lease_can_not_finish(
    effect: Effect, at: datetime
) -> None:
    slow = claim(["mail"], at=at)
    fast = claim(["mail"], at=at + timedelta(minutes=2))
    assert slow is not None
    assert fast is not None

    with pytest.raises(LeaseLost), outbox.finish(slow, at=at):
        pytest.fail("what the slow worker wrote would have been kept")
    with outbox.finish(fast, at=at):
        pass

    effect.refresh_from_db()
    assert effect.state == Effect.State.DONE


def test_rows_and_the_done_mark_are_kept_together(effect: Effect, at: datetime) -> None:
    claimed = claim(["mail"], at=at)
    assert claimed is not None

    with pytest.raises(ZeroDivisionError), outbox.finish(claimed, at=at):
        raise ZeroDivisionError

    effect.refresh_from_db()
    assert effect.state == Effect.State.LEASED


def test_a_failure_is_tried_again_later_without_quoting_anything(
    effect: Effect, doing: Doing
) -> None:
    doing(fails)

    outbox.drain(["mail"])

    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == (Effect.State.WAITING, 1)
    assert effect.error == "ConnectionError"


def test_after_the_last_try_it_is_an_incident(effect: Effect, doing: Doing) -> None:
    tried = doing(fails)
    Effect.objects.update(attempts=MAX_ATTEMPTS - 1)

    outbox.drain(["mail"])
    outbox.drain(["mail"])

    assert len(tried) == 1
    assert Effect.objects.incidents().get() == effect


def test_what_can_never_succeed_is_an_incident_at_once(
    effect: Effect, doing: Doing
) -> None:
    def never(_effect: Effect) -> None:
        raise Undoable("no-template")

    doing(never)

    outbox.drain(["mail"])

    assert Effect.objects.incidents().get().error == "no-template"


def test_an_effect_that_kills_its_workers_becomes_an_incident(
    effect: Effect, doing: Doing, at: datetime
) -> None:
    tried = doing(fails)
    for attempt in range(MAX_ATTEMPTS):
        assert claim(["mail"], at=at + timedelta(hours=attempt))

    assert claim(["mail"], at=at + timedelta(days=1)) is None
    assert tried == []
    assert Effect.objects.incidents().get().error == "worker-died"


def test_one_failure_does_not_hold_up_the_others(
    channel: Channel, doing: Doing, at: datetime
) -> None:
    cases = [make_case(channel, at=at) for _ in range(3)]

    def first_fails(effect: Effect) -> None:
        if effect.case_id == cases[0].pk:
            fails(effect)

    doing(first_fails)

    outbox.drain(["mail"])

    states = Effect.objects.order_by("case_id").values_list("state", flat=True)
    assert list(states) == ["waiting", "done", "done"]


def test_an_effect_of_a_kind_nobody_knows_is_kept_for_a_person(
    effect: Effect,
) -> None:
    Effect.objects.update(kind="forgotten", attempts=MAX_ATTEMPTS - 1)

    outbox.drain(["mail"])

    assert Effect.objects.incidents().get().error == "KeyError"


def test_a_worker_is_woken_only_after_the_commit(
    channel: Channel,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    messages: list[list[str]] = []
    monkeypatch.setattr(outbox, "wake", lambda queues: messages.append(list(queues)))

    with django_capture_on_commit_callbacks(execute=True):
        make_case(channel, at=at)
        assert messages == []

    assert messages == [["mail"]]


def test_the_sweep_wakes_for_what_is_due(
    effect: Effect, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages: list[list[str]] = []
    monkeypatch.setattr(outbox, "wake", lambda queues: messages.append(list(queues)))

    outbox.sweep()

    assert messages == [["mail"]]


def test_the_sweep_survives_a_broken_broker(
    effect: Effect,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(queues: list[str]) -> None:
        raise ConnectionError

    monkeypatch.setattr(outbox, "wake", broken)

    outbox.sweep()

    assert "The sweep of effects failed." in caplog.text
