"""Signatures of webhooks, as Standard Webhooks has them (standardwebhooks.com)."""

import base64
import hmac
from datetime import datetime

from django.utils.crypto import salted_hmac

from workflows.models import WebhookEndpoint


def secret_of(endpoint: WebhookEndpoint, *, number: int) -> str:
    """Return the endpoint's secret, as its receiver is given it: "whsec_…"."""
    return "whsec_" + base64.b64encode(_key(endpoint, number)).decode("ascii")


def signed_headers(
    endpoint: WebhookEndpoint, *, message_id: str, body: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers by which the receiver knows that the body is ours."""
    timestamp = str(int(at.timestamp()))
    numbers = [endpoint.secret_number]
    if endpoint.has_older_secret_at(at):
        numbers.append(endpoint.secret_number - 1)
    content = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(
            _signature(_key(endpoint, number), content) for number in numbers
        ),
    }


def _signature(key: bytes, content: bytes) -> str:
    digest = hmac.new(key, content, "sha256").digest()
    return "v1," + base64.b64encode(digest).decode("ascii")


def _key(endpoint: WebhookEndpoint, number: int) -> bytes:
    value = f"{endpoint.pk}:{number}"
    return salted_hmac("workflows.webhook", value, algorithm="sha256").digest()
