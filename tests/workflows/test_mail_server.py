"""A mail server that is away, and comes back: nothing lost, nothing twice."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from typing import Any

from django.utils import timezone

import pytest
from aiosmtpd.controller import Controller

from cms.demo.processes import free_port
from tests.workflows.claiming import MAX_ATTEMPTS
from workflows.effects import outbox
from workflows.models import Case, Effect


class Inbox:
    """Keeps what it receives."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content))
        return "250 Kept"


class Refusing(Inbox):
    """Takes no mail for anybody."""

    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        return "550 No such person"


@pytest.fixture
def port(settings: Any) -> int:
    number = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", number
    return number


def serve(handler: Inbox, port: int) -> Iterator[Inbox]:
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def inbox(port: int) -> Iterator[Inbox]:
    yield from serve(Inbox(), port)


@pytest.fixture
def refusing(port: int) -> Iterator[Inbox]:
    yield from serve(Refusing(), port)


def test_a_mail_reaches_a_real_server(case: Case, inbox: Inbox) -> None:
    outbox.drain(["mail"])
    outbox.drain(["mail"])

    (mail,) = inbox.mails
    assert mail["To"] == "resident@example.org"
    assert mail["Message-ID"] == f"<{case.effects.get().pk}@example.org>"


def test_a_server_that_is_away_loses_nothing(
    case: Case, port: int, request: pytest.FixtureRequest
) -> None:
    outbox.drain(["mail"])
    waiting = case.effects.get()
    assert (waiting.state, waiting.attempts) == (Effect.State.WAITING, 1)
    assert waiting.not_before > timezone.now() + timedelta(seconds=30)

    inbox = request.getfixturevalue("inbox")
    Effect.objects.update(not_before=timezone.now())
    outbox.drain(["mail"])

    assert len(inbox.mails) == 1
    assert case.effects.get().state == Effect.State.DONE


def test_a_refused_recipient_becomes_an_incident_in_the_end(
    case: Case, refusing: Inbox
) -> None:
    for _ in range(MAX_ATTEMPTS):
        Effect.objects.update(not_before=timezone.now())
        outbox.drain(["mail"])

    assert Effect.objects.incidents().get().error == "SMTPRecipientsRefused"
    assert refusing.mails == []
