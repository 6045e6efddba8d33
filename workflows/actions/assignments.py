"""
Who of a role takes care of a task.

A claim tells colleagues who is at it; it binds nobody, so that a case never waits for
someone who is away. Each change is an event, which makes no open page stale.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.errors import NotTheirRole, NotYourRole, TaskNotOpen, TaskTaken
from workflows.models import Case, CaseEvent, Role, Task

if TYPE_CHECKING:
    from cms.accounts.models import User

CLAIMED, HANDED_OVER, RELEASED = "claimed", "handed_over", "released"


@transaction.atomic
def claim_task(*, task_id: int, actor: "User", at: datetime) -> CaseEvent | None:
    """
    Take the task on; nothing happens when the actor has it already.

    :raises TaskNotOpen: if it was done meanwhile
    :raises TaskTaken: if somebody else has it
    :raises NotYourRole: if it is not a task of the actor's roles in the unit
    """
    case, task = _locked(task_id, actor)
    if task.assignee_id == actor.pk:
        return None
    if task.assignee_id is not None:
        raise TaskTaken
    return _assign(case, task, actor, CLAIMED, to=actor, at=at)


@transaction.atomic
def hand_over_task(
    *, task_id: int, to: "User", actor: "User", at: datetime
) -> CaseEvent | None:
    """
    Give the task to a colleague; whoever has the role may, also for someone away.

    :raises TaskNotOpen: if it was done meanwhile
    :raises NotYourRole: if it is not a task of the actor's roles in the unit
    :raises NotTheirRole: if the colleague lacks the role, or is not in the unit
    """
    case, task = _locked(task_id, actor)
    if not to.is_active or task.role not in Role.objects.keys_of(to, case=case):
        raise NotTheirRole
    if task.assignee_id == to.pk:
        return None
    return _assign(case, task, actor, HANDED_OVER, to=to, at=at)


@transaction.atomic
def release_task(*, task_id: int, actor: "User", at: datetime) -> CaseEvent | None:
    """
    Leave the task to whoever of the role comes first; nothing if nobody has it.

    :raises TaskNotOpen: if it was done meanwhile
    :raises NotYourRole: if it is not a task of the actor's roles in the unit
    """
    case, task = _locked(task_id, actor)
    if task.assignee_id is None:
        return None
    return _assign(case, task, actor, RELEASED, to=None, at=at)


def _locked(task_id: int, actor: "User") -> tuple[Case, Task]:
    """Lock the case, then the task, and check that it is the actor's to decide on."""
    case_id = Task.objects.values_list("case_id", flat=True).get(pk=task_id)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case_id)
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if task.role not in Role.objects.keys_of(actor, case=case):
        raise NotYourRole
    if task.done_at is not None:
        raise TaskNotOpen
    return case, task


def _assign(
    case: Case, task: Task, actor: "User", act: str, *, to: "User | None", at: datetime
) -> CaseEvent:
    task.assignee = to
    task.save(update_fields=["assignee"])
    fact = Fact(
        type="assigned",
        actor=Actor.person(actor),
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        data={"act": act, "slot": task.slot, "to": to.pk if to else None},
    )
    event = append_event(case=case, fact=fact, answers={})
    case.save(update_fields=["revision", "head_hash"])
    return event
