"""Other systems are told, signed, without a word about anybody, until they listen."""

import base64
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import ANSWERS, act, make_case
from tests.workflows.receivers import Receiver, announce, try_again, work
from workflows.actions.webhooks import renew_secret
from workflows.effects.signatures import secret_of
from workflows.models import Case, Effect, WebhookEndpoint, Workflow


def test_an_endpoint_is_told_keys_and_ids_and_nothing_of_anybody(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    announce(case)

    work()

    ((path, headers, body),) = receiver.got
    assert path == "/hook?x=1"
    assert headers["content-type"] == "application/json"
    told = json.loads(body)
    assert told["type"] == "case.arrived"
    assert told["data"] == {
        "case": str(case.public_id),
        "seq": 1,
        "workflow": "initiative",
        "transition": "",
        "stage": "received",
    }
    assert not any(
        str(value) in body.decode() for value in ANSWERS.values() if len(str(value)) > 5
    )
    assert case.reference not in body.decode()


def test_the_receiver_can_check_that_it_was_us(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    secret = renew_secret(endpoint_id=endpoint.pk, at=timezone.now())
    announce(case)

    work()

    ((_path, headers, body),) = receiver.got
    stamp = headers["webhook-timestamp"]
    content = f"{headers['webhook-id']}.{stamp}.".encode() + body
    assert abs(int(stamp) - timezone.now().timestamp()) < 60
    signatures = headers["webhook-signature"].split(" ")
    old = secret_of(endpoint, number=1)
    assert signatures == [f"v1,{sign(one, content)}" for one in (secret, old)]


def sign(secret: str, content: bytes) -> str:
    """Sign as a receiver does, from the secret that it was given."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()


def test_an_older_secret_counts_for_a_day(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    renew_secret(endpoint_id=endpoint.pk, at=timezone.now() - timedelta(hours=25))
    announce(case)

    work()

    assert len(receiver.got[0][1]["webhook-signature"].split(" ")) == 1


@pytest.mark.parametrize(
    "changes",
    [{"is_active": False}, {"tells_arrivals": False}],
)
def test_who_does_not_listen_is_told_nothing(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver, changes: dict[str, Any]
) -> None:
    WebhookEndpoint.objects.update(**changes)
    announce(case)

    work()

    assert receiver.got == []
    assert Effect.objects.get(kind="webhook").error == "no-endpoint"


def test_an_endpoint_of_another_workflow_is_told_nothing(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    endpoint.workflows.add(Workflow.objects.create(key="another"))
    announce(case)

    work()

    assert receiver.got == []


def test_moves_and_closings_are_told_apart(
    case: Case,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    people: dict[str, User],
    at: datetime,
) -> None:
    act(case, "take", people["registrar"], at=at)
    announce(case)
    act(case, "withdraw", None, at=at)
    announce(case)

    work()

    told = [json.loads(body)["type"] for _path, _headers, body in receiver.got]
    assert told == ["case.moved", "case.closed"]


def test_no_workflow_need_name_it(
    channel: Channel,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    people: dict[str, User],
    at: datetime,
) -> None:
    case = make_case(channel, at=at)
    act(case, "take", people["registrar"], at=at)
    act(case, "withdraw", None, at=at)

    work()

    told = [json.loads(body) for _path, _headers, body in receiver.got]
    assert [one["type"] for one in told] == [
        "case.arrived",
        "case.moved",
        "case.closed",
    ]
    assert [one["data"]["seq"] for one in told] == [1, 2, 3]


def test_where_nobody_listens_nothing_is_put_into_the_outbox(
    channel: Channel, endpoint: WebhookEndpoint, people: dict[str, User], at: datetime
) -> None:
    WebhookEndpoint.objects.update(is_active=False)

    act(make_case(channel, at=at), "take", people["registrar"], at=at)

    assert not Effect.objects.filter(kind="webhook").exists()


def test_each_endpoint_hears_of_a_case_in_order_and_of_others_meanwhile(
    channel: Channel,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    people: dict[str, User],
    at: datetime,
) -> None:
    first, second = make_case(channel, at=at), make_case(channel, at=at)
    act(first, "take", people["registrar"], at=at)
    act(first, "withdraw", None, at=at)
    arrived = Effect.objects.get(kind="webhook", event__case=first, event__seq=1)
    Effect.objects.filter(pk=arrived.pk).update(
        not_before=timezone.now() + timedelta(hours=1)
    )

    work()
    assert cases_told(receiver) == [(str(second.public_id), 1)]

    try_again()
    told = [seq for case, seq in cases_told(receiver) if case == str(first.public_id)]
    assert told == [1, 2, 3]


def test_a_delivery_that_failed_holds_up_what_came_after_it_in_its_case_alone(
    channel: Channel,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    people: dict[str, User],
    at: datetime,
) -> None:
    receiver.status = 500
    first = make_case(channel, at=at)
    work()
    receiver.status = 204
    act(first, "take", people["registrar"], at=at)

    work()
    deliveries = Effect.objects.filter(kind="webhook_delivery", case=first)
    assert [one.attempts for one in deliveries.order_by("event__seq")] == [1, 0]
    assert not Effect.objects.filter(kind="mail").exclude(state="done").exists()

    make_case(channel, at=at)
    work()
    assert not deliveries.exclude(state="done").exists()


def cases_told(receiver: Receiver) -> list[tuple[str, int]]:
    """Return the cases, with the number of the event, in the order of the messages."""
    told = [json.loads(body)["data"] for _path, _headers, body in receiver.got]
    return [(one["case"], one["seq"]) for one in told]


def test_doing_the_announcement_twice_tells_once(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    announce(case)
    work()
    Effect.objects.filter(kind="webhook").update(state="waiting")

    work()

    assert len(receiver.got) == 1
