"""Leaving one stage and entering another. Called by actions that hold the case."""

from collections.abc import Mapping
from datetime import datetime

from workflows.actions.clocks import move_clocks
from workflows.engine.workflow_spec import Stage, StageKind, WorkflowSpec
from workflows.models import Case, Task


def begin(*, case: Case, workflow: WorkflowSpec, at: datetime) -> None:
    """
    Put the case at the start of a workflow: its first task and deadlines.

    The caller saves the case.
    """
    moved = move_clocks(
        case=case,
        workflow=workflow,
        source=None,
        target=workflow.start,
        at=at,
        returned_at=at,
    )
    _stand_in(case, workflow, workflow.start, moved.due_at, at)


def enter_stage(
    *,
    case: Case,
    workflow: WorkflowSpec,
    target: str,
    at: datetime,
    returned_at: datetime,
) -> Mapping[str, object]:
    """
    Move the case into the stage: tasks, deadlines and the case's own fields.

    The caller saves the case.

    :param returned_at: when a case that was away reached us; `at` for any other
    :returns: what the event is to tell of the clocks
    """
    case.tasks.open().update(done_at=at)
    case.stage_entry += 1
    moved = move_clocks(
        case=case,
        workflow=workflow,
        source=case.stage,
        target=target,
        at=at,
        returned_at=returned_at,
    )
    _stand_in(case, workflow, target, moved.due_at, at)
    return moved.told


def note_stage(*, case: Case, stage: Stage, at: datetime) -> None:
    """Note on the case that it is in the stage. The caller saves the case."""
    case.stage, case.stage_entered_at = stage.key, at
    case.closed_at = at if stage.kind is StageKind.FINAL else None


def _stand_in(
    case: Case,
    workflow: WorkflowSpec,
    target: str,
    due_at: datetime | None,
    at: datetime,
) -> None:
    stage = workflow.stage_by_key[target]
    tasks = [
        Task(
            case=case,
            unit_id=case.unit_id,
            stage_entry=case.stage_entry,
            slot=slot,
            key=key,
            role=role,
            due_at=due_at,
            opened_at=at,
        )
        for slot, (key, role) in enumerate(_owed(stage))
    ]
    if tasks:
        Task.objects.bulk_create(tasks)
    note_stage(case=case, stage=stage, at=at)


def _owed(stage: Stage) -> list[tuple[str, str]]:
    """Return the key and the role of each task that the stage opens."""
    if stage.kind is StageKind.WORK:
        return [("", stage.role)]
    return [(task.key, task.role) for task in stage.tasks]
