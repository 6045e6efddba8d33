"""Mails that come back are shown where it matters, once."""

import io
import sys
from collections.abc import Iterator
from datetime import datetime

from django.core.management import call_command
from django.utils.translation import override

import pytest

from cms.accounts.models import User
from tests.desk.conftest import sit, text_of
from workflows.actions.actors import Actor
from workflows.actions.effects import retry_effect
from workflows.effects import outbox
from workflows.effects.bounces import read_bounce
from workflows.models import Case, Effect, SentMail


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


NOTICE = """\
From: MAILER-DAEMON@mx.example.net
To: osallistu@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; resident@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: {kind}

Message-ID: {message_id}
To: resident@example.org
Subject: Olemme saaneet aloitteesi

--b--
"""


def notice(message_id: str, **changes: str) -> bytes:
    parts = {"action": "failed", "status": "5.1.1", "kind": "message/rfc822"}
    return NOTICE.format(message_id=message_id, **{**parts, **changes}).encode()


@pytest.fixture
def effect(case: Case) -> Effect:
    """Return a mail that went out."""
    outbox.drain(["mail"])
    return case.effects.get()


def receive(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """Pipe the message into the command, as the mail server does."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out = io.StringIO()
    call_command("read_bounce", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_an_incident_and_in_the_history(
    effect: Effect, kind: str, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = notice(f"<{effect.pk}@example.org>", kind=kind)

    said = receive(raw, monkeypatch)

    assert "came back" in said
    assert Effect.objects.incidents().get().error == "mail-returned"
    sent = SentMail.objects.get()
    assert (sent.state, sent.code) == (SentMail.State.RETURNED, "5.1.1")
    event = effect.case.events.get(type="mail_returned")
    assert "resident" not in str(event.data)
    page = text_of(sit(reviewer).case(effect.case))
    assert "came back: not delivered" in page
    assert "A mail to the submitter came back" in page


def test_the_same_notice_twice_is_noted_once(
    effect: Effect, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = notice(f"<{effect.pk}@example.org>")
    receive(raw, monkeypatch)

    assert "Nothing changed" in receive(raw, monkeypatch)
    assert effect.case.events.filter(type="mail_returned").count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Out of office\n\nI am away.",
        notice("<0@example.org>"),
        notice("<00000000-0000-0000-0000-000000000000@example.org>", action="delayed"),
    ],
)
def test_what_is_no_bounce_of_ours_is_left(
    raw: bytes, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_bounce(raw) is None
    assert "No mail of ours" in receive(raw, monkeypatch)


def test_a_bounce_of_an_unknown_mail_changes_nothing(
    effect: Effect, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = notice("<00000000-0000-0000-0000-000000000000@example.org>")

    assert "Nothing changed" in receive(raw, monkeypatch)


def test_a_mail_sent_again_has_a_message_id_of_its_own(
    effect: Effect,
    superuser_of_desk: User,
    at: datetime,
    mailoutbox: list,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receive(notice(f"<{effect.pk}@example.org>"), monkeypatch)
    retry_effect(effect_id=effect.pk, actor=Actor.person(superuser_of_desk), at=at)

    outbox.drain(["mail"])

    assert mailoutbox[-1].extra_headers["Message-ID"] == f"<{effect.pk}.1@example.org>"
    assert SentMail.objects.get().state == SentMail.State.SENT
    again = receive(notice(f"<{effect.pk}.1@example.org>"), monkeypatch)
    assert "came back" in again


@pytest.fixture
def superuser_of_desk(db: None) -> User:
    return User.objects.create_superuser("boss", "boss@example.org", "salasana-testi")
