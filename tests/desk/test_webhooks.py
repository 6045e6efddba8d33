"""Webhooks are managed in the admin; the secret is seen once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.desk.conftest import Desk, text_of
from workflows.effects.signatures import secret_of
from workflows.models import WebhookEndpoint

NEW = "/admin/webhooks/new/"


@pytest.fixture
def form() -> dict[str, Any]:
    return {
        "name": "Case management",
        "url": "https://cases.example.org/hook",
        "tells_arrivals": "on",
        "is_active": "on",
    }


def test_a_new_endpoint_gets_a_secret_that_is_shown_once(
    boss: Desk, form: dict[str, Any]
) -> None:
    made = boss.client.post(NEW, form)

    endpoint = WebhookEndpoint.objects.get()
    address = reverse("webhooks:secret", args=[endpoint.pk])
    assert made["Location"] == address
    assert "whsec_" not in text_of(boss.client.get(address))
    shown = boss.client.post(address)
    endpoint.refresh_from_db()
    secret = secret_of(endpoint, number=endpoint.secret_number)
    assert secret in shown.content.decode().replace("&#x2B;", "+")
    assert "no-store" in shown["Cache-Control"]
    assert secret not in text_of(boss.client.get(address))


def test_an_address_without_https_is_refused(boss: Desk, form: dict[str, Any]) -> None:
    page = text_of(boss.client.post(NEW, {**form, "url": "http://example.org/"}))

    assert "Write an address that begins with https://." in page
    assert not WebhookEndpoint.objects.exists()


def test_the_list_says_which_endpoint_fails(boss: Desk, at: datetime) -> None:
    WebhookEndpoint.objects.create(
        name="Down", url="https://a.example.org/", failing_since=at, last_status=500
    )
    WebhookEndpoint.objects.create(
        name="Well", url="https://b.example.org/", last_told_at=at
    )

    page = text_of(boss.client.get("/admin/webhooks/"))

    assert "Failing since" in page
    assert "(500)" in page
    assert "Told last" in page


def test_nobody_else_sees_or_changes_them(
    at_desk: dict[str, Desk],
    form: dict[str, Any],
    editor: User,
    sit_down: Callable[[User], Desk],
) -> None:
    endpoint = WebhookEndpoint.objects.create(name="x", url="https://a.example.org/")
    address = reverse("webhooks:secret", args=[endpoint.pk])

    for desk in (at_desk["reviewer"], sit_down(editor)):
        for response in (
            desk.client.get("/admin/webhooks/"),
            desk.client.post(NEW, form),
            desk.client.get(address),
            desk.client.post(address),
        ):
            assert response.status_code == 302

    endpoint.refresh_from_db()
    assert endpoint.secret_number == 1
    assert WebhookEndpoint.objects.count() == 1
