"""The tasks of a parallel stage: whose is which, and completing one."""

from datetime import datetime

from workflows.actions.actors import Actor
from workflows.actions.facts import tasks_of_visit
from workflows.actions.roles import roles_of
from workflows.engine.workflow_spec import Transition
from workflows.errors import TaskDone
from workflows.models import Case, Task


def own_task(case: Case, actor: Actor, roles: frozenset[str]) -> Task | None:
    """
    Return the open task that the actor may complete, the actor's own one first.

    Nothing for whoever completed one in this visit already: each pair of eyes counts
    once towards the quorum, however many roles its owner has.

    :param roles: keys of the actor's roles in the case's unit
    """
    tasks = tasks_of_visit(case)
    if any(task.done_by_id == actor.user_id for task in tasks if task.done_at):
        return None
    free = [
        task
        for task in tasks
        if task.done_at is None
        and task.role in roles
        and task.assignee_id in (None, actor.user_id)
    ]
    return min(
        free, key=lambda task: (task.assignee_id is None, task.slot), default=None
    )


def complete_task(
    *, case: Case, transition: Transition, actor: Actor, at: datetime
) -> None:
    """
    Note that the actor completed a task with the transition.

    Called inside an action that holds the case.

    :raises TaskDone: if none is left for the actor among the transition's roles
    """
    roles = roles_of(actor, case) & frozenset(transition.roles)
    task = own_task(case, actor, roles)
    if task is None:
        raise TaskDone
    task.done_at, task.done_by_id, task.outcome = at, actor.user_id, transition.key
    task.save(update_fields=["done_at", "done_by", "outcome"])
