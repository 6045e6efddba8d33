"""What the deadlines of a workflow must fulfil."""

from collections.abc import Iterator
from datetime import date

from workflows.engine.calendars import (
    CLOSES,
    OFFICE_TIME,
    OPENS,
    Calendar,
    Period,
    Unit,
    unrolled_end,
)
from workflows.engine.codec import Problem
from workflows.engine.field_checks import duplicates, untranslated
from workflows.engine.workflow_spec import Clock, DeadlineRule, WorkflowSpec

#: what a deadline says itself, unless it names a shared rule
_OWN = ("clock", "period", "basis")
_ONLY_OWN = (*_OWN, "calendar", "extended")
#: any day does to compare two periods by
_SOME_DAY = date(2026, 1, 1)


def deadline_problems(
    workflow: WorkflowSpec, *, rules: frozenset[str]
) -> Iterator[Problem]:
    """
    Yield what is wrong with the deadlines.

    :param rules: keys of the shared rules that are in force
    """
    yield from duplicates("/deadlines", (one.key for one in workflow.deadlines))
    for index, deadline in enumerate(workflow.deadlines):
        path = f"/deadlines/{index}"
        for name in ("label", "reason"):
            yield from untranslated(f"{path}/{name}", getattr(deadline, name))
        yield from _stage_problems(path, deadline, workflow)
        if deadline.rule:
            yield from _shared_problems(path, deadline, rules)
        else:
            yield from _own_problems(path, deadline)


def _stage_problems(
    path: str, deadline: DeadlineRule, workflow: WorkflowSpec
) -> Iterator[Problem]:
    for index, stage in enumerate(deadline.during):
        if stage not in workflow.stage_by_key:
            yield Problem(
                f"{path}/during/{index}",
                "unknown_stage",
                f'There is no stage "{stage}".',
            )


def _shared_problems(
    path: str, deadline: DeadlineRule, rules: frozenset[str]
) -> Iterator[Problem]:
    if deadline.rule not in rules:
        yield Problem(
            f"{path}/rule", "unknown_rule", f'No rule "{deadline.rule}" is in force.'
        )
    for name in _ONLY_OWN:
        if getattr(deadline, name):
            yield Problem(
                f"{path}/{name}",
                "said_by_rule",
                "The rule says this; leave it out, or leave the rule out.",
            )


def _own_problems(path: str, deadline: DeadlineRule) -> Iterator[Problem]:
    for name in _OWN:
        if not getattr(deadline, name):
            yield Problem(f"{path}/{name}", "required", "This is missing.")
    if deadline.basis:
        yield from untranslated(f"{path}/basis", deadline.basis)
    if deadline.period is None:
        return
    for name in ("period", "extended"):
        if _is_office_time(getattr(deadline, name)):
            yield from _working_day_problems(f"{path}/{name}/unit", deadline)
    if deadline.extended and not is_longer(deadline.extended, deadline.period):
        yield Problem(
            f"{path}/extended", "not_longer", "An extended period must be longer."
        )


def _is_office_time(period: Period | None) -> bool:
    return period is not None and period.unit in OFFICE_TIME


def _working_day_problems(path: str, deadline: DeadlineRule) -> Iterator[Problem]:
    if deadline.clock is Clock.STATUTORY:
        yield Problem(
            path,
            "statutory_working_days",
            "A period of the law is counted by the calendar.",
        )
    if deadline.calendar not in (None, Calendar.FI):
        yield Problem(
            path, "other_working_days", "Working days are those of the calendar fi."
        )


def is_longer(extended: Period, period: Period) -> bool:
    """Tell whether the first period is longer, a working day taken for a day."""
    return _length(extended) > _length(period)


def _length(period: Period) -> tuple[int, int]:
    if period.unit is Unit.HOUR:
        return divmod(period.amount, 24)
    if period.unit is Unit.WORKING_DAY:
        return period.amount, 0
    if period.unit is Unit.WORKING_HOUR:
        return divmod(period.amount, CLOSES.hour - OPENS.hour)
    return (unrolled_end(_SOME_DAY, period) - _SOME_DAY).days, 0
