"""What the stages of a workflow must fulfil, each alone and as one graph."""

from collections.abc import Iterable, Iterator

from workflows.engine.codec import Problem
from workflows.engine.field_checks import duplicates, untranslated
from workflows.engine.workflow_spec import Stage, StageKind, WorkflowSpec


def stage_problems(
    workflow: WorkflowSpec, *, roles: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the stages and with the ways between them."""
    yield from duplicates("/stages", (stage.key for stage in workflow.stages))
    for index, stage in enumerate(workflow.stages):
        path = f"/stages/{index}"
        for name in ("label", "public_label", "explanation"):
            yield from untranslated(f"{path}/{name}", getattr(stage, name))
        yield from _role_problems(path, stage, roles)
    if workflow.start not in workflow.stage_by_key:
        yield Problem(
            "/start", "unknown_stage", f'There is no stage "{workflow.start}".'
        )
    else:
        yield from _way_problems(workflow)


def _role_problems(path: str, stage: Stage, roles: frozenset[str]) -> Iterator[Problem]:
    if stage.kind is StageKind.WORK and not stage.role:
        yield Problem(f"{path}/role", "missing_role", "Nobody owes the work here.")
    if stage.role and stage.role not in roles:
        yield Problem(
            f"{path}/role", "unknown_role", f'There is no role "{stage.role}".'
        )


def _way_problems(workflow: WorkflowSpec) -> Iterator[Problem]:
    arrows = [
        (source, one.target)
        for one in workflow.transitions
        if one.target
        for source in one.sources
    ]
    finals = {one.key for one in workflow.stages if one.kind is StageKind.FINAL}
    reached = _closure({workflow.start}, arrows)
    ending = _closure(finals, [(target, source) for source, target in arrows])
    for index, stage in enumerate(workflow.stages):
        if stage.key not in reached:
            yield Problem(
                f"/stages/{index}", "unreachable_stage", "No way leads to this stage."
            )
        if stage.key not in ending:
            yield Problem(
                f"/stages/{index}", "endless_stage", "No way leads on to an end."
            )


def _closure(stages: Iterable[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    """Return the stages with all that the arrows lead to from them."""
    found: set[str] = set()
    fresh = set(stages)
    while fresh:
        found |= fresh
        fresh = {target for source, target in arrows if source in fresh} - found
    return found
