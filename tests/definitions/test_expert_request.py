"""A unit asks for an expert by experience."""

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
from workflows.errors import InvalidAnswers, NotYourRole, WrongStage
from workflows.models import Case, Deadline

PLAN = {"plan": "Kysymme pankista kolmea henkilöä."}
PROPOSED = {
    "expert": "Maija, kokemus päihdehoidosta",
    "terms": "4.5. klo 13-15 etäyhteydellä, palkkio ohjeen mukaan.",
    "agreed_by_expert": True,
}
FEEDBACK = {"went": "well", "changed": "Ajanvarauksen sanat muuttuivat."}


@pytest.fixture
def requests(install: Callable[[str], Channel]) -> Channel:
    return install("expert_request")


@pytest.fixture
def request_case(requests: Channel, at: datetime) -> Case:
    return sent(requests, at=at)


@pytest.fixture
def proposed(request_case: Case, coordinator: User, at: datetime) -> Case:
    do(request_case, "take", coordinator, at=at, **PLAN)
    do(request_case, "propose", coordinator, at=at, **PROPOSED)
    return request_case


def test_the_whole_way_from_the_need_to_the_feedback(
    proposed: Case, coordinator: User, at: datetime
) -> None:
    do(proposed, "accept", None, at=at)
    assert stage_of(proposed) == "agreed"

    do(proposed, "report", None, at=at, **FEEDBACK)
    work_off(at)

    assert result_of(proposed) == "done"
    assert mails_of(proposed) == ["received", "taken", "proposed", "agreed"]
    assert "Maija, kokemus päihdehoidosta" in mail.outbox[2].body


def test_nobody_is_proposed_who_has_not_agreed(
    request_case: Case, coordinator: User, at: datetime
) -> None:
    do(request_case, "take", coordinator, at=at, **PLAN)

    with pytest.raises(InvalidAnswers):
        do(
            request_case,
            "propose",
            coordinator,
            at=at,
            **{**PROPOSED, "agreed_by_expert": False},
        )


def test_another_proposal_can_be_asked_for(
    proposed: Case, coordinator: User, at: datetime
) -> None:
    do(proposed, "ask_another", None, at=at, wishes="Kokemusta asumispalveluista.")
    assert stage_of(proposed) == "matching"

    do(proposed, "propose", coordinator, at=at, **PROPOSED)

    assert stage_of(proposed) == "proposed"


@pytest.mark.parametrize(
    ("accepted", "transition"), [(False, "take_back"), (True, "restart")]
)
def test_the_search_begins_anew_when_the_expert_cannot_come(
    accepted: bool, transition: str, proposed: Case, coordinator: User, at: datetime
) -> None:
    if accepted:
        do(proposed, "accept", None, at=at)

    do(proposed, transition, coordinator, at=at)

    assert stage_of(proposed) == "matching"


def test_feedback_is_asked_for_when_the_task_is_done(
    proposed: Case, coordinator: User, at: datetime
) -> None:
    do(proposed, "accept", None, at=at)
    do(proposed, "ask_feedback", coordinator, at=at)
    assert mails_of(proposed)[-1] == "feedback"

    do(proposed, "give_feedback", None, at=at, **FEEDBACK)

    assert result_of(proposed) == "done"


def test_a_request_without_feedback_is_closed_after_two_weeks(
    proposed: Case, coordinator: User, at: datetime
) -> None:
    do(proposed, "accept", None, at=at)
    do(proposed, "ask_feedback", coordinator, at=at)

    pass_time(at=at + timedelta(days=14))
    assert stage_of(proposed) == "feedback"
    pass_time(at=at + timedelta(days=15))

    assert result_of(proposed) == "done"


def test_when_nobody_suitable_is_found_the_unit_hears_why(
    request_case: Case, coordinator: User, at: datetime
) -> None:
    do(request_case, "take", coordinator, at=at, **PLAN)

    do(request_case, "decline", coordinator, at=at, reasons="Kukaan ei ehdi.")

    assert result_of(request_case) == "declined"
    assert mails_of(request_case)[-1] == "declined"


@pytest.mark.parametrize("stage", ["received", "matching", "proposed", "agreed"])
def test_a_request_can_be_cancelled_until_it_is_done(
    stage: str, request_case: Case, coordinator: User, at: datetime
) -> None:
    for transition, user, written in (
        ("take", coordinator, PLAN),
        ("propose", coordinator, PROPOSED),
        ("accept", None, {}),
    ):
        if stage_of(request_case) == stage:
            break
        do(request_case, transition, user, at=at, **written)

    do(request_case, "cancel", None, at=at)

    assert result_of(request_case) == "withdrawn"


def test_a_question_is_answered_and_the_request_goes_on(
    request_case: Case, coordinator: User, at: datetime
) -> None:
    do(request_case, "ask_completion", coordinator, at=at, request="Mikä osasto?")

    do(request_case, "complete", None, at=at, reply="Poliklinikka.")
    do(request_case, "take", coordinator, at=at, **PLAN)

    assert stage_of(request_case) == "matching"


def test_the_search_stands_still_while_the_unit_thinks(
    request_case: Case, coordinator: User, at: datetime
) -> None:
    do(request_case, "take", coordinator, at=at, **PLAN)
    due_at = Deadline.objects.get(case=request_case, key="matching").due_at
    assert due_at is not None
    assert due_at.date().isoformat() == "2026-03-31"

    do(request_case, "propose", coordinator, at=at, **PROPOSED)

    assert Deadline.objects.get(case=request_case, key="matching").state == "paused"


def test_only_a_coordinator_searches(
    request_case: Case, reviewer: User, outsider: User, at: datetime
) -> None:
    for stranger in (reviewer, outsider, None):
        with pytest.raises(NotYourRole):
            do(request_case, "take", stranger, at=at, **PLAN)


def test_what_is_done_can_not_be_cancelled(proposed: Case, at: datetime) -> None:
    do(proposed, "accept", None, at=at)
    do(proposed, "report", None, at=at, **FEEDBACK)

    with pytest.raises(WrongStage):
        do(proposed, "cancel", None, at=at)
