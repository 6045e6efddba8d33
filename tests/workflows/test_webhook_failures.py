"""A system that does not answer is tried again, and is seen until it does."""

from datetime import datetime, timedelta

from django.utils import timezone

from participation.models import Channel
from tests.cases import make_case
from tests.workflows.receivers import Receiver, announce, try_again, work
from workflows.models import Case, Effect, WebhookEndpoint


def test_a_receiver_that_fails_for_a_day_is_seen_and_told_when_it_is_well(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 500
    announce(case)
    work()
    for _ in range(5):
        try_again()
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    assert endpoint.last_status == 500
    effect = Effect.objects.get(kind="webhook_delivery")
    assert (effect.state, effect.error) == ("waiting", "webhook-500")
    assert effect.not_before > timezone.now() + timedelta(hours=10)

    receiver.status = 200
    try_again()

    ids = {headers["webhook-id"] for _path, headers, _body in receiver.got}
    assert len(ids) == 1
    effect.refresh_from_db()
    assert effect.state == Effect.State.DONE
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_after_the_last_try_it_is_an_incident_until_the_receiver_answers(
    channel: Channel, at: datetime, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 500
    announce(make_case(channel, at=at))
    for _ in range(9):
        try_again()
    assert Effect.objects.incidents().get().error == "webhook-500"

    receiver.status = 200
    announce(make_case(channel, at=at))
    try_again()

    assert not Effect.objects.exclude(state="done").exclude(kind="mail").exists()
    assert len({headers["webhook-id"] for _p, headers, _b in receiver.got}) == 2


def test_one_endpoint_that_is_down_holds_up_no_other(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    WebhookEndpoint.objects.create(name="Gone", url="http://127.0.0.1:1/")
    announce(case)

    work()

    states = Effect.objects.filter(kind="webhook_delivery").order_by("params__endpoint")
    assert list(states.values_list("state", flat=True)) == ["done", "waiting"]
    assert states[1].error == "webhook-silent"


def test_a_redirect_is_not_followed(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.status = 302
    announce(case)

    work()

    assert len(receiver.got) == 1
    assert Effect.objects.get(kind="webhook_delivery").error == "webhook-302"
