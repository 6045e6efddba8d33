"""Many people, one case: real threads on PostgreSQL."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import connection

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, bring_to, make_case, make_draft
from tests.workflows.claiming import claim
from workflows.actions.actors import Actor
from workflows.actions.effects import retry_effect, skip_effect
from workflows.actions.submissions import submit_draft
from workflows.effects.claims import take
from workflows.errors import EffectNotOpen, StaleCase, WorkflowError, WrongStage
from workflows.models import Case, CaseEvent, Effect, Submission

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 8


def at_once(work: list[Callable[[], object]]) -> list[object]:
    """Run everything at the same moment; return results, refusals among them."""
    gate = threading.Barrier(len(work))
    results: list[object] = [None] * len(work)

    def run(index: int, one: Callable[[], object]) -> None:
        gate.wait()
        try:
            results[index] = one()
        except WorkflowError as refusal:
            results[index] = refusal
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(index, one))
        for index, one in enumerate(work)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_conflicting_decisions_have_exactly_one_winner(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    for _ in range(20):
        case = bring_to(make_case(channel, at=at), "approval", people, at=at)
        decisions = ["approve", "send_back"] * (THREADS // 2)

        results = at_once(
            [
                partial(
                    act, case, one, people["approver"], at=at, revision=case.revision
                )
                for one in decisions
            ]
        )

        winners = [one for one in results if isinstance(one, CaseEvent)]
        losers = Counter(type(one) for one in results if one not in winners)
        assert (len(winners), losers) == (1, {StaleCase: THREADS - 1})
        after = Case.objects.get(pk=case.pk)
        assert after.stage == winners[0].to_stage
        assert after.revision == case.revision + 1 == after.events.count()
        assert after.tasks.open().count() == 1


def test_without_a_revision_the_stage_still_has_one_winner(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = bring_to(make_case(channel, at=at), "approval", people, at=at)

    results = at_once(
        [lambda: act(case, "approve", people["approver"], at=at)] * THREADS
    )

    assert Counter(type(one) for one in results) == {CaseEvent: 1, WrongStage: 7}


def test_a_double_click_is_one_event_for_all(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = make_case(channel, at=at)

    results = at_once(
        [lambda: act(case, "take", people["registrar"], at=at, revision=1, key="once")]
        * THREADS
    )

    assert len({event.pk for event in results if isinstance(event, CaseEvent)}) == 1
    assert all(isinstance(one, CaseEvent) for one in results)
    assert case.events.filter(transition="take").count() == 1


def test_a_form_sent_from_many_tabs_is_one_case(channel: Channel, at: datetime) -> None:
    draft = make_draft(channel, at=at)

    results = at_once([lambda: submit_draft(draft_id=draft.pk, at=at)] * THREADS)

    assert len({case.pk for case in results if isinstance(case, Case)}) == 1
    assert Submission.objects.count() == 1


def test_references_are_given_without_gaps_or_doubles(
    channel: Channel, at: datetime
) -> None:
    drafts = [make_draft(channel, at=at) for _ in range(THREADS)]

    results = at_once(
        [partial(submit_draft, draft_id=draft.pk, at=at) for draft in drafts]
    )

    references = {case.reference for case in results if isinstance(case, Case)}
    assert references == {f"OSA-2026-{number}" for number in range(1, THREADS + 1)}


def test_workers_never_claim_the_same_effect(channel: Channel, at: datetime) -> None:
    for _ in range(THREADS * 2):
        make_case(channel, at=at)

    def claim_all() -> list[str]:
        claimed = []
        while effect := claim(["mail"], at=at):
            claimed.append(str(effect.pk))
        return claimed

    results = at_once([claim_all] * 4)

    claimed = [pk for one in results if isinstance(one, list) for pk in one]
    assert sorted(claimed) == sorted(
        str(pk) for pk in Effect.objects.values_list("pk", flat=True)
    )


@pytest.fixture
def failed(channel: Channel, at: datetime) -> Effect:
    """Return an effect that needs a person."""
    effect = make_case(channel, at=at).effects.get()
    Effect.objects.update(state="dead", attempts=6, error="TimeoutError")
    return effect


def retry(effect: Effect, by: User, at: datetime) -> CaseEvent:
    return retry_effect(effect_id=effect.pk, actor=Actor.person(by), at=at)


def skip(effect: Effect, by: User, at: datetime) -> CaseEvent:
    return skip_effect(
        effect_id=effect.pk, reason="phoned", actor=Actor.person(by), at=at
    )


def test_of_many_who_pass_over_an_incident_one_does(
    failed: Effect, registrar: User, at: datetime
) -> None:
    results = at_once([partial(skip, failed, registrar, at)] * THREADS)

    assert Counter(type(one) for one in results) == {CaseEvent: 1, EffectNotOpen: 7}
    assert failed.case.events.filter(type="effect_skipped").count() == 1


def test_retry_and_skip_at_once_end_in_what_came_last(
    failed: Effect, registrar: User, reviewer: User, at: datetime
) -> None:
    for _ in range(20):
        Effect.objects.update(state="dead")
        results = at_once(
            [partial(retry, failed, registrar, at), partial(skip, failed, reviewer, at)]
        )

        # Both may be done in turn, each on what the other left; never half of one.
        assert all(isinstance(one, CaseEvent) for one in results)
        last = failed.case.events.order_by("-seq")[0].type
        state = Effect.objects.get().state
        assert (last, state) in [
            ("effect_retried", "waiting"),
            ("effect_skipped", "skipped"),
        ]


def test_a_retry_and_a_worker_never_both_have_the_effect(
    failed: Effect, registrar: User, at: datetime
) -> None:
    for _ in range(20):
        Effect.objects.update(state="waiting", attempts=0, not_before=at)
        claimed, retried = at_once(
            [partial(claim, ["mail"], at=at), partial(retry, failed, registrar, at)]
        )

        row = Effect.objects.get()
        if isinstance(retried, EffectNotOpen):
            assert claimed is not None
            assert (row.state, row.attempts) == ("leased", 1)
        elif claimed is None:  # the worker passed by the locked row
            assert (row.state, row.attempts) == ("waiting", 0)
        else:  # set to be tried again first, then claimed
            assert (row.state, row.attempts) == ("leased", 1)


def test_what_was_passed_over_is_not_done_by_a_worker(
    failed: Effect, registrar: User, at: datetime
) -> None:
    for _ in range(20):
        Effect.objects.update(state="waiting", attempts=0, not_before=at)
        claimed, skipped = at_once(
            [partial(claim, ["mail"], at=at), partial(skip, failed, registrar, at)]
        )

        row = Effect.objects.get()
        if isinstance(skipped, CaseEvent):
            assert claimed is None
            assert row.state == "skipped"
        else:
            assert isinstance(claimed, Effect)
            assert row.state == "leased"


def test_workers_that_claim_batches_share_them_out(
    channel: Channel, at: datetime
) -> None:
    for _ in range(THREADS * 3):
        make_case(channel, at=at)

    def claim_all() -> list[str]:
        claimed = []
        while batch := take("mail", at=at, most=5):
            claimed += [str(effect.pk) for effect in batch]
        return claimed

    results = at_once([claim_all] * 4)

    claimed = [pk for one in results if isinstance(one, list) for pk in one]
    assert len(claimed) == len(set(claimed))
    while batch := take("mail", at=at, most=5):  # passed by while they were locked
        claimed += [str(effect.pk) for effect in batch]
    assert len(set(claimed)) == THREADS * 3
