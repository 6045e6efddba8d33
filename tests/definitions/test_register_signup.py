"""A register of people who want to develop services: in by consent, out at any time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core import mail

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.taking_part import mails_of, result_of, sent, stage_of
from tests.workflows.claiming import work_off
from workflows.actions.reminders import pass_time
from workflows.errors import DraftIncomplete, NotYourRole, WrongStage
from workflows.models import Case, Deadline

ACCEPTED = {
    "pools": ["expert_by_experience"],
    "training": "coming",
    "next_step": "Koulutus alkaa syyskuussa.",
}


@pytest.fixture
def register(install: Callable[[str], Channel]) -> Channel:
    return install("register_signup")


@pytest.fixture
def signed_up(register: Channel, at: datetime) -> Case:
    return sent(register, at=at)


@pytest.fixture
def member(signed_up: Case, coordinator: User, at: datetime) -> Case:
    do(signed_up, "accept", coordinator, at=at, **ACCEPTED)
    return signed_up


def test_nobody_gets_in_without_consent(register: Channel, at: datetime) -> None:
    with pytest.raises(DraftIncomplete):
        sent(register, at=at, contact_consent=False)


def test_whoever_is_accepted_is_in_and_told_what_comes_next(
    member: Case, at: datetime
) -> None:
    work_off(at)

    assert stage_of(member) == "member"
    assert mails_of(member) == ["received", "accepted"]
    assert "Koulutus alkaa syyskuussa." in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["resident@example.org"]


def test_the_first_contact_is_promised_within_ten_working_days(
    signed_up: Case,
) -> None:
    due_at = Deadline.objects.get(case=signed_up, key="first_contact").due_at

    assert due_at is not None
    assert due_at.date().isoformat() == "2026-03-24"


def test_a_question_comes_back_with_its_answer(
    signed_up: Case, coordinator: User, at: datetime
) -> None:
    do(signed_up, "ask", coordinator, at=at, request="Mikä kunta?")
    assert stage_of(signed_up) == "completion"

    do(signed_up, "answer", None, at=at, reply="Keski-Järvi.")

    assert stage_of(signed_up) == "received"


def test_a_coordinator_goes_on_without_an_answer(
    signed_up: Case, coordinator: User, at: datetime
) -> None:
    do(signed_up, "ask", coordinator, at=at, request="Mikä kunta?")

    do(signed_up, "go_on", coordinator, at=at)

    assert stage_of(signed_up) == "received"


def test_whoever_cannot_be_taken_in_hears_why(
    signed_up: Case, coordinator: User, at: datetime
) -> None:
    do(signed_up, "decline", coordinator, at=at, reasons="Raati on täynnä.")

    assert result_of(signed_up) == "declined"
    assert mails_of(signed_up)[-1] == "declined"


def test_a_member_gets_invitations_and_stays(
    member: Case, coordinator: User, at: datetime
) -> None:
    do(member, "invite", coordinator, at=at, invitation="Tule kehittäjäryhmään.")

    assert stage_of(member) == "member"
    assert mails_of(member)[-1] == "invited"


@pytest.mark.parametrize("stage", ["received", "completion", "member"])
def test_one_can_leave_at_any_time(
    stage: str, signed_up: Case, coordinator: User, at: datetime
) -> None:
    if stage == "completion":
        do(signed_up, "ask", coordinator, at=at, request="Mikä kunta?")
    if stage == "member":
        do(signed_up, "accept", coordinator, at=at, **ACCEPTED)

    do(signed_up, "withdraw", None, at=at)

    assert result_of(signed_up) == "withdrawn"
    assert mails_of(signed_up)[-1] == "withdrawn"


def test_a_coordinator_removes_whoever_asks_for_it_by_phone(
    member: Case, coordinator: User, at: datetime
) -> None:
    do(member, "remove", coordinator, at=at)

    assert result_of(member) == "withdrawn"


def test_consent_is_asked_for_again_after_a_year(member: Case, at: datetime) -> None:
    almost, over = at + timedelta(days=360), at + timedelta(days=366)

    pass_time(at=almost)
    assert stage_of(member) == "member"
    pass_time(at=over)

    assert stage_of(member) == "renewal"
    assert mails_of(member)[-1] == "renewal"


def test_whoever_goes_on_is_in_for_another_year(member: Case, at: datetime) -> None:
    later = at + timedelta(days=366)
    pass_time(at=later)

    do(member, "renew", None, at=later)
    pass_time(at=later + timedelta(days=40))

    assert stage_of(member) == "member"
    running = Deadline.objects.get(case=member, state="armed")
    assert running.due_at is not None
    assert running.due_at - later > timedelta(days=360)


def test_whoever_does_not_answer_is_taken_out_and_told(
    member: Case, at: datetime
) -> None:
    pass_time(at=at + timedelta(days=366))

    pass_time(at=at + timedelta(days=400))

    assert result_of(member) == "lapsed"
    assert mails_of(member)[-1] == "lapsed"


def test_whoever_is_asked_to_go_on_may_leave_too(member: Case, at: datetime) -> None:
    later = at + timedelta(days=366)
    pass_time(at=later)

    do(member, "withdraw", None, at=later)

    assert result_of(member) == "withdrawn"


def test_whoever_left_gets_no_invitations(
    member: Case, coordinator: User, at: datetime
) -> None:
    do(member, "withdraw", None, at=at)

    with pytest.raises(WrongStage):
        do(member, "invite", coordinator, at=at, invitation="Tule takaisin.")


def test_only_a_coordinator_accepts(
    signed_up: Case, reviewer: User, outsider: User, at: datetime
) -> None:
    for stranger in (reviewer, outsider, None):
        with pytest.raises(NotYourRole):
            do(signed_up, "accept", stranger, at=at, **ACCEPTED)
