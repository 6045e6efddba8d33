"""What the resident is told by mail."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from workflows.effects import outbox
from workflows.effects.status_links import case_of, status_token, status_url
from workflows.engine.mail_texts import fill, spoken
from workflows.models import Case, Deadline, Effect


def test_the_acknowledgement_tells_the_reference_and_the_next_date(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    outbox.drain(["mail"])

    (mail,) = mailoutbox
    assert mail.to == ["resident@example.org"]
    assert case.reference in mail.subject
    assert "17. maaliskuuta 2026" in mail.body
    assert status_url(case, language="fi") in mail.body
    assert "{" not in mail.body


def test_it_is_written_in_the_language_of_the_submission(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    case.submission.language = "sv"
    case.submission.save()

    outbox.drain(["mail"])

    assert mailoutbox[0].subject.startswith("Vi har tagit emot ditt initiativ")
    assert "/sv/" in mailoutbox[0].body


def test_a_repeat_could_be_recognised(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    effect = case.effects.get()

    outbox.drain(["mail"])

    assert mailoutbox[0].extra_headers["Message-ID"] == f"<{effect.pk}@example.org>"


def test_what_staff_wrote_is_quoted_and_never_read_as_a_placeholder(
    case: Case, people: dict[str, User], at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    act(case, "take", people["registrar"], at=at, estimate="{status_url}")

    outbox.drain(["mail"])

    body = mailoutbox[-1].body
    assert "Osallisuusyksikkö, suunnittelija" in body
    assert "ajankohdasta: {status_url}." in body


def test_a_mail_that_goes_out_late_tells_what_held_when_it_was_due(
    case: Case, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    act(case, "withdraw", None, at=at + timedelta(hours=1))

    outbox.drain(["mail"])

    received, withdrawn = mailoutbox
    assert "17. maaliskuuta 2026" in received.body
    assert "perunut" in withdrawn.subject


def test_placeholders_are_filled_in_one_pass() -> None:
    values = {"reference": "{subject}", "subject": "x"}

    assert fill("{reference} {unknown}", values) == "{subject} "


def test_without_an_address_nothing_is_sent_and_it_is_noted(
    channel: Channel, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    case = make_case(channel, at=at)
    case.submission.email = ""
    case.submission.save()

    outbox.drain(["mail"])

    effect = Effect.objects.get(case=case)
    assert (effect.state, effect.error) == (Effect.State.SKIPPED, "no-address")
    assert mailoutbox == []


def test_the_status_link_opens_its_case_only(channel: Channel, at: datetime) -> None:
    case, other = make_case(channel, at=at), make_case(channel, at=at)

    assert case_of(status_token(case)) == case
    assert status_token(case) != status_token(other)


@pytest.mark.parametrize("token", ["", "x", "å", "A" * 48, "A" * 200, "../../etc"])
def test_any_other_text_opens_nothing(case: Case, token: str) -> None:
    assert case_of(token) is None


def test_a_changed_token_opens_nothing(case: Case) -> None:
    token = status_token(case)
    changed = token[:30] + ("A" if token[30] != "A" else "B") + token[31:]

    assert case_of(changed) is None


def test_a_revoked_link_opens_nothing(case: Case) -> None:
    token = status_token(case)
    case.link_number += 1
    case.save()

    assert case_of(token) is None


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    text = "Hello,\n\nNext date: {next_date}. {reason}\n\nSee {status_url}\n"
    nothing = {"next_date": "", "reason": "", "status_url": "/status/"}

    assert spoken(text, nothing) == "Hello,\n\nSee {status_url}\n"
    assert spoken(text, nothing | {"next_date": "1 May"}) == text


def test_a_closed_case_has_no_next_date_in_its_mails(
    case: Case, people: dict[str, User], at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    Deadline.objects.filter(case=case).delete()

    outbox.drain(["mail"])

    assert "Seuraava päivä" not in mailoutbox[0].body
    assert "\n\n\n" not in mailoutbox[0].body
