"""The information request: two weeks, a month on a ground, a decision on request."""

from datetime import UTC, date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.walks import due, mails, send
from tests.people import make_person
from workflows.errors import (
    InvalidAnswers,
    NotYourRole,
    SameActor,
    TooLate,
    WrongStage,
)
from workflows.models import Case, EventAnswers

Channels = dict[str, Channel]
Staff = dict[str, User]

REFUSED = {
    "withheld": "Asiakirjassa on terveystietoja (julkisuuslaki 24 §).",
    "handled_by": "Kirjaamo, asiakirjahallinnon suunnittelija",
}


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["information_request"], at=at)


@pytest.fixture
def search(case: Case, staff: Staff, at: datetime) -> Case:
    do(case, "take", staff["registrar"], at=at, handled_by="Kirjaamo")
    return case


@pytest.mark.parametrize(
    ("arrived", "last_day"),
    [
        (datetime(2026, 3, 10, 10, tzinfo=UTC), date(2026, 3, 24)),
        # Good Friday and Easter lie between.
        (datetime(2026, 3, 20, 10, tzinfo=UTC), date(2026, 4, 7)),
    ],
)
def test_two_weeks_are_counted_as_the_law_counts(
    channels: Channels, arrived: datetime, last_day: date
) -> None:
    assert due(send(channels["information_request"], at=arrived), "answer") == last_day


def test_the_information_is_given(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(search, "give", staff["reviewer"], at=at, answer="Pöytäkirja on liitteenä.")

    assert (search.stage, search.closed_at) == ("given", at)
    assert "Pöytäkirja on liitteenä." in mails(mailoutbox)[-1].body


def test_a_document_may_be_asked_for_without_a_name(
    channels: Channels, at: datetime
) -> None:
    assert send(channels["information_request"], at=at).submission.email


def test_a_refusal_tells_why_who_and_the_right_to_a_decision(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(search, "refuse", staff["reviewer"], at=at, **REFUSED)

    body = mails(mailoutbox)[-1].body
    assert search.stage == "refused"
    assert REFUSED["withheld"] in body
    assert REFUSED["handled_by"] in body
    assert "hallinto-oikeuteen" in body


def test_the_requester_gets_a_decision_in_two_weeks(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(search, "refuse", staff["reviewer"], at=at, **REFUSED)
    asked_at = at + timedelta(days=40)

    do(search, "ask_decision", None, at=asked_at)

    assert search.stage == "decision"
    assert due(search, "decision") == date(2026, 5, 4)
    assert "4. toukokuuta 2026" in mails(mailoutbox)[-1].body

    do(
        search,
        "decide_refuse",
        staff["approver"],
        at=asked_at,
        decision="Viranhaltijapäätös 12/2026",
        sent_by="letter",
    )
    assert search.stage == "refused_by_decision"
    assert "Viranhaltijapäätös 12/2026" in mails(mailoutbox)[-1].body


def test_whoever_refused_does_not_decide(
    channels: Channels, search: Case, unit: object, at: datetime
) -> None:
    both = make_person(
        "both",
        "reviewer",
        "approver",
        unit=channels["information_request"].procedure.unit,
    )
    do(search, "refuse", both, at=at, **REFUSED)
    do(search, "ask_decision", None, at=at)

    with pytest.raises(SameActor):
        do(search, "decide_give", both, at=at, answer="Sittenkin.")


def test_part_of_it_may_be_given_and_the_rest_decided_on(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        search,
        "give_partly",
        staff["reviewer"],
        at=at,
        answer="Sivut 1, 2 ja 3.",
        **REFUSED,
    )
    assert REFUSED["withheld"] in mails(mailoutbox)[-1].body

    do(search, "ask_decision", None, at=at)
    do(search, "decide_give", staff["approver"], at=at, answer="Myös sivu 4.")

    assert search.stage == "given"


def test_a_reviewer_does_not_make_the_decision(
    search: Case, staff: Staff, at: datetime
) -> None:
    do(search, "refuse", staff["reviewer"], at=at, **REFUSED)
    do(search, "ask_decision", None, at=at)

    with pytest.raises(NotYourRole):
        do(search, "decide_give", staff["reviewer"], at=at, answer="Annetaan.")


def test_no_decision_on_what_was_given(
    search: Case, staff: Staff, at: datetime
) -> None:
    do(search, "give", staff["reviewer"], at=at, answer="Tässä.")

    with pytest.raises(WrongStage):
        do(search, "ask_decision", None, at=at)


def test_the_period_runs_on_while_the_requester_specifies(
    search: Case, staff: Staff, at: datetime
) -> None:
    do(search, "ask_completion", staff["reviewer"], at=at, request="Minkä kokouksen?")

    assert due(search, "answer") == date(2026, 3, 24)
    assert due(search, "completion") == date(2026, 3, 24)
    do(search, "complete", None, at=at, reply="Helmikuun kokouksen.")
    assert search.stage == "search"


def test_what_another_authority_has_is_passed_on(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(
        search,
        "transfer",
        staff["registrar"],
        at=at,
        authority="Esimerkkilän kaupunki",
        reasons="Asiakirja on kaupungin.",
    )

    assert search.stage == "transferred"
    assert "Esimerkkilän kaupunki" in mails(mailoutbox)[-1].body


def test_it_is_reopened_only_in_time(search: Case, staff: Staff, at: datetime) -> None:
    do(search, "give", staff["reviewer"], at=at, answer="Tässä.")

    with pytest.raises(TooLate):
        do(
            search,
            "reopen",
            staff["reviewer"],
            at=at + timedelta(days=31),
            note="Sivu puuttui.",
        )
    do(search, "reopen", staff["reviewer"], at=at + timedelta(days=29), note="Puuttui.")
    assert search.stage == "search"


def test_a_large_request_takes_a_month_on_a_recorded_ground(
    search: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    event = do(
        search,
        "extend",
        staff["reviewer"],
        at=at,
        ground="many",
        reasons="Asiakirjoja on 400.",
    )

    assert EventAnswers.objects.get(event=event).answers["ground"] == "many"
    assert due(search, "answer") == date(2026, 4, 10)
    assert "Asiakirjoja on 400." in mails(mailoutbox)[-1].body


def test_no_extension_without_a_ground(
    search: Case, staff: Staff, at: datetime
) -> None:
    with pytest.raises(InvalidAnswers):
        do(search, "extend", staff["reviewer"], at=at, reasons="Kiire.")
