"""The daily mail: once, to whom it concerns, and only when there is something."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.urls import reverse

import pytest
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from tests.desk.conftest import sit, text_of
from workflows.effects.digests import send_digests
from workflows.models import Case, Digest, DigestChoice, Task


@pytest.fixture
def morning(at: datetime) -> datetime:
    """Return eight o'clock in Finland on the working day after."""
    return at.replace(hour=6) + timedelta(days=1)


def test_the_registrar_hears_of_a_new_case_in_the_morning(
    case: Case,
    people: dict[str, User],
    morning: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    assert send_digests(at=morning) == 1

    (mail,) = mailoutbox
    assert mail.to == [people["registrar"].email]
    assert "1 avoin" in mail.subject or "1 open task" in mail.subject
    assert case.reference in mail.body
    assert "Penkkejä" not in mail.body
    assert reverse("desk_tasks:index") in mail.body


def test_it_comes_once_a_day(
    case: Case,
    people: dict[str, User],
    morning: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    for minutes in (0, 15, 300):
        send_digests(at=morning + timedelta(minutes=minutes))
    assert len(mailoutbox) == 1

    send_digests(at=morning + timedelta(days=1))
    assert len(mailoutbox) == 2


def test_it_says_what_is_late_and_what_is_soon_due(
    case: Case, registrar: User, morning: datetime, mailoutbox: list[EmailMessage]
) -> None:
    UserProfile.objects.create(user=registrar, preferred_language="en")
    Task.objects.update(due_at=morning - timedelta(hours=1))
    send_digests(at=morning)
    assert "Overdue: 1" in mailoutbox[0].body
    assert "Due within three days: 0" in mailoutbox[0].body

    Task.objects.update(due_at=morning + timedelta(days=3))
    send_digests(at=morning + timedelta(days=1))
    assert "Overdue: 0" in mailoutbox[1].body
    assert "Due within three days: 1" in mailoutbox[1].body


def test_who_has_nothing_to_do_gets_nothing(
    people: dict[str, User], morning: datetime, mailoutbox: list[EmailMessage]
) -> None:
    assert send_digests(at=morning) == 0
    assert mailoutbox == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime.fromisoformat("2026-03-11T04:59:00+00:00"),  # before seven
        datetime.fromisoformat("2026-03-11T16:00:00+00:00"),  # the evening
        datetime.fromisoformat("2026-03-14T08:00:00+00:00"),  # a Saturday
        datetime.fromisoformat("2026-04-03T08:00:00+00:00"),  # Good Friday
    ],
)
def test_nobody_is_written_to_outside_working_hours(
    case: Case, registrar: User, moment: datetime
) -> None:
    assert send_digests(at=moment) == 0
    assert not Digest.objects.exists()


def test_who_does_not_want_it_does_not_get_it(
    case: Case, registrar: User, morning: datetime, mailoutbox: list[EmailMessage]
) -> None:
    desk = sit(registrar)
    page = desk.client.get(reverse("wagtailadmin_account"))
    assert "Daily mail" in text_of(page)
    form = {
        "name_email-first_name": "A",
        "name_email-last_name": "B",
        "name_email-email": registrar.email,
        "locale-current_time_zone": "Europe/Helsinki",
        "locale-preferred_language": "en",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }

    response = desk.client.post(reverse("wagtailadmin_account"), form)
    assert response.status_code == 302

    assert DigestChoice.objects.get(user=registrar).is_wanted is False
    send_digests(at=morning)
    assert mailoutbox == []


def test_another_unit_is_not_told(
    case: Case, outsider: User, morning: datetime, mailoutbox: list[EmailMessage]
) -> None:
    send_digests(at=morning)

    assert mailoutbox == []


def test_what_a_colleague_has_taken_is_not_counted(
    case: Case,
    registrar: User,
    reviewer: User,
    morning: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    Task.objects.update(assignee=reviewer)

    send_digests(at=morning)

    assert mailoutbox == []


def test_a_mail_that_fails_holds_up_nobody_and_is_tried_again(
    case: Case,
    registrar: User,
    all_hats: User,
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
    mailoutbox: list[EmailMessage],
) -> None:
    whole = EmailMessage.send

    def refuses_one(mail: EmailMessage, *args: Any) -> int:
        if mail.to == [registrar.email]:
            raise smtplib.SMTPServerDisconnected
        return whole(mail, *args)

    monkeypatch.setattr(EmailMessage, "send", refuses_one)
    assert send_digests(at=morning) == 1
    assert [mail.to for mail in mailoutbox] == [[all_hats.email]]

    monkeypatch.setattr(EmailMessage, "send", whole)
    assert send_digests(at=morning + timedelta(minutes=5)) == 0  # still in hand
    assert send_digests(at=morning + timedelta(minutes=15)) == 1
    assert mailoutbox[-1].to == [registrar.email]


def test_two_workers_at_once_send_it_once(
    case: Case, registrar: User, morning: datetime
) -> None:
    digest = Digest.objects.create(user=registrar, day=morning.date())
    row = Digest.objects.filter(pk=digest.pk)

    assert [row.take(morning), row.take(morning)] == [True, False]
