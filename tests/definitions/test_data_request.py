"""The data request: a month, three at most, by the data protection officer alone."""

from datetime import UTC, date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.walks import ANSWERS, due, mails, send
from workflows.errors import CannotExtend, NotYourRole
from workflows.models import Case

Channels = dict[str, Channel]
Staff = dict[str, User]

SENT = {"delivered_by": "letter", "delivered_on": "2026-03-10"}


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["data_request"], at=at)


@pytest.fixture
def handled(case: Case, staff: Staff, at: datetime) -> Case:
    do(case, "take", staff["data_protection_officer"], at=at, identified="strong")
    return case


def test_it_is_due_in_a_month(case: Case) -> None:
    assert due(case, "answer") == date(2026, 4, 10)


def test_a_month_that_ends_on_a_sunday_goes_on_to_monday(channels: Channels) -> None:
    case = send(channels["data_request"], at=datetime(2026, 2, 8, 10, tzinfo=UTC))
    assert due(case, "answer") == date(2026, 3, 9)


def test_the_request_is_fulfilled_and_no_data_is_mailed(
    handled: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    officer = staff["data_protection_officer"]
    done = "Annettiin hammashoidon merkinnät."

    do(handled, "fulfil", officer, at=at, done=done, **SENT)

    assert handled.stage == "fulfilled"
    told = " ".join(mail.subject + mail.body for mail in mails(mailoutbox))
    secrets = [done, *(ANSWERS["data_request"][key] for key in ("service", "name"))]
    assert [secret for secret in secrets if secret in told] == []


def test_a_refusal_tells_of_the_ombudsman_and_keeps_the_reasons_out_of_mail(
    handled: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    reasons = "Potilastiedot on säilytettävä lain mukaan."

    do(
        handled,
        "refuse",
        staff["data_protection_officer"],
        at=at,
        reasons=reasons,
        **SENT,
    )

    body = mails(mailoutbox)[-1].body
    assert handled.stage == "refused"
    assert "tietosuojavaltuutetun" in body
    assert reasons not in body


def test_the_clock_runs_on_while_identity_is_proved(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    officer = staff["data_protection_officer"]
    do(case, "ask_identity", officer, at=at, how="Käy kirjaamossa.")
    assert "Käy kirjaamossa." in mails(mailoutbox)[-1].body

    do(case, "identified", None, at=at)

    assert case.stage == "received"
    assert due(case, "answer") == date(2026, 4, 10)


def test_only_the_officer_sees_and_handles_it(
    case: Case, staff: Staff, at: datetime
) -> None:
    sees = {
        role
        for role, user in staff.items()
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    }

    assert sees == {"data_protection_officer"}
    with pytest.raises(NotYourRole):
        do(case, "take", staff["reviewer"], at=at, identified="known")


def test_one_who_acts_for_another_tells_for_whom(channels: Channels) -> None:
    form = channels["data_request"].procedure.form.versions.newest_first()[0].compiled
    step = form.step("other")

    assert step is not None
    assert all(field.personal for field in step.fields)


def test_it_takes_three_months_at_most_and_the_reasons_are_told(
    handled: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    officer = staff["data_protection_officer"]

    do(handled, "extend", officer, at=at, reasons="Rekistereitä on monta.")

    assert due(handled, "answer") == date(2026, 6, 10)
    body = mails(mailoutbox)[-1].body
    assert "Rekistereitä on monta." in body
    assert "10. kesäkuuta 2026" in body


def test_the_notice_must_come_inside_the_first_month(
    handled: Case, staff: Staff, at: datetime
) -> None:
    with pytest.raises(CannotExtend):
        do(
            handled,
            "extend",
            staff["data_protection_officer"],
            at=at + timedelta(days=32),
            reasons="Rekistereitä on monta.",
        )
