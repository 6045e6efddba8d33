"""Effects are claimed together, and still each fails, waits and dies alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from participation.models import Channel
from tests.cases import make_case
from tests.workflows.claiming import MAX_ATTEMPTS, Doing
from workflows.actions.events import add_effects
from workflows.effects import outbox, registry
from workflows.effects.claims import give_back, take
from workflows.engine.workflow_spec import EffectSpec
from workflows.models import Case, Effect


@pytest.fixture
def waiting(channel: Channel, at: datetime) -> list[Effect]:
    """Return three mails, the one that waited longest first."""
    cases = [make_case(channel, at=at + timedelta(seconds=n)) for n in range(3)]
    return [case.effects.get() for case in cases]


@pytest.fixture(autouse=True)
def working() -> Iterator[None]:
    """Leave no worker of the tests that follow believing that it must stop."""
    yield
    outbox.stopping.clear()


def nothing(_effect: Effect) -> None:
    pass


@pytest.fixture
def later(at: datetime) -> datetime:
    return at + timedelta(minutes=1)


def test_several_are_claimed_at_once_in_the_order_of_their_due_times(
    waiting: list[Effect], later: datetime
) -> None:
    assert take("mail", at=later, most=2) == waiting[:2]
    assert take("mail", at=later, most=2) == waiting[2:]
    assert take("mail", at=later, most=2) == []


def test_what_was_tried_before_is_claimed_alone(
    waiting: list[Effect], later: datetime
) -> None:
    Effect.objects.filter(pk=waiting[1].pk).update(attempts=1)

    claimed = [take("mail", at=later, most=10) for _ in range(3)]

    assert claimed == [waiting[:1], waiting[1:2], waiting[2:]]


def test_a_poisonous_effect_takes_its_neighbours_along_once_only(
    waiting: list[Effect], later: datetime
) -> None:
    take("mail", at=later, most=10)  # and the worker dies on the first of them
    after = later + timedelta(minutes=2)

    again = take("mail", at=after, most=10)

    assert [effect.pk for effect in again] == [waiting[0].pk]
    others = Effect.objects.exclude(pk=waiting[0].pk)
    assert list(others.values_list("attempts", flat=True)) == [1, 1]
    for attempt in range(2, MAX_ATTEMPTS):
        take("mail", at=after + timedelta(hours=attempt), most=1)
    assert not Effect.objects.incidents().exists()


def test_what_is_given_back_is_as_if_it_had_never_been_taken(
    waiting: list[Effect], later: datetime
) -> None:
    before = list(Effect.objects.order_by("pk").values())

    give_back(take("mail", at=later, most=10))

    assert list(Effect.objects.order_by("pk").values()) == before


def test_a_worker_whose_lease_ran_out_gives_nothing_back(
    waiting: list[Effect], later: datetime
) -> None:
    Effect.objects.exclude(pk=waiting[0].pk).delete()
    slow = take("mail", at=later, most=1)
    (fast,) = take("mail", at=later + timedelta(minutes=2), most=1)

    give_back(slow)

    row = Effect.objects.get(pk=fast.pk)
    assert (row.state, row.attempts) == (Effect.State.LEASED, 2)


def test_a_lease_covers_the_wait_for_the_others_of_the_batch(
    waiting: list[Effect], later: datetime
) -> None:
    lease = registry.lease_of("mail")

    for effect in take("mail", at=later, most=10):
        assert effect.not_before > later + lease


def test_a_slow_effect_does_not_keep_its_batch(
    waiting: list[Effect], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 6))  # six seconds pass at every look
    monkeypatch.setattr(outbox.time, "monotonic", lambda: float(next(clock)))
    begun = doing(nothing)

    outbox._seconds(take("mail", at=waiting[2].not_before, most=10))

    assert len(begun) <= 1
    states = list(
        Effect.objects.order_by("not_before").values_list("state", "attempts")
    )
    assert states.count(("waiting", 0)) == 3 - len(begun)


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand_only(
    waiting: list[Effect], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[list[str]] = []
    monkeypatch.setattr(outbox, "wake", lambda queues: woken.append(list(queues)))
    begun = doing(lambda _effect: outbox.stopping.set())

    outbox.drain(["mail"])

    assert begun == waiting[:1]
    states = Effect.objects.order_by("event_id").values_list("state", "attempts")
    assert list(states) == [("done", 1), ("waiting", 0), ("waiting", 0)]
    assert woken == [["mail"]]


def test_told_to_stop_in_the_middle_of_a_batch_it_gives_the_rest_back(
    waiting: list[Effect], doing: Doing, later: datetime
) -> None:
    begun = doing(lambda _effect: outbox.stopping.set())

    outbox._seconds(take("mail", at=later, most=10))

    assert begun == waiting[:1]
    assert Effect.objects.filter(state="waiting", attempts=0).count() == 2


def test_queues_take_turns(
    waiting: list[Effect], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    Effect.objects.filter(pk=waiting[2].pk).update(queue="other")
    begun = doing(nothing)

    outbox.drain(["mail", "other"])

    assert begun == [waiting[0], waiting[2], waiting[1]]


# --- In order per case -----------------------------------------------------------------


IN_ORDER = EffectSpec(kind="mail", params={"mail": "received"}, in_order=True)
ANY_TIME = EffectSpec(kind="mail", params={"mail": "received"})


@pytest.fixture
def in_turn(case: Case) -> list[Effect]:
    """Return an effect of a case, and a second one that asks to come after it."""
    event = case.events.get()
    Effect.objects.all().delete()
    add_effects(event=event, specs=[ANY_TIME, IN_ORDER])
    return list(Effect.objects.order_by("ordinal"))


def test_an_effect_in_order_waits_for_the_earlier_ones_of_its_case(
    in_turn: list[Effect], later: datetime
) -> None:
    assert take("mail", at=later, most=10) == in_turn[:1]
    assert take("mail", at=later, most=10) == []

    Effect.objects.filter(pk=in_turn[0].pk).update(state="done")
    assert take("mail", at=later, most=10) == in_turn[1:]


def test_an_effect_that_needs_a_person_holds_up_those_in_order_and_no_others(
    in_turn: list[Effect], later: datetime, channel: Channel, at: datetime
) -> None:
    Effect.objects.filter(pk=in_turn[0].pk).update(state="dead")
    other = make_case(channel, at=at).effects.get()

    assert take("mail", at=later, most=10) == [other]

    Effect.objects.filter(pk=in_turn[0].pk).update(state="skipped")
    assert take("mail", at=later, most=10) == in_turn[1:]


def test_the_earlier_one_wakes_for_it_when_it_is_done(
    in_turn: list[Effect], doing: Doing
) -> None:
    begun = doing(nothing)

    outbox.drain(["mail"])

    assert begun == in_turn
