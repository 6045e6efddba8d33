"""Starting, stopping and pausing the clocks of a case that moves."""

from datetime import date, datetime

from workflows.engine import decisions
from workflows.engine.calendars import FINLAND, end_of_day, working_days_left
from workflows.engine.workflow_spec import WorkflowSpec
from workflows.models import Case, Deadline


def move_clocks(
    *, case: Case, workflow: WorkflowSpec, source: str | None, target: str, at: datetime
) -> datetime | None:
    """
    Bring the case's deadlines to the stage it enters.

    Called inside an action that holds the case.

    :param source: the stage left; none when the case begins
    :returns: the nearest moment that is now due, if any
    """
    change = decisions.movement(workflow, source, target)
    today = at.astimezone(FINLAND).date()
    running = list(case.deadlines.running()) if source else []
    changed = [
        deadline
        for deadline in running
        if _end(deadline, change, at)
        or _pause(deadline, change, workflow, today)
        or _resume(deadline, change, today)
    ]
    started = _started(case, change, at)
    if changed:
        Deadline.objects.bulk_update(
            changed, ["state", "due_at", "days_left", "ended_at"]
        )
    if started:
        Deadline.objects.bulk_create(started)
    armed = [
        deadline.due_at
        for deadline in (*running, *started)
        if deadline.state == Deadline.State.ARMED and deadline.due_at
    ]
    return min(armed, default=None)


def _end(deadline: Deadline, change: decisions.Movement, at: datetime) -> bool:
    if deadline.key not in change.ended:
        return False
    late = deadline.due_at is not None and deadline.due_at < at
    deadline.state = Deadline.State.MISSED if late else Deadline.State.MET
    deadline.ended_at = at
    return True


def _pause(
    deadline: Deadline, change: decisions.Movement, workflow: WorkflowSpec, today: date
) -> bool:
    rule = workflow.deadline_by_key[deadline.key]
    if not (change.pauses and decisions.pauses(rule) and deadline.due_at):
        return False
    last = deadline.due_at.astimezone(FINLAND).date()
    deadline.days_left = working_days_left(today, last)
    deadline.due_at, deadline.state = None, Deadline.State.PAUSED
    return True


def _resume(deadline: Deadline, change: decisions.Movement, today: date) -> bool:
    if not change.resumes or deadline.days_left is None:
        return False
    last = decisions.resumed_date(deadline.days_left, today=today)
    deadline.due_at, deadline.days_left = end_of_day(last), None
    deadline.state = Deadline.State.ARMED
    return True


def _started(case: Case, change: decisions.Movement, at: datetime) -> list[Deadline]:
    arrived_on = case.arrived_at.astimezone(FINLAND).date()
    entered_on = at.astimezone(FINLAND).date()
    return [
        Deadline(
            case=case,
            key=rule.key,
            clock=rule.clock,
            started_at=case.arrived_at if rule.from_arrival else at,
            due_at=end_of_day(
                decisions.due_date(rule, arrived_on=arrived_on, entered_on=entered_on)
            ),
        )
        for rule in change.started
    ]
