"""The resident's initiative: heard before it is closed, answered with measures."""

from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel, FollowUp, Outcome
from tests.cases import WRITTEN
from tests.definitions.initiatives import ASSESSED
from tests.definitions.sending import do
from tests.definitions.walks import ANSWERS, due, mails, send
from workflows.effects import outbox
from workflows.errors import CannotExtend, NotYourRole, SameActor, TooLate
from workflows.models import Case

Channels = dict[str, Channel]
Staff = dict[str, User]


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["initiative"], at=at)


def _publish(case: Case, staff: Staff, at: datetime) -> None:
    do(case, "assess", staff["reviewer"], at=at, **ASSESSED)
    do(case, "respond", staff["reviewer"], at=at, **WRITTEN["respond"])
    do(case, "approve", staff["approver"], at=at)
    do(case, "publish", staff["publisher"], at=at)


def test_it_is_answered_published_and_followed_to_its_end(
    heard: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    _publish(heard, staff, at)
    outbox.drain(["default"])
    do(
        heard,
        "note_follow_up",
        staff["reviewer"],
        at=at,
        follow_up="Penkit ovat ulkona.",
    )
    outbox.drain(["default"])
    do(heard, "close", staff["reviewer"], at=at)

    assert (heard.stage, heard.closed_at) == ("closed", at)
    assert FollowUp.objects.get().text == "Penkit ovat ulkona."
    subjects = [mail.subject.rpartition(" (")[0] for mail in mails(mailoutbox)]
    assert set(subjects) >= {
        "Olemme saaneet aloitteesi",
        "Aloitteesi käsittely on alkanut",
        "Sinulla on tilaisuus tulla kuulluksi",
        "Aloitteeseesi on vastattu",
        "Uutta aloitteesi toimista",
        "Aloitteesi on käsitelty loppuun",
    }


def test_no_personal_answer_reaches_what_is_published(
    heard: Case, staff: Staff, at: datetime
) -> None:
    _publish(heard, staff, at)
    outbox.drain(["default"])

    outcome = Outcome.objects.get()
    public = " ".join(str(value) for value in vars(outcome).values())
    form = heard.submission.form_version.compiled
    personal = {one.key for one in form.fields() if one.personal} - {"publish_name"}
    written = [
        ANSWERS["initiative"][key] for key in personal & {*ANSWERS["initiative"]}
    ]
    assert written
    assert [one for one in written if one in public] == []


def test_whoever_wrote_the_answer_neither_approves_nor_publishes_it(
    heard: Case, channels: Channels, staff: Staff, all_hats: User, at: datetime
) -> None:
    do(heard, "assess", all_hats, at=at, **ASSESSED)
    do(heard, "respond", all_hats, at=at, **WRITTEN["respond"])

    with pytest.raises(SameActor):
        do(heard, "approve", all_hats, at=at)


def test_one_without_measures_gets_the_reasons(
    heard: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(heard, "reject", staff["reviewer"], at=at, **WRITTEN["reject"])

    assert heard.stage == "rejected"
    assert WRITTEN["reject"]["reasons"] in mails(mailoutbox)[-1].body


def test_the_clocks_of_an_initiative(case: Case) -> None:
    assert due(case, "first_notice") == date(2026, 4, 10)
    assert due(case, "taking") == date(2026, 3, 17)
    assert due(case, "answer") == date(2026, 9, 10)


def test_a_transferred_initiative_is_no_longer_ours_until_it_comes_back(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        review,
        "transfer",
        staff["registrar"],
        at=at,
        authority="Esimerkkilän kaupunki",
        reasons="Piha on kaupungin.",
    )
    assert (review.stage, review.closed_at) == ("transferred", at)
    assert not review.deadlines.running().exists()
    body = mails(mailoutbox)[-1].body
    assert "Esimerkkilän kaupunki" in body
    assert "Piha on kaupungin." in body

    later = at + timedelta(days=5)
    do(
        review,
        "return_transfer",
        staff["registrar"],
        at=later,
        returned_on="2026-03-13",
        evidence="Kaupungin kirje 13.3.2026",
    )
    assert (review.stage, review.arrived_at) == ("received", at)
    assert due(review, "first_notice") == date(2026, 4, 13)
    assert due(review, "taking") == date(2026, 3, 20)
    # three working days later than if it had never been away
    assert due(review, "answer") == date(2026, 9, 15)
    assert "palautettu meille" in mails(mailoutbox)[-1].body


def test_duplicates_are_merged_and_the_second_maker_is_told(
    channels: Channels, review: Case, staff: Staff, at: datetime
) -> None:
    second = send(channels["initiative"], at=at, email="second@example.org")

    do(second, "merge", staff["registrar"], at=at, leading=review.reference)

    assert second.stage == "merged"


def test_two_matters_in_one_become_two_cases_of_the_same_arrival(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        review,
        "split",
        staff["reviewer"],
        at=at + timedelta(days=4),
        parts="penkit ja valaistus",
    )

    other = Case.objects.exclude(pk=review.pk).get()
    assert other.arrived_at == review.arrived_at
    assert review.stage == "review"
    assert any("penkit ja valaistus" in mail.body for mail in mails(mailoutbox))


def test_cases_are_linked_and_stay_where_they_are(
    channels: Channels, review: Case, staff: Staff, at: datetime
) -> None:
    other = send(channels["initiative"], at=at)

    do(review, "link", staff["reviewer"], at=at, other=other.reference)

    assert review.stage == "review"
    assert other.stage == "received"


def test_what_is_no_initiative_goes_on_as_feedback(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        review,
        "retype_feedback",
        staff["reviewer"],
        at=at + timedelta(days=1),
        reasons="Kerrot yhdestä käynnistä.",
    )

    assert (review.procedure.key, review.arrived_at) == ("feedback", at)
    assert due(review, "answer") == date(2026, 3, 17)
    assert "Kerrot yhdestä käynnistä." in mails(mailoutbox)[-1].body


def test_a_rejected_one_is_reopened_by_an_approver_in_three_months(
    heard: Case, staff: Staff, at: datetime
) -> None:
    do(heard, "reject", staff["reviewer"], at=at, **WRITTEN["reject"])
    with pytest.raises(NotYourRole):
        do(heard, "reopen", staff["reviewer"], at=at, note="Uutta tietoa.")
    with pytest.raises(TooLate):
        do(
            heard,
            "reopen",
            staff["approver"],
            at=at + timedelta(days=95),
            note="Uutta tietoa.",
        )

    do(
        heard,
        "reopen",
        staff["approver"],
        at=at + timedelta(days=60),
        note="Uutta tietoa.",
    )

    assert (heard.stage, heard.closed_at) == ("review", None)


def test_follow_up_may_go_on_after_the_end(
    heard: Case, staff: Staff, at: datetime
) -> None:
    _publish(heard, staff, at)
    do(heard, "close", staff["reviewer"], at=at)

    do(heard, "reopen_follow_up", staff["reviewer"], at=at, note="Penkki lisää.")

    assert heard.stage == "follow_up"


def test_the_target_of_the_answer_moves_once_with_a_reason(
    review: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(review, "extend", staff["reviewer"], at=at, reasons="Odotamme talousarviota.")

    assert due(review, "answer") == date(2026, 12, 10)
    assert "Odotamme talousarviota." in mails(mailoutbox)[-1].body
    with pytest.raises(CannotExtend):
        do(review, "extend", staff["reviewer"], at=at, reasons="Vielä kerran.")
