"""Other systems are told, signed, without a word about anybody, until they listen."""

import base64
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import ANSWERS, act, make_case
from workflows.actions.events import add_effects
from workflows.actions.webhooks import renew_secret
from workflows.effects import outbox
from workflows.effects.deliveries import PrivateAddress, judged
from workflows.effects.signatures import secret_of
from workflows.engine.workflow_spec import EffectSpec
from workflows.models import Case, Effect, WebhookEndpoint, Workflow

WEBHOOK = EffectSpec(kind="webhook")


class Receiver(http.server.ThreadingHTTPServer):
    """Another system on this machine; answers as told and keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.status, self.got = 204, []
        self.url = f"http://127.0.0.1:{self.server_port}/hook?x=1"

    def restart_as(self, status: int) -> None:
        self.status = status


class Hook(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(receiver: Receiver, db: None) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(name="Case management", url=receiver.url)


def announce(case: Case) -> None:
    """Have the case's last event announced, as its workflow would."""
    event = case.events.order_by("-seq")[0]
    Effect.objects.filter(event=event).delete()
    add_effects(event=event, specs=[WEBHOOK])


def work() -> None:
    outbox.drain(["default", "mail"])


def try_again() -> None:
    Effect.objects.filter(state="waiting").update(not_before=timezone.now())
    work()


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


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "100.64.0.1",
        "localhost",
        "224.0.0.1",
    ],
)
def test_a_private_address_is_never_called(address: str) -> None:
    with pytest.raises(PrivateAddress):
        judged(address, 443)


def test_a_public_address_is_called() -> None:
    assert judged("93.184.215.14", 443) == ("93.184.215.14", 443)


def test_an_endpoint_that_turns_private_is_an_incident(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOK_PRIVATE_ADDRESSES = False
    announce(case)

    work()

    assert receiver.got == []
    assert Effect.objects.incidents().get().error == "webhook-private"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org",
        "https://",
        "https://a:b@example.org/",
        "https://example.org:x/",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_https_addresses_are_kept(url: str) -> None:
    with pytest.raises(ValidationError):
        WebhookEndpoint(name="x", url=url).clean()


def test_doing_the_announcement_twice_tells_once(
    case: Case, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    announce(case)
    work()
    Effect.objects.filter(kind="webhook").update(state="waiting")

    work()

    assert len(receiver.got) == 1
