"""What people do about effects that did not succeed, and who may."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import Permission

import pytest

from cms.accounts.models import User
from tests.desk.conftest import INCIDENTS, Desk, text_of
from workflows.actions.actors import Actor
from workflows.actions.effects import retry_effect, skip_effect
from workflows.errors import EffectNotOpen
from workflows.models import Effect


def test_an_incident_is_tried_again(boss: Desk, effect: Effect) -> None:
    response = boss.client.post(f"{INCIDENTS}inspect/{effect.pk}/", {"do": "retry"})

    assert response["Location"] == INCIDENTS
    effect.refresh_from_db()
    assert (effect.state, effect.attempts, effect.error) == ("waiting", 0, "")
    event = effect.case.events.get(type="effect_retried")
    assert event.actor == boss.user
    assert event.data["effect"] == str(effect.pk)
    assert event.data["kind"] == "mail"


def test_an_incident_is_passed_over_with_a_reason(
    boss: Desk, effect: Effect, at_desk: dict[str, Desk]
) -> None:
    boss.client.post(
        f"{INCIDENTS}inspect/{effect.pk}/",
        {"do": "skip", "reason": "Ilmoitettu puhelimitse."},
    )

    effect.refresh_from_db()
    assert effect.state == Effect.State.SKIPPED
    event = effect.case.events.get(type="effect_skipped")
    assert "puhelimitse" not in str(event.data)
    page = text_of(at_desk["reviewer"].case(effect.case))
    assert "An incident was passed over" in page
    assert "Ilmoitettu puhelimitse." in page


def test_an_incident_is_not_passed_over_without_a_reason(
    boss: Desk, effect: Effect
) -> None:
    response = boss.client.post(
        f"{INCIDENTS}inspect/{effect.pk}/", {"do": "skip", "reason": " "}
    )

    assert response.status_code == 422
    effect.refresh_from_db()
    assert effect.state == Effect.State.DEAD


def test_seeing_incidents_is_not_deciding_on_them(
    effect: Effect, reviewer: User, sit_down: Callable[[User], Desk]
) -> None:
    reviewer.user_permissions.add(Permission.objects.get(codename="view_effect"))
    desk = sit_down(reviewer)
    address = f"{INCIDENTS}inspect/{effect.pk}/"

    page = text_of(desk.client.get(address))
    forged = desk.client.post(address, {"do": "retry"})

    assert effect.case.reference in page
    assert "Try again now" not in page
    assert forged.status_code == 302
    effect.refresh_from_db()
    assert effect.state == Effect.State.DEAD


@pytest.mark.parametrize("state", ["done", "leased"])
def test_what_is_done_or_in_hand_is_left_alone(
    state: str, effect: Effect, superuser: User, at: datetime
) -> None:
    Effect.objects.filter(pk=effect.pk).update(state=state)
    actor = Actor.person(superuser)

    with pytest.raises(EffectNotOpen):
        retry_effect(effect_id=effect.pk, actor=actor, at=at)
    with pytest.raises(EffectNotOpen):
        skip_effect(effect_id=effect.pk, reason="-", actor=actor, at=at)

    assert not effect.case.events.filter(type__startswith="effect").exists()


def test_the_list_says_in_words_what_went_wrong(boss: Desk, effect: Effect) -> None:
    Effect.objects.filter(pk=effect.pk).update(error="no-address")

    page = text_of(boss.client.get(INCIDENTS))

    assert "The submitter gave no e-mail address." in page
    assert "no-address" not in page
