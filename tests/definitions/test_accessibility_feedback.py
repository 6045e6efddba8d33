"""Accessibility feedback: answered in fourteen days, and the fault followed."""

from datetime import UTC, date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.walks import due, mails, send
from workflows.errors import NotYourRole, TooLate
from workflows.models import Case

Channels = dict[str, Channel]
Staff = dict[str, User]

ANSWER = "Painike korjataan seuraavassa päivityksessä."


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["accessibility_feedback"], at=at)


@pytest.mark.parametrize(
    ("arrived", "last_day"),
    [
        (datetime(2026, 3, 10, 10, tzinfo=UTC), date(2026, 3, 24)),
        (datetime(2026, 4, 17, 10, tzinfo=UTC), date(2026, 5, 4)),  # over 1 May
        (datetime(2026, 12, 11, 10, tzinfo=UTC), date(2026, 12, 28)),  # over Christmas
    ],
)
def test_fourteen_days_are_counted_as_the_law_counts(
    channels: Channels, arrived: datetime, last_day: date
) -> None:
    case = send(channels["accessibility_feedback"], at=arrived)

    assert due(case, "answer") == last_day


def test_a_promised_fault_is_followed_until_it_is_mended(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        case,
        "promise",
        staff["reviewer"],
        at=at,
        answer=ANSWER,
        mended_by="2026-04-30",
    )
    assert case.stage == "mending"
    assert due(case, "mending") == date(2026, 6, 10)
    assert ANSWER in mails(mailoutbox)[-1].body

    do(case, "mend", staff["reviewer"], at=at, mended="Painike saa nyt kohdistuksen.")
    assert case.stage == "mended"
    assert "Painike saa nyt kohdistuksen." in mails(mailoutbox)[-1].body


def test_an_answer_tells_where_to_turn_next(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER, ground="no_fault")

    assert case.stage == "answered"
    assert "saavutettavuusselosteessa" in mails(mailoutbox)[-1].body


def test_without_an_address_it_is_answered_on_its_page_and_nobody_is_mailed(
    channels: Channels, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    case = send(channels["accessibility_feedback"], at=at, wants_answer="no")

    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER, ground="mended")

    assert case.stage == "answered"
    assert mails(mailoutbox) == []


def test_other_roles_do_not_answer(case: Case, staff: Staff, at: datetime) -> None:
    with pytest.raises(NotYourRole):
        do(case, "answer", staff["publisher"], at=at, answer=ANSWER, ground="mended")


def test_the_same_fault_told_twice_is_one_case(
    channels: Channels, case: Case, staff: Staff, at: datetime
) -> None:
    second = send(channels["accessibility_feedback"], at=at)

    do(second, "merge", staff["reviewer"], at=at, leading=case.reference)

    assert second.stage == "merged"


def test_what_is_not_about_accessibility_becomes_feedback(
    case: Case, staff: Staff, at: datetime
) -> None:
    do(
        case,
        "retype_feedback",
        staff["reviewer"],
        at=at + timedelta(days=1),
        reasons="Asia koskee aukioloaikoja.",
    )

    assert (case.procedure.key, case.arrived_at) == ("feedback", at)


def test_it_is_reopened_when_the_fault_comes_back(
    case: Case, staff: Staff, at: datetime
) -> None:
    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER, ground="mended")

    with pytest.raises(TooLate):
        do(
            case,
            "reopen",
            staff["reviewer"],
            at=at + timedelta(days=65),
            note="Vika palasi.",
        )
    do(case, "reopen", staff["reviewer"], at=at + timedelta(days=20), note="Palasi.")
    assert case.stage == "received"
