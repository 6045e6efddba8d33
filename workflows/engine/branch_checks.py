"""What stages that lead on by themselves must fulfil, and their tasks."""

from collections.abc import Iterator

from workflows.engine.codec import Problem
from workflows.engine.field_checks import duplicates, untranslated
from workflows.engine.workflow_spec import (
    Stage,
    StageKind,
    Transition,
    Trigger,
    WorkflowSpec,
)

#: stages that automatic transitions may leave
LEADING_ON = (StageKind.AUTOMATIC, StageKind.PARALLEL)


def branch_problems(
    workflow: WorkflowSpec, *, roles: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the parallel and the automatic stages."""
    for index, stage in enumerate(workflow.stages):
        path = f"/stages/{index}"
        leaving = workflow.leaving(stage.key)
        if stage.kind is StageKind.PARALLEL:
            yield from _task_problems(path, stage, roles)
            yield from _parallel_problems(path, stage, leaving)
        elif stage.tasks:
            yield Problem(
                f"{path}/tasks", "needless_tasks", "Only a parallel stage has tasks."
            )
        if stage.kind is StageKind.AUTOMATIC:
            yield from _automatic_problems(path, leaving)
    yield from _circle_problems(workflow)


def _task_problems(path: str, stage: Stage, roles: frozenset[str]) -> Iterator[Problem]:
    if not stage.tasks:
        yield Problem(f"{path}/tasks", "missing_tasks", "A parallel stage needs tasks.")
    elif stage.needed > len(stage.tasks):
        yield Problem(
            f"{path}/quorum",
            "impossible_quorum",
            f"There are only {len(stage.tasks)} tasks.",
        )
    yield from duplicates(f"{path}/tasks", (task.key for task in stage.tasks))
    for index, task in enumerate(stage.tasks):
        at = f"{path}/tasks/{index}"
        yield from untranslated(f"{at}/label", task.label)
        if task.role not in roles:
            yield Problem(
                f"{at}/role", "unknown_role", f'There is no role "{task.role}".'
            )


def _parallel_problems(
    path: str, stage: Stage, leaving: tuple[Transition, ...]
) -> Iterator[Problem]:
    completing = {role for one in leaving if one.completes_task for role in one.roles}
    for index, task in enumerate(stage.tasks):
        if task.role not in completing:
            yield Problem(
                f"{path}/tasks/{index}/role",
                "task_without_end",
                "No transition lets this role complete a task here.",
            )
    if not any(one.trigger is Trigger.AUTOMATIC for one in leaving):
        yield Problem(
            path, "no_way_on", "No automatic transition leads on from the quorum."
        )


def _automatic_problems(
    path: str, leaving: tuple[Transition, ...]
) -> Iterator[Problem]:
    automatic = [one for one in leaving if one.trigger is Trigger.AUTOMATIC]
    if not automatic or automatic[-1].guard is not None:
        yield Problem(
            path,
            "may_get_stuck",
            "The last automatic transition from here must have no condition.",
        )


def _circle_problems(workflow: WorkflowSpec) -> Iterator[Problem]:
    """Find the automatic stages from which a case would go round for ever."""
    automatic = {s.key for s in workflow.stages if s.kind is StageKind.AUTOMATIC}
    onward = {
        key: {
            one.target
            for one in workflow.leaving(key)
            if one.trigger is Trigger.AUTOMATIC and one.target in automatic
        }
        for key in automatic
    }
    for index, stage in enumerate(workflow.stages):
        if stage.key in onward and stage.key in _ahead(stage.key, onward):
            yield Problem(
                f"/stages/{index}",
                "endless_circle",
                "A case could go round here without any person.",
            )


def _ahead(start: str, onward: dict[str, set[str]]) -> set[str]:
    """Return every stage that one or more steps lead to."""
    found: set[str] = set()
    fresh = set(onward[start])
    while fresh:
        found |= fresh
        fresh = {there for key in fresh for there in onward[key]} - found
    return found
