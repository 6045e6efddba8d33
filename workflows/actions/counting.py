"""When the clocks of a case are due, counted with the days off of its unit."""

from collections.abc import Mapping
from datetime import datetime

from workflows.engine import decisions
from workflows.engine.calendars import FINLAND
from workflows.engine.due import due_moment
from workflows.engine.terms import Terms, terms_as_json, terms_of
from workflows.engine.workflow_spec import DeadlineRule, WorkflowSpec
from workflows.models import Case, Deadline
from workflows.models.closures import OfficeDays, office_days
from workflows.models.rules import chosen_terms

#: what a change of a clock's date writes
DATE_FIELDS = ("state", "due_at", "days_left", "next_at", "calendar", "kept_pauses")


def counted(deadline: Deadline, terms: Terms, days: OfficeDays) -> datetime:
    """Return when the deadline is due, counted with the days off."""
    return due_moment(
        terms,
        started_at=deadline.started_at,
        is_extended=deadline.extended_at is not None,
        pauses=deadline.pauses,
        closures=days.closures,
    )


def new_clocks(
    case: Case, rules: tuple[DeadlineRule, ...], at: datetime
) -> list[Deadline]:
    """Return a clock for each of the rules that are in force, not yet saved."""
    if not rules:
        return []
    shared, days = _shared(case, rules), office_days(case.unit)
    started = []
    for rule in rules:
        if terms := terms_of(rule, shared):
            deadline = Deadline(
                case=case,
                key=rule.key,
                clock=terms.clock,
                kept_terms=terms_as_json(terms),
                started_at=case.arrived_at if rule.from_arrival else at,
                calendar=days.fingerprint,
            )
            deadline.set_due(counted(deadline, terms, days))
            started.append(deadline)
    return started


def stand_still(
    armed: list[Deadline], workflow: WorkflowSpec, days: OfficeDays, at: datetime
) -> list[Deadline]:
    """Let those of the clocks stand still that may, and return them."""
    today = at.astimezone(FINLAND).date()
    paused = []
    for deadline in armed:
        rule = workflow.deadline_by_key[deadline.key]
        if deadline.terms.pauses and decisions.stands_still_in(workflow, rule):
            deadline.pause(today, closures=days.closures)
            paused.append(deadline)
    return paused


def _shared(case: Case, rules: tuple[DeadlineRule, ...]) -> Mapping[str, Terms]:
    """Return the shared rules as they were when the case arrived, in its unit."""
    keys = {rule.rule for rule in rules if rule.rule}
    if not keys:
        return {}
    arrived_on = case.arrived_at.astimezone(FINLAND).date()
    return chosen_terms(keys, unit_id=case.unit_id, on=arrived_on)
