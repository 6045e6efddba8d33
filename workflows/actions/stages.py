"""Leaving one stage and entering another. Called by actions that hold the case."""

from datetime import datetime

from workflows.actions.clocks import move_clocks
from workflows.engine.workflow_spec import StageKind, WorkflowSpec
from workflows.models import Case, Task


def enter_stage(
    *, case: Case, workflow: WorkflowSpec, target: str, at: datetime, first: bool
) -> None:
    """
    Move the case into the stage: tasks, deadlines and the case's own fields.

    The caller saves the case.

    :param first: whether the case begins here, with no stage to leave
    """
    source = None if first else case.stage
    if not first:
        case.tasks.open().update(done_at=at)
        case.stage_entry += 1
    due_at = move_clocks(
        case=case, workflow=workflow, source=source, target=target, at=at
    )
    stage = workflow.stage_by_key[target]
    if stage.kind is StageKind.WORK:
        Task.objects.create(
            case=case,
            unit_id=case.unit_id,
            stage_entry=case.stage_entry,
            role=stage.role,
            due_at=due_at,
            opened_at=at,
        )
    case.stage, case.stage_entered_at = target, at
    case.closed_at = at if stage.kind is StageKind.FINAL else None
