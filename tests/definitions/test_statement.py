"""A round of comments on a draft programme."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core import mail

import pytest

from cms.accounts.models import User
from participation.models import Channel, Outcome
from tests.definitions.sending import do
from tests.definitions.taking_part import mails_of, result_of, sent, stage_of
from tests.people import make_person
from tests.workflows.claiming import work_off
from workflows.errors import (
    DraftIncomplete,
    GuardFails,
    NotYourRole,
    ProcedureClosed,
    SameActor,
    WrongStage,
)
from workflows.models import Deadline, Unit

PREPARED = {
    "public_title": "Raatien ehdotuksiin pitää vastata",
    "public_summary": "Lausunnossa toivotaan, että asukasraadit saavat vastauksen.",
    "answer": "Lausunto on otettu huomioon.",
    "measures": "Ohjelmaan lisätään määräaika vastaukselle.",
    "answered_by": "Osallisuussuunnittelija",
}
GATHERED = {"considered": "partly", "effect": "Aikataulu lisätään liitteeseen."}


@pytest.fixture
def comments(install: Callable[[str], Channel]) -> Channel:
    return install("statement")


def test_a_statement_is_published_with_its_answer(
    comments: Channel, reviewer: User, approver: User, at: datetime
) -> None:
    case = sent(comments, at=at)

    do(case, "prepare", reviewer, at=at, **PREPARED)
    do(case, "publish", approver, at=at)
    work_off(at)

    assert result_of(case) == "answered"
    outcome = Outcome.objects.get(case=case)
    assert outcome.title == "Raatien ehdotuksiin pitää vastata"
    assert mails_of(case) == ["received", "published"]


def test_nothing_that_the_giver_wrote_is_published_as_such(
    comments: Channel, reviewer: User, approver: User, at: datetime
) -> None:
    case = sent(comments, at=at)
    do(case, "prepare", reviewer, at=at, **PREPARED)
    do(case, "publish", approver, at=at)
    work_off(at)

    outcome = Outcome.objects.get(case=case)
    shown = f"{outcome.title} {outcome.summary} {outcome.answer} {outcome.measures}"
    assert "Lausunnon Antaja" not in shown
    assert "aikataulu puuttuu" not in shown


def test_a_statement_that_may_not_be_published_is_only_gathered(
    comments: Channel, reviewer: User, at: datetime
) -> None:
    case = sent(comments, at=at, publish="no")

    with pytest.raises(GuardFails):
        do(case, "prepare", reviewer, at=at, **PREPARED)
    do(case, "gather", reviewer, at=at, **GATHERED)
    work_off(at)

    assert result_of(case) == "gathered"
    assert "Aikataulu lisätään liitteeseen." in mail.outbox[-1].body
    assert not Outcome.objects.exists()


def test_whoever_prepared_a_statement_may_not_publish_it(
    comments: Channel, unit: Unit, at: datetime
) -> None:
    both = make_person("both", "reviewer", "approver", unit=unit)
    case = sent(comments, at=at)
    do(case, "prepare", both, at=at, **PREPARED)

    with pytest.raises(SameActor):
        do(case, "publish", both, at=at)


def test_an_approver_sends_back_what_must_be_mended(
    comments: Channel, reviewer: User, approver: User, at: datetime
) -> None:
    case = sent(comments, at=at)
    do(case, "prepare", reviewer, at=at, **PREPARED)

    do(case, "send_back", approver, at=at, remarks="Poista paikkakunta.")

    assert stage_of(case) == "received"
    assert not Outcome.objects.exists()


def test_a_question_is_answered_through_the_status_link(
    comments: Channel, reviewer: User, at: datetime
) -> None:
    case = sent(comments, at=at)
    do(case, "ask_completion", reviewer, at=at, request="Mitä raatia tarkoitat?")

    do(case, "complete", None, at=at, reply="Asukasraatia.")

    assert stage_of(case) == "received"


def test_a_statement_about_something_else_is_set_aside_with_reasons(
    comments: Channel, reviewer: User, at: datetime
) -> None:
    case = sent(comments, at=at)

    do(case, "set_aside", reviewer, at=at, reasons="Koskee toista ohjelmaa.")

    assert result_of(case) == "rejected"
    assert mails_of(case)[-1] == "set_aside"


def test_a_statement_can_be_withdrawn_until_it_is_prepared(
    comments: Channel, reviewer: User, at: datetime
) -> None:
    withdrawn, prepared = sent(comments, at=at), sent(comments, at=at)
    do(prepared, "prepare", reviewer, at=at, **PREPARED)

    do(withdrawn, "withdraw", None, at=at)
    with pytest.raises(WrongStage):
        do(prepared, "withdraw", None, at=at)

    assert result_of(withdrawn) == "withdrawn"


def test_only_the_chosen_areas_are_commented_on(
    comments: Channel, at: datetime
) -> None:
    case = sent(comments, at=at, decisions_statement="Jäi toiselta sivulta.")

    answers = case.submission.answers
    assert "developing_statement" in answers
    assert "decisions_statement" not in answers


def test_a_body_names_who_speaks_for_it(comments: Channel, at: datetime) -> None:
    with pytest.raises(DraftIncomplete):
        sent(comments, at=at, giver_kind="organisation")

    case = sent(
        comments, at=at, giver_kind="organisation", signatory="Yhdistyksen sihteeri"
    )

    assert stage_of(case) == "received"


def test_a_statement_is_in_time_until_the_round_ends(
    comments: Channel, at: datetime
) -> None:
    comments.procedure.closes_at = at + timedelta(days=42)
    comments.procedure.save()

    sent(comments, at=at + timedelta(days=42, seconds=-1))
    with pytest.raises(ProcedureClosed):
        sent(comments, at=at + timedelta(days=42))


def test_a_statement_is_read_within_twenty_working_days(
    comments: Channel, at: datetime
) -> None:
    case = sent(comments, at=at)

    due_at = Deadline.objects.get(case=case, key="reading").due_at
    assert due_at is not None
    # Good Friday and Easter Monday are between.
    assert due_at.date().isoformat() == "2026-04-09"


def test_strangers_do_not_handle_statements(
    comments: Channel, registrar: User, outsider: User, at: datetime
) -> None:
    case = sent(comments, at=at)

    for stranger in (registrar, outsider, None):
        with pytest.raises(NotYourRole):
            do(case, "gather", stranger, at=at, **GATHERED)
