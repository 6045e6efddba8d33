"""Other systems are told, signed, without a word about anybody, until they listen."""

import base64
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

import pytest

from cms.accounts.models import User
from tests.cases import ANSWERS, act
from tests.workflows.receivers import Receiver, announce, work
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


def test_doing_the_announcement_twice_tells_once(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    announce(case)
    work()
    Effect.objects.filter(kind="webhook").update(state="waiting")

    work()

    assert len(receiver.got) == 1
