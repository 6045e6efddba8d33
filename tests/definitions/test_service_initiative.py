"""The service user's initiative: by anybody who uses the service, heard, published."""

from datetime import date, datetime

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel, Outcome
from tests.cases import WRITTEN
from tests.definitions.sending import do
from tests.definitions.walks import ANSWERS, due, mails, send
from workflows.effects import outbox
from workflows.errors import GuardFails, SameActor
from workflows.models import Case

Channels = dict[str, Channel]
Staff = dict[str, User]


@pytest.fixture
def review(channels: Channels, staff: Staff, at: datetime) -> Case:
    case = send(channels["service_initiative"], at=at)
    do(case, "take", staff["registrar"], at=at, **WRITTEN["take"])
    return case


@pytest.fixture
def heard(review: Case, staff: Staff, at: datetime) -> Case:
    do(review, "offer_hearing", staff["reviewer"], at=at, matter="Mihin aikaan?")
    do(
        review,
        "note_hearing",
        staff["reviewer"],
        at=at,
        how="phone",
        held_on="2026-03-10",
        record="Aamupäivällä.",
    )
    return review


def test_it_is_due_in_three_months_and_the_first_notice_in_one(
    channels: Channels, at: datetime
) -> None:
    case = send(channels["service_initiative"], at=at)

    assert due(case, "answer") == date(2026, 6, 10)
    assert due(case, "first_notice") == date(2026, 4, 10)


def test_no_answer_before_a_hearing_is_offered(
    review: Case, staff: Staff, at: datetime
) -> None:
    with pytest.raises(GuardFails):
        do(review, "respond", staff["reviewer"], at=at, **WRITTEN["respond"])


def test_approving_publishes_the_answer_without_its_maker(
    heard: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(heard, "respond", staff["reviewer"], at=at, **WRITTEN["respond"])
    do(heard, "approve", staff["approver"], at=at)
    outbox.drain(["default"])

    outcome = Outcome.objects.get()
    assert (heard.stage, heard.closed_at) == ("answered", at)
    assert outcome.answer == WRITTEN["respond"]["answer"]
    public = " ".join(str(value) for value in vars(outcome).values())
    for key in ("name", "email", "unit"):
        assert ANSWERS["service_initiative"][key] not in public
    assert "julkaistu" in mails(mailoutbox)[-1].body


def test_whoever_wrote_the_answer_does_not_approve_it(
    heard: Case, all_hats: User, at: datetime
) -> None:
    do(heard, "respond", all_hats, at=at, **WRITTEN["respond"])

    with pytest.raises(SameActor):
        do(heard, "approve", all_hats, at=at)


def test_an_answer_sent_back_is_written_again(
    heard: Case, staff: Staff, at: datetime
) -> None:
    do(heard, "respond", staff["reviewer"], at=at, **WRITTEN["respond"])
    do(heard, "send_back", staff["approver"], at=at, remarks="Lisää aikataulu.")

    assert heard.stage == "review"


def test_the_maker_may_withdraw_while_being_heard(
    review: Case, staff: Staff, at: datetime
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, matter="Mihin aikaan?")
    do(review, "withdraw", None, at=at)

    assert review.stage == "withdrawn"
