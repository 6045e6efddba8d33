"""Claiming a task, handing it over and releasing it, by the page of the case."""

from datetime import datetime

from django.http import HttpResponse

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, is_not_found, sit, text_of
from tests.people import make_person
from workflows.actions.assignments import claim_task, hand_over_task
from workflows.errors import NotTheirRole, NotYourRole, TaskNotOpen, TaskTaken
from workflows.models import Case, CaseEvent, Procedure, Role, Task, Unit


def decide(desk: Desk, task: Task, do: str, **more: str) -> HttpResponse:
    address = f"/admin/cases/{task.case_id}/tasks/{task.pk}/"
    return desk.client.post(address, {"do": do, **more}, follow=True)


@pytest.fixture
def task(case: Case) -> Task:
    return case.tasks.get()


@pytest.fixture
def colleague(roles: None, unit: Unit) -> User:
    return make_person("colleague", "registrar", unit=unit)


def acts(case: Case) -> list[tuple[str, int | None]]:
    events = case.events.filter(type="assigned").order_by("seq")
    return [(one.data["act"], one.data["to"]) for one in events]


def test_a_task_goes_from_hand_to_hand(
    task: Task, registrar: User, colleague: User, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["registrar"]

    claimed = text_of(decide(desk, task, "claim"))
    handed = text_of(decide(desk, task, "hand_over", to=str(colleague.pk)))
    released = text_of(decide(sit(colleague), task, "release"))

    assert "you have claimed this task" in claimed
    assert f"claimed by {colleague}" in handed
    assert "nobody has claimed this task" in released
    assert acts(task.case) == [
        ("claimed", registrar.pk),
        ("handed_over", colleague.pk),
        ("released", None),
    ]
    assert "Task handed over to a colleague" in released


def test_what_is_claimed_is_in_the_list_of_mine(
    task: Task, second_case: Case, at_desk: dict[str, Desk], registrar: User
) -> None:
    decide(at_desk["registrar"], task, "claim")

    mine = text_of(at_desk["registrar"].get("desk_tasks:index", whose="mine"))
    every = text_of(at_desk["reviewer"].get("desk_tasks:index", whose="all"))
    none = text_of(at_desk["reviewer"].get("desk_tasks:index", whose="mine"))

    assert task.case.reference in mine
    assert second_case.reference not in mine
    assert task.case.reference in every
    assert second_case.reference in every
    assert str(registrar) in every
    assert task.case.reference not in none


def test_a_claim_is_the_first_ones(
    task: Task, registrar: User, colleague: User, at: datetime
) -> None:
    claim_task(task_id=task.pk, actor=registrar, at=at)

    with pytest.raises(TaskTaken):
        claim_task(task_id=task.pk, actor=colleague, at=at)

    assert claim_task(task_id=task.pk, actor=registrar, at=at) is None
    assert len(acts(task.case)) == 1


def test_a_task_is_claimed_by_its_role_in_its_unit_only(
    task: Task, reviewer: User, outsider: User, at: datetime
) -> None:
    for person in (reviewer, outsider):
        with pytest.raises(NotYourRole):
            claim_task(task_id=task.pk, actor=person, at=at)


def test_a_task_is_handed_to_its_role_in_its_unit_only(
    task: Task,
    registrar: User,
    reviewer: User,
    outsider: User,
    colleague: User,
    at: datetime,
) -> None:
    colleague.is_active = False
    colleague.save()

    for person in (reviewer, outsider, colleague):
        with pytest.raises(NotTheirRole):
            hand_over_task(task_id=task.pk, to=person, actor=registrar, at=at)


def test_a_restricted_task_is_handed_to_readers_only(
    task: Task, registrar: User, colleague: User, at: datetime
) -> None:
    reader = make_person(
        "reader", "registrar", "complaint_handler", unit=task.case.unit
    )
    procedure = Procedure.objects.get(pk=task.case.procedure_id)
    procedure.readers.add(Role.objects.get(key="complaint_handler"))

    with pytest.raises(NotYourRole):
        claim_task(task_id=task.pk, actor=registrar, at=at)
    with pytest.raises(NotTheirRole):
        hand_over_task(task_id=task.pk, to=colleague, actor=reader, at=at)

    assert list(task.colleagues()) == [reader]


def test_a_task_that_is_done_is_nobodys(
    task: Task, registrar: User, at: datetime
) -> None:
    act(task.case, "take", registrar, at=at)

    with pytest.raises(TaskNotOpen):
        claim_task(task_id=task.pk, actor=registrar, at=at)


def test_nonsense_and_strangers_change_nothing(
    task: Task,
    second_case: Case,
    at_desk: dict[str, Desk],
    outsider: User,
    official: User,
) -> None:
    desk = at_desk["registrar"]
    elsewhere = f"/admin/cases/{second_case.pk}/tasks/{task.pk}/"

    assert is_not_found(decide(desk, task, "steal"))
    assert is_not_found(desk.client.post(elsewhere, {"do": "claim"}))
    assert is_not_found(decide(sit(outsider), task, "claim"))
    assert desk.client.get(elsewhere).status_code == 405
    decide(sit(official), task, "claim")
    decide(desk, task, "hand_over", to="x")
    decide(desk, task, "hand_over", to=str(outsider.pk))
    decide(at_desk["reviewer"], task, "claim")

    task.refresh_from_db()
    assert task.assignee is None
    assert not CaseEvent.objects.filter(type="assigned").exists()
