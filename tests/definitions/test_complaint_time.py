"""The time of a complaint: one month, two at most, whoever is asked meanwhile."""

from datetime import UTC, date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.walks import due, mails, send
from workflows.actions.reminders import pass_time
from workflows.errors import CannotExtend
from workflows.models import Case

Channels = dict[str, Channel]
Staff = dict[str, User]


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["complaint"], at=at)


def test_it_is_due_in_a_month(case: Case) -> None:
    assert due(case, "answer") == date(2026, 4, 10)


def test_a_month_that_ends_on_midsummer_eve_goes_on_to_monday(
    channels: Channels,
) -> None:
    case = send(channels["complaint"], at=datetime(2026, 5, 19, 9, 0, tzinfo=UTC))

    assert due(case, "answer") == date(2026, 6, 22)


def test_the_month_does_not_stand_still_while_the_maker_is_asked(
    case: Case, staff: Staff, at: datetime
) -> None:
    handler = staff["complaint_handler"]
    do(case, "take", handler, at=at, handled_by="Sihteeri")
    do(case, "ask_completion", handler, at=at, request="Minä päivänä?")

    assert case.stage == "completion"
    assert due(case, "answer") == date(2026, 4, 10)


def test_it_takes_two_months_at_most_and_the_maker_is_told_in_the_first(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    handler = staff["complaint_handler"]
    do(case, "take", handler, at=at, handled_by="Sihteeri")

    do(case, "extend", handler, at=at, reasons="Selvitys pyydetään kahdelta yksiköltä.")

    assert due(case, "answer") == date(2026, 5, 11)
    body = mails(mailoutbox)[-1].body
    assert "Selvitys pyydetään kahdelta yksiköltä." in body
    assert "11. toukokuuta 2026" in body
    with pytest.raises(CannotExtend):
        do(case, "extend", handler, at=at, reasons="Vielä vähän.")


def test_after_the_first_month_it_is_too_late_to_extend(
    case: Case, staff: Staff, at: datetime
) -> None:
    handler = staff["complaint_handler"]
    do(case, "take", handler, at=at, handled_by="Sihteeri")

    with pytest.raises(CannotExtend):
        do(case, "extend", handler, at=at + timedelta(days=40), reasons="Kiire.")


def test_who_does_not_complete_it_is_answered_with_what_there_is(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    handler = staff["complaint_handler"]
    do(case, "take", handler, at=at, handled_by="Sihteeri")
    do(case, "ask_completion", handler, at=at, request="Minä päivänä?")

    pass_time(at=at + timedelta(days=15))

    case.refresh_from_db()
    assert case.stage == "inquiry"
    assert "niillä tiedoilla, jotka meillä on" in mails(mailoutbox)[-1].body
