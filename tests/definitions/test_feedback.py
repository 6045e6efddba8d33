"""Feedback: answered in five working days, or taken on as what it really is."""

from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel, Outcome
from tests.definitions.sending import do
from tests.definitions.walks import due, mails, send
from workflows.actions.reminders import pass_time
from workflows.errors import GuardFails, NotYourRole, TooLate
from workflows.models import Case
from workflows.views.progress import progress_of

Channels = dict[str, Channel]
Staff = dict[str, User]

ANSWER = "Soitto jäi tulematta puhelinvian vuoksi. Vika on korjattu."


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["feedback"], at=at)


def test_it_is_acknowledged_with_the_day_of_the_answer(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    assert due(case, "answer") == date(2026, 3, 17)
    (mail,) = mails(mailoutbox)
    assert mail.to == ["resident@example.org"]
    assert case.reference in mail.subject
    assert "17. maaliskuuta 2026" in mail.body


def test_the_answer_is_mailed_and_nothing_is_published(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER)

    assert (case.stage, case.closed_at) == ("answered", at)
    assert ANSWER in mails(mailoutbox)[-1].body
    assert not Outcome.objects.exists()


def test_feedback_without_a_name_is_handled_and_not_answered(
    channels: Channels, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    case = send(channels["feedback"], at=at, wants_answer="no")

    assert case.submission.email == ""
    with pytest.raises(GuardFails):
        do(case, "answer", staff["reviewer"], at=at, answer=ANSWER)
    do(case, "handle", staff["reviewer"], at=at, passed_to="Terveysasemat")
    assert case.stage == "handled"
    assert mails(mailoutbox) == []


def test_whoever_wants_an_answer_is_not_merely_handled(
    case: Case, staff: Staff, at: datetime
) -> None:
    with pytest.raises(GuardFails):
        do(case, "handle", staff["reviewer"], at=at, passed_to="Terveysasemat")


@pytest.mark.parametrize("role", ["registrar", "approver", "publisher"])
def test_other_roles_do_not_answer(
    case: Case, staff: Staff, role: str, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        do(case, "answer", staff[role], at=at, answer=ANSWER)


def test_the_submitter_may_go_on_for_thirty_days(
    case: Case, staff: Staff, at: datetime
) -> None:
    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER)
    on_the_last_day = at + timedelta(days=30)

    do(case, "ask_more", None, at=on_the_last_day, reply="Milloin vika korjattiin?")

    assert case.stage == "received"
    assert case.closed_at is None


def test_and_not_for_longer(case: Case, staff: Staff, at: datetime) -> None:
    do(case, "answer", staff["reviewer"], at=at, answer=ANSWER)

    with pytest.raises(TooLate):
        do(case, "ask_more", None, at=at + timedelta(days=31), reply="Entä nyt?")


def test_the_submitter_chooses_whether_it_is_a_complaint(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    do(case, "ask_kind", staff["reviewer"], at=at)
    assert "muistutuksena" in mails(mailoutbox)[-1].body
    chosen_at = at + timedelta(days=6)

    do(case, "choose_complaint", None, at=chosen_at)

    assert case.procedure.key == "complaint"
    assert case.stage == "received"


def test_the_promise_stands_still_while_the_submitter_chooses(
    case: Case, staff: Staff, at: datetime
) -> None:
    """Five working days less the one that passed, from the day of the choice."""
    do(case, "ask_kind", staff["reviewer"], at=at + timedelta(days=1))
    assert due(case, "answer") is None

    do(case, "choose_feedback", None, at=at + timedelta(days=8))

    assert due(case, "answer") == date(2026, 3, 24)


def test_a_complaint_keeps_the_arrival_and_the_reference_of_the_feedback(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    reference = case.reference

    do(case, "retype_complaint", staff["reviewer"], at=at + timedelta(days=3))

    assert (case.procedure.key, case.unit.key) == ("complaint", "complaints")
    assert (case.arrived_at, case.reference) == (at, reference)
    assert due(case, "answer") == date(2026, 4, 10)
    assert "muistutuksena" in mails(mailoutbox)[-1].body


def test_a_complaint_is_out_of_sight_for_those_who_handle_feedback(
    case: Case, staff: Staff, at: datetime
) -> None:
    do(case, "retype_complaint", staff["reviewer"], at=at)

    sees = {
        role
        for role, user in staff.items()
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    }
    assert sees == {"complaint_handler", "director"}
    with pytest.raises(NotYourRole):
        do(case, "take", staff["reviewer"], at=at, handled_by="Minä")


@pytest.mark.parametrize(
    ("transition", "procedure", "deadline", "last_day"),
    [
        ("retype_initiative", "initiative", "first_notice", date(2026, 4, 10)),
        ("retype_information", "information_request", "answer", date(2026, 3, 24)),
        ("retype_data", "data_request", "answer", date(2026, 4, 10)),
        (
            "retype_accessibility",
            "accessibility_feedback",
            "answer",
            date(2026, 3, 24),
        ),
    ],
)
def test_it_goes_on_as_what_it_is_and_the_clock_counts_from_arrival(
    case: Case,
    staff: Staff,
    transition: str,
    procedure: str,
    deadline: str,
    last_day: date,
    at: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    do(
        case,
        transition,
        staff["reviewer"],
        at=at + timedelta(days=2),
        reasons="Pyydät muuta kuin palautetta.",
    )

    assert case.procedure.key == procedure
    assert case.arrived_at == at
    assert due(case, deadline) == last_day
    assert "Pyydät muuta kuin palautetta." in mails(mailoutbox)[-1].body


def test_two_of_the_same_are_handled_together(
    channels: Channels, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    leading = send(channels["feedback"], at=at)
    follower = send(channels["feedback"], at=at, email="other@example.org")

    do(follower, "merge", staff["reviewer"], at=at, leading=leading.reference)

    assert follower.stage == "merged"
    told = [mail for mail in mails(mailoutbox) if mail.to == ["other@example.org"]]
    assert "yhdessä" in told[-1].body


def test_it_can_be_withdrawn(case: Case, at: datetime) -> None:
    do(case, "withdraw", None, at=at)

    assert case.stage == "withdrawn"


def test_it_is_answered_in_the_language_it_was_written_in(
    channels: Channels, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    case = send(channels["feedback"], at=at, language="sv")
    later = at + timedelta(hours=1)
    do(case, "answer", staff["reviewer"], at=later, answer="Felet är avhjälpt.")

    received, answered = mails(mailoutbox)
    assert received.subject.startswith("Vi har tagit emot din respons")
    assert "17 mars 2026" in received.body
    assert answered.subject.startswith("Svar på din respons")


def test_who_does_not_choose_in_time_is_answered_as_feedback(
    case: Case, staff: Staff, at: datetime
) -> None:
    do(case, "ask_kind", staff["reviewer"], at=at)

    pass_time(at=at + timedelta(days=15))

    case.refresh_from_db()
    assert (case.stage, case.procedure.key) == ("received", "feedback")


def test_the_submitter_still_finds_where_the_case_is(
    case: Case, staff: Staff, at: datetime
) -> None:
    """Stages of the feedback are unknown to the workflow of complaints."""
    do(case, "ask_kind", staff["reviewer"], at=at)
    do(case, "choose_complaint", None, at=at)

    progress = progress_of(Case.objects.get(pk=case.pk), language="fi")

    assert progress.stage == "Muistutuksesi on saapunut"
    assert progress.milestones
