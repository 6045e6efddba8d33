"""Only public addresses are called, and only over HTTPS."""

from typing import Any

from django.core.exceptions import ValidationError

import pytest

from tests.workflows.receivers import Receiver, announce, work
from workflows.effects.deliveries import PrivateAddress, judged
from workflows.models import Case, Effect, WebhookEndpoint


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
