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
    running = list(case.deadlines.running()) if source else []
    _end(running, change, at)
    if change.pauses or change.resumes:
        _stop_or_go_on(running, change, workflow, at.astimezone(FINLAND).date())
    started = _started(case, change, at)
    if started:
        Deadline.objects.bulk_create(started)
    armed = [
        deadline.due_at
        for deadline in (*running, *started)
        if deadline.state == Deadline.State.ARMED and deadline.due_at
    ]
    return min(armed, default=None)


def _end(running: list[Deadline], change: decisions.Movement, at: datetime) -> None:
    """End the clocks that the case has met, in time or late."""
    ended: dict[Deadline.State, list[int]] = {}
    for deadline in running:
        if deadline.key in change.ended:
            late = deadline.due_at is not None and deadline.due_at < at
            state = Deadline.State.MISSED if late else Deadline.State.MET
            deadline.state = state
            ended.setdefault(state, []).append(deadline.pk)
    for state, keys in ended.items():
        Deadline.objects.filter(pk__in=keys).update(state=state, ended_at=at)


def _stop_or_go_on(
    running: list[Deadline],
    change: decisions.Movement,
    workflow: WorkflowSpec,
    today: date,
) -> None:
    """Pause the service clocks that run on, or let them go on."""
    for deadline in running:
        rule = workflow.deadline_by_key[deadline.key]
        due_at = deadline.due_at if deadline.state == Deadline.State.ARMED else None
        if change.pauses and due_at and decisions.pauses(rule):
            last = due_at.astimezone(FINLAND).date()
            deadline.days_left = working_days_left(today, last)
            deadline.due_at, deadline.state = None, Deadline.State.PAUSED
        elif change.resumes and deadline.state == Deadline.State.PAUSED:
            last = decisions.resumed_date(deadline.days_left or 0, today=today)
            deadline.due_at, deadline.days_left = end_of_day(last), None
            deadline.state = Deadline.State.ARMED
        else:
            continue
        deadline.save(update_fields=["state", "due_at", "days_left"])


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
