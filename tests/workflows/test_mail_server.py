"""A mail server that is away, slow or refuses: nothing lost, nothing silent."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from typing import Any

from django.utils import timezone

import pytest
from aiosmtpd.controller import Controller

from cms.demo.processes import free_port
from participation.models import Channel
from tests.cases import make_case
from workflows.effects import outbox, registry
from workflows.models import Case, Effect, SentMail


class Inbox:
    """Keeps what it receives."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content))
        return "250 Kept"


class Answering(Inbox):
    """Answers every recipient with the sentence it was given."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer

    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        return self.answer


class Slow(Inbox):
    """Takes the mail, and longer to say so than anybody waits."""

    async def handle_DATA(self, *args: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(*args)
        await asyncio.sleep(2)
        return answer


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
    yield from serve(Answering("550 No such person"), port)


@pytest.fixture
def putting_off(port: int) -> Iterator[Inbox]:
    yield from serve(Answering("450 Come again later"), port)


@pytest.fixture
def slow(port: int, settings: Any) -> Iterator[Inbox]:
    settings.EMAIL_TIMEOUT = 0.5
    yield from serve(Slow(), port)


def try_again() -> None:
    """Let the time of the next try come, and try."""
    Effect.objects.update(not_before=timezone.now())
    outbox.drain(["mail"])


def test_a_mail_reaches_a_real_server(case: Case, inbox: Inbox) -> None:
    outbox.drain(["mail"])
    outbox.drain(["mail"])

    (mail,) = inbox.mails
    assert mail["To"] == "resident@example.org"
    assert mail["Message-ID"] == f"<{case.effects.get().pk}@example.org>"
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert SentMail.objects.get().state == SentMail.State.SENT


def test_a_server_that_is_away_loses_nothing(
    case: Case, port: int, request: pytest.FixtureRequest
) -> None:
    outbox.drain(["mail"])
    waiting = case.effects.get()
    assert (waiting.state, waiting.attempts) == (Effect.State.WAITING, 1)
    assert waiting.not_before > timezone.now() + timedelta(seconds=30)
    assert SentMail.objects.get().state == SentMail.State.FAILED

    inbox = request.getfixturevalue("inbox")
    try_again()

    assert len(inbox.mails) == 1
    assert case.effects.get().state == Effect.State.DONE
    sent = SentMail.objects.get()
    assert (sent.state, sent.is_doubtful) == (SentMail.State.SENT, False)


def test_a_server_that_is_away_for_an_hour_is_waited_for(
    case: Case, port: int, request: pytest.FixtureRequest
) -> None:
    waited = sum(registry.BACKOFF, timedelta())
    assert waited > timedelta(hours=8)
    for _ in range(3):
        try_again()

    inbox = request.getfixturevalue("inbox")
    try_again()

    assert len(inbox.mails) == 1


def test_a_refused_address_is_an_incident_at_once(case: Case, refusing: Inbox) -> None:
    outbox.drain(["mail"])

    assert Effect.objects.incidents().get().error == "mail-refused"
    sent = SentMail.objects.get()
    assert (sent.state, sent.code) == (SentMail.State.REFUSED, "550")
    assert refusing.mails == []


def test_a_server_that_puts_off_is_tried_again(case: Case, putting_off: Inbox) -> None:
    outbox.drain(["mail"])

    assert case.effects.get().state == Effect.State.WAITING
    sent = SentMail.objects.get()
    assert (sent.state, sent.code) == (SentMail.State.FAILED, "450")


def test_one_refused_address_holds_up_nobody(
    channel: Channel, at: datetime, port: int
) -> None:
    class RefusingOne(Inbox):
        async def handle_RCPT(  # noqa: N802
            self, server: Any, session: Any, envelope: Any, address: str, _: Any
        ) -> str:
            if address.startswith("nobody"):
                return "550 No such person"
            envelope.rcpt_tos.append(address)
            return "250 OK"

    addresses = ["a@example.org", "nobody@example.org", "b@example.org"]
    for address in addresses:
        make_case(channel, at=at, email=address)

    for inbox in serve(RefusingOne(), port):
        outbox.drain(["mail"])

        assert {mail["To"] for mail in inbox.mails} == {
            "a@example.org",
            "b@example.org",
        }
    assert Effect.objects.incidents().count() == 1


def test_a_server_that_never_answers_may_have_taken_the_mail(
    case: Case, slow: Inbox
) -> None:
    outbox.drain(["mail"])

    assert len(slow.mails) == 1
    assert case.effects.get().state == Effect.State.WAITING
    assert SentMail.objects.get().state == SentMail.State.SENDING

    try_again()

    first, second = slow.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert SentMail.objects.get().is_doubtful


def test_a_mail_that_must_not_come_twice_waits_for_a_person(
    case: Case, slow: Inbox
) -> None:
    Effect.objects.update(params={"mail": "received", "if_unsure": "hold"})
    outbox.drain(["mail"])

    try_again()

    assert len(slow.mails) == 1
    assert Effect.objects.incidents().get().error == "mail-unsure"
