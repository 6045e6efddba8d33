"""A transition that asks for a second factor, and what its event tells."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from tests.authenticators import asking_for_codes
from tests.drawn import put_to_use, send_in
from workflows.actions.actors import Actor
from workflows.actions.audits import Audit
from workflows.actions.transitions import fire
from workflows.engine.confirmations import Confirmation, Method
from workflows.errors import (
    ConfirmationMissing,
    InvalidAnswers,
    NotYourRole,
    SameActor,
    StaleCase,
)
from workflows.models import Case, CaseEvent, Unit


@pytest.fixture
def case(unit: Unit, roles: None, at: datetime) -> Case:
    return send_in(put_to_use(asking_for_codes(), unit, at=at), at=at)


@pytest.fixture
def written(case: Case, reviewer: User, at: datetime) -> Case:
    do(case, "write", reviewer, at)
    return case


def do(
    case: Case,
    transition: str,
    user: User,
    at: datetime,
    *,
    confirmation: Confirmation | None = None,
    key: str = "",
    **more: Any,
) -> CaseEvent:
    answers = {"remarks": "Hyvä."} if transition == "approve" else {}
    settings = {"answers": answers, "expected_revision": None, **more}
    return fire(
        case_id=case.pk,
        transition=transition,
        actor=Actor.person(user, confirmation=confirmation),
        at=at,
        request_key=key or uuid.uuid4().hex,
        **settings,
    )


def given_by(user: User, at: datetime) -> Confirmation:
    return Confirmation(person_id=user.pk, method=Method.APP, at=at)


def test_the_event_tells_that_and_how_it_was_confirmed(
    written: Case, approver: User, at: datetime
) -> None:
    event = do(written, "approve", approver, at, confirmation=given_by(approver, at))

    assert event.data["confirmed"] == {"method": "app", "at": at.isoformat()}
    assert list(Audit().findings()) == []


def test_without_a_second_factor_nothing_happens(
    written: Case, approver: User, at: datetime
) -> None:
    with pytest.raises(ConfirmationMissing):
        do(written, "approve", approver, at)

    written.refresh_from_db()
    assert written.stage == "approval"
    assert not written.events.filter(transition="approve").exists()


def test_that_of_somebody_else_counts_for_nothing(
    written: Case, approver: User, reviewer: User, at: datetime
) -> None:
    with pytest.raises(ConfirmationMissing):
        do(written, "approve", approver, at, confirmation=given_by(reviewer, at))


@pytest.mark.parametrize("given_before", [timedelta(minutes=3), timedelta(seconds=-1)])
def test_an_earlier_or_later_one_counts_for_nothing(
    written: Case, approver: User, at: datetime, given_before: timedelta
) -> None:
    given = given_by(approver, at - given_before)

    with pytest.raises(ConfirmationMissing):
        do(written, "approve", approver, at, confirmation=given)


def test_whose_role_it_is_not_hears_of_no_second_factor(
    written: Case, reviewer: User, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        do(written, "approve", reviewer, at)


def test_four_eyes_come_before_the_second_factor(
    case: Case, all_hats: User, at: datetime
) -> None:
    do(case, "write", all_hats, at)

    with pytest.raises(SameActor):
        do(case, "approve", all_hats, at, confirmation=given_by(all_hats, at))


def test_an_old_page_is_told_of_before_the_second_factor(
    written: Case, approver: User, at: datetime
) -> None:
    with pytest.raises(StaleCase):
        do(written, "approve", approver, at, expected_revision=1)


def test_a_second_factor_makes_no_wrong_answer_right(
    written: Case, approver: User, at: datetime
) -> None:
    given = given_by(approver, at)

    with pytest.raises(InvalidAnswers):
        do(written, "approve", approver, at, confirmation=given, answers={})


def test_a_repeat_of_what_was_done_needs_no_second_one(
    written: Case, approver: User, at: datetime
) -> None:
    given = given_by(approver, at)
    first = do(written, "approve", approver, at, confirmation=given, key="once")

    again = do(written, "approve", approver, at, key="once")

    assert again == first


def test_where_none_is_asked_for_none_is_told(
    case: Case, reviewer: User, at: datetime
) -> None:
    event = do(case, "write", reviewer, at, confirmation=given_by(reviewer, at))

    assert "confirmed" not in event.data
