"""What a workflow must fulfil that lets another authority have a case for a while."""

from collections.abc import Iterator

from workflows.engine.codec import Problem
from workflows.engine.workflow_spec import (
    Clock,
    DeadlineRule,
    OnReturn,
    StageKind,
    Transition,
    WorkflowSpec,
)


def away_problems(workflow: WorkflowSpec) -> Iterator[Problem]:
    """Yield what is wrong with stages that are away, and with the ways back."""
    for index, stage in enumerate(workflow.stages):
        if not stage.away:
            continue
        path = f"/stages/{index}/away"
        if stage.kind is not StageKind.FINAL:
            yield Problem(path, "away_is_final", "Only a final stage can be away.")
        if not any(one.target for one in workflow.leaving(stage.key)):
            yield Problem(path, "no_return", "No transition takes a case back.")
    for index, transition in enumerate(workflow.transitions):
        if transition.returned_on:
            path = f"/transitions/{index}/returned_on"
            yield from _return_problems(path, transition, workflow)
    for index, rule in enumerate(workflow.deadlines):
        yield from _clock_problems(f"/deadlines/{index}", rule, workflow)


def _return_problems(
    path: str, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    sources = [workflow.stage_by_key.get(key) for key in transition.sources]
    if not all(stage is None or stage.away for stage in sources):
        yield Problem(path, "never_away", "The case was not away before this.")
    asked = {
        one.key for one in transition.fields if one.type == "date" and one.required
    }
    if transition.returned_on not in asked:
        yield Problem(
            path,
            "unknown_field",
            f'There is no required date "{transition.returned_on}".',
        )


def _clock_problems(
    path: str, rule: DeadlineRule, workflow: WorkflowSpec
) -> Iterator[Problem]:
    for index, key in enumerate(rule.during):
        stage = workflow.stage_by_key.get(key)
        if stage is not None and stage.away:
            yield Problem(
                f"{path}/during/{index}",
                "stops_away",
                "No clock of ours runs while another authority has the case.",
            )
    if rule.on_return is None:
        return
    if not any(stage.away for stage in workflow.stages):
        yield Problem(
            f"{path}/on_return", "never_away", "No stage of the workflow is away."
        )
    if rule.on_return is OnReturn.GOES_ON and rule.clock is Clock.STATUTORY:
        yield Problem(
            f"{path}/on_return",
            "statutory_pause",
            "A period of the law never stands still.",
        )
