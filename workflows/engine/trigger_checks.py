"""What sets a transition off, and what it does beside moving the case."""

from collections.abc import Iterator

from workflows.engine.branch_checks import LEADING_ON
from workflows.engine.codec import Problem
from workflows.engine.workflow_spec import (
    Deed,
    DeedKind,
    StageKind,
    Transition,
    Trigger,
    WorkflowSpec,
)

#: stages that automatic transitions may leave; a waiting case is led on by an effect
_LED_ON = (*LEADING_ON, StageKind.WAIT)

#: what each deed needs to be told
_PARAMS = {
    DeedKind.EXTEND: "deadline",
    DeedKind.MERGE: "field",
    DeedKind.LINK: "field",
    DeedKind.RETYPE: "procedure",
}
#: transitions that nobody sets off
_BY_ITSELF = (Trigger.AUTOMATIC, Trigger.TIMER)


def trigger_problems(
    path: str, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    """Yield what is wrong with when and by whom the transition happens."""
    yield from _itself_problems(path, transition)
    if transition.second_factor and transition.trigger is not Trigger.PERSON:
        yield Problem(
            f"{path}/second_factor",
            "nobody_confirms",
            "Only staff can confirm with a second factor.",
        )
    yield from _timer_problems(path, transition, workflow)
    kinds = [
        (index, workflow.stage_by_key[key].kind)
        for index, key in enumerate(transition.sources)
        if key in workflow.stage_by_key
    ]
    for index, kind in kinds:
        at = f"{path}/from/{index}"
        if transition.trigger is Trigger.AUTOMATIC and kind not in _LED_ON:
            yield Problem(
                at, "not_automatic", "Nothing leads on by itself from this stage."
            )
        if transition.trigger is not Trigger.AUTOMATIC and kind is StageKind.AUTOMATIC:
            yield Problem(at, "never_there", "A case never stays in this stage.")
        if transition.completes_task and kind is not StageKind.PARALLEL:
            yield Problem(at, "no_tasks", "This stage has no tasks to complete.")
    if transition.completes_task and (
        transition.target or transition.trigger is not Trigger.PERSON
    ):
        yield Problem(
            f"{path}/completes_task",
            "completing_moves",
            "A person completes a task, and the case stays where it is.",
        )
    yield from _resubmission_problems(path, transition)
    if transition.deed:
        yield from _deed_problems(f"{path}/deed", transition.deed, transition, workflow)


def _itself_problems(path: str, transition: Transition) -> Iterator[Problem]:
    if transition.trigger not in _BY_ITSELF:
        return
    if transition.roles:
        yield Problem(f"{path}/roles", "needless_role", "Nobody does this.")
    if transition.fields:
        yield Problem(f"{path}/fields", "needless_form", "Nobody fills this in.")
    if transition.trigger is Trigger.AUTOMATIC and not transition.target:
        yield Problem(
            f"{path}/to", "must_move", "An automatic transition leads to a stage."
        )


def _resubmission_problems(path: str, transition: Transition) -> Iterator[Problem]:
    if not transition.resubmits:
        return
    if transition.trigger is not Trigger.SUBMITTER:
        yield Problem(
            f"{path}/resubmits",
            "not_the_submitter",
            "Only the submitter changes the answers.",
        )
    if transition.fields:
        yield Problem(
            f"{path}/fields",
            "needless_form",
            "The submitter fills in the form itself again.",
        )


def _timer_problems(
    path: str, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    at = f"{path}/timer"
    if transition.trigger is not Trigger.TIMER:
        if transition.timer:
            yield Problem(at, "needless_timer", "Only a timer transition has one.")
        return
    rule = workflow.deadline_by_key.get(transition.timer)
    if rule is None:
        yield Problem(
            at, "unknown_deadline", f'There is no deadline "{transition.timer}".'
        )
        return
    for index, key in enumerate(transition.sources):
        if key not in rule.during:
            yield Problem(
                f"{path}/from/{index}",
                "timer_never_runs",
                "The deadline does not run in this stage.",
            )


def _deed_problems(
    path: str, deed: Deed, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    wanted = _PARAMS.get(deed.kind, "")
    for name in ("deadline", "field", "procedure"):
        given = bool(getattr(deed, name))
        if name == wanted and not given:
            yield Problem(f"{path}/params/{name}", "required", "This is missing.")
        elif given and name != wanted and deed.kind is not DeedKind.SPLIT:
            yield Problem(f"{path}/params/{name}", "needless", "This is not used.")
    if deed.deadline and deed.deadline not in workflow.deadline_by_key:
        yield Problem(
            f"{path}/params/deadline",
            "unknown_deadline",
            f'There is no deadline "{deed.deadline}".',
        )
    if deed.field and deed.field not in {
        one.key for one in transition.fields if one.type == "case" and one.required
    }:
        yield Problem(
            f"{path}/params/field",
            "unknown_field",
            f'There is no required field "{deed.field}" for a case.',
        )
    yield from _deed_end_problems(path, deed, transition, workflow)


def _deed_end_problems(
    path: str, deed: Deed, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    end = workflow.stage_by_key.get(transition.target)
    if deed.kind is DeedKind.MERGE and (end is None or end.kind is not StageKind.FINAL):
        yield Problem(path, "merge_ends", "A merged case ends: lead to a final stage.")
    if deed.kind is DeedKind.RETYPE and transition.target:
        yield Problem(
            path, "retype_moves", "The other procedure's first stage is entered."
        )
