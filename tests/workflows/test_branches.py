"""Stages with several tasks, stages that lead on, and ends that can be undone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import (
    a_form,
    a_workflow,
    arrow,
    options,
    put_to_use,
    question,
    send_in,
    stage,
    text,
)
from tests.people import make_person
from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.actions.transitions import fire
from workflows.errors import NotYourRole, StaleCase, TaskDone, TooLate, WrongStage
from workflows.models import Case, CaseEvent, Procedure, Unit

REVIEWERS = ("aino", "bror", "cecilia")


def panel(quorum: Any = 2) -> dict[str, Any]:
    """Draw a review by three, and what follows when enough of them have spoken."""
    tasks = [
        {"key": f"part{number}", "role": "reviewer", "label": text("Part")}
        for number in range(3)
    ]
    urgent = {"==": [{"var": "urgent"}, "yes"]}
    return a_workflow(
        [
            stage("review", "parallel", tasks=tasks, quorum=quorum),
            stage("fork", "automatic"),
            stage("work", "work", role="approver"),
            stage("done", "final"),
            stage("dropped", "final"),
        ],
        [
            arrow("support", "review", None, roles=["reviewer"], completes_task=True),
            arrow("oppose", "review", None, roles=["reviewer"], completes_task=True),
            arrow(
                "supported",
                "review",
                "fork",
                trigger="automatic",
                guard={">=": [{"var": "tasks.support"}, 2]},
            ),
            arrow(
                "opposed",
                "review",
                "dropped",
                trigger="automatic",
                guard={">=": [{"var": "tasks.oppose"}, 2]},
            ),
            arrow("urgent", "fork", "done", trigger="automatic", guard=urgent),
            arrow("otherwise", "fork", "work", trigger="automatic"),
            arrow("finish", "work", "done", roles=["approver"]),
            arrow(
                "reopen",
                "dropped",
                "work",
                roles=["approver"],
                within={"amount": 14, "unit": "day"},
            ),
        ],
    )


@pytest.fixture
def procedure(roles: None, unit: Unit, at: datetime) -> Procedure:
    urgent = question("urgent", "choice", options=options("yes", "no"))
    return put_to_use(panel(), unit, at=at, form=a_form(urgent))


@pytest.fixture
def reviewers(roles: None, unit: Unit) -> dict[str, User]:
    return {name: make_person(name, "reviewer", unit=unit) for name in REVIEWERS}


@pytest.fixture
def case(procedure: Procedure, at: datetime) -> Case:
    return send_in(procedure, at=at, urgent="no")


def test_a_parallel_stage_owes_a_task_for_each_part(case: Case) -> None:
    tasks = case.tasks.open().order_by("slot")

    assert [(task.key, task.role) for task in tasks] == [
        ("part0", "reviewer"),
        ("part1", "reviewer"),
        ("part2", "reviewer"),
    ]


def test_the_quorum_leads_the_case_on_through_the_fork(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    act(case, "support", reviewers["aino"], at=at)
    case.refresh_from_db()
    assert case.stage == "review"

    act(case, "support", reviewers["bror"], at=at)

    case.refresh_from_db()
    assert (case.stage, case.tasks.open().get().role) == ("work", "approver")
    told = case.events.in_order().values_list("transition", "actor_kind", "to_stage")
    assert list(told) == [
        ("", "submitter", "review"),
        ("support", "person", "review"),
        ("support", "person", "review"),
        ("supported", "system", "fork"),
        ("otherwise", "system", "work"),
    ]


def test_a_fork_decides_by_the_answers(
    procedure: Procedure, reviewers: dict[str, User], at: datetime
) -> None:
    case = send_in(procedure, at=at, urgent="yes")
    for name in ("aino", "bror"):
        act(case, "support", reviewers[name], at=at)

    case.refresh_from_db()
    assert (case.stage, case.closed_at) == ("done", at)


def test_a_quorum_that_does_not_agree_waits_for_the_next_voice(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    act(case, "support", reviewers["aino"], at=at)
    act(case, "oppose", reviewers["bror"], at=at)
    case.refresh_from_db()
    assert case.stage == "review"

    act(case, "oppose", reviewers["cecilia"], at=at)

    case.refresh_from_db()
    assert case.stage == "dropped"


def test_nobody_speaks_twice(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    act(case, "support", reviewers["aino"], at=at)

    with pytest.raises(TaskDone):
        act(case, "support", reviewers["aino"], at=at)

    case.refresh_from_db()
    assert case.tasks.open().count() == 2


def test_a_task_given_to_somebody_is_nobody_elses(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    case.tasks.open().update(assignee=reviewers["aino"])

    with pytest.raises(TaskDone):
        act(case, "support", reviewers["bror"], at=at)


def test_those_without_the_role_complete_nothing(
    case: Case, approver: User, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        act(case, "support", approver, at=at)


@pytest.mark.parametrize(("quorum", "voices"), [("any", 1), ("all", 3), (2, 2)])
def test_a_quorum_is_all_any_or_a_number(
    quorum: Any,
    voices: int,
    roles: None,
    unit: Unit,
    reviewers: dict[str, User],
    at: datetime,
) -> None:
    drawn = panel(quorum)
    drawn["transitions"][2].pop("guard")
    case = send_in(put_to_use(drawn, unit, at=at), at=at)
    stages = []
    for name in REVIEWERS[:voices]:
        act(case, "oppose", reviewers[name], at=at)
        case.refresh_from_db()
        stages.append(case.stage)

    assert stages == ["review"] * (voices - 1) + ["work"]


def test_nobody_can_do_what_happens_by_itself(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        act(case, "supported", reviewers["aino"], at=at)


def test_an_end_can_be_undone_for_as_long_as_the_workflow_says(
    case: Case, reviewers: dict[str, User], approver: User, at: datetime
) -> None:
    for name in ("aino", "bror"):
        act(case, "oppose", reviewers[name], at=at)

    with pytest.raises(TooLate):
        act(case, "reopen", approver, at=at + timedelta(days=15))
    act(case, "reopen", approver, at=at + timedelta(days=14))

    case.refresh_from_db()
    assert (case.stage, case.closed_at) == ("work", None)


def test_a_colleagues_vote_makes_a_page_stale(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    act(case, "support", reviewers["aino"], at=at, revision=1)

    with pytest.raises(StaleCase):
        act(case, "oppose", reviewers["bror"], at=at, revision=1)


def test_a_quiet_event_leaves_a_page_as_good_as_it_was(
    case: Case, reviewers: dict[str, User], at: datetime
) -> None:
    fact = Fact(type="noted", actor=Actor.system(), at=at, to_stage="review")
    append_event(case=case, fact=fact, answers={})
    case.save_moved()

    act(case, "support", reviewers["aino"], at=at, revision=1)

    assert CaseEvent.objects.filter(case=case, transition="support").exists()


def test_the_system_does_only_what_a_timer_sets_off(case: Case, at: datetime) -> None:
    with pytest.raises(WrongStage):
        fire(
            case_id=case.pk,
            transition="otherwise",
            actor=Actor.system(),
            at=at,
            request_key="deadline:1",
            expected_revision=None,
            answers={},
        )
