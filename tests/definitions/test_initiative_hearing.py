"""The resident's initiative is not settled before its maker could be heard."""

from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from tests.cases import WRITTEN
from tests.definitions.initiatives import ASSESSED, MATTER
from tests.definitions.sending import do
from tests.definitions.walks import due, mails
from workflows.actions.reminders import pass_time
from workflows.errors import GuardFails
from workflows.models import Case, EventAnswers

Staff = dict[str, User]


def test_nothing_is_settled_before_a_hearing_is_offered(
    review: Case, staff: Staff, at: datetime
) -> None:
    for transition, written in (("assess", ASSESSED), ("reject", WRITTEN["reject"])):
        with pytest.raises(GuardFails):
            do(review, transition, staff["reviewer"], at=at, **written)


def test_the_maker_is_offered_a_hearing_for_fourteen_days(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)

    assert review.stage == "hearing"
    assert due(review, "hearing") == date(2026, 3, 24)
    body = mails(mailoutbox)[-1].body
    assert MATTER["matter"] in body
    assert "24. maaliskuuta 2026" in body


def test_what_the_maker_says_is_kept_as_evidence(
    review: Case, staff: Staff, at: datetime
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)

    event = do(review, "reply_hearing", None, at=at, statement="Pääoven vieressä.")

    assert review.stage == "review"
    kept = EventAnswers.objects.get(event=event).answers
    assert kept["statement"] == "Pääoven vieressä."


def test_a_hearing_at_a_meeting_is_recorded(
    review: Case, staff: Staff, at: datetime
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)

    do(
        review,
        "note_hearing",
        staff["reviewer"],
        at=at,
        how="meeting",
        held_on="2026-03-12",
        record="Tekijä näytti paikan kartalta.",
    )

    assert review.stage == "review"


def test_the_maker_may_do_without(review: Case, staff: Staff, at: datetime) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)
    do(review, "decline_hearing", None, at=at)

    do(review, "assess", staff["reviewer"], at=at, **ASSESSED)

    assert review.stage == "response"


def test_the_handling_goes_on_by_itself_when_the_maker_does_not_come(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)

    pass_time(at=at + timedelta(days=15))

    review.refresh_from_db()
    assert review.stage == "review"
    assert review.events.get(transition="hearing_over").actor_kind == "system"
    assert "aika tulla kuulluksi on päättynyt" in mails(mailoutbox)[-1].body
    do(review, "assess", staff["reviewer"], at=at + timedelta(days=16), **ASSESSED)


def test_more_time_to_be_heard_is_given_once(
    review: Case, staff: Staff, at: datetime
) -> None:
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)

    do(review, "extend_hearing", staff["reviewer"], at=at)

    assert due(review, "hearing") == date(2026, 4, 7)
