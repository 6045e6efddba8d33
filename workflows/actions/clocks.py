"""
Starting, stopping, pausing and extending the clocks of a case.

Everything here is called inside an action that holds the case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workflows.actions.absences import hand_over, save_taken_back, take_back
from workflows.actions.counting import DATE_FIELDS, counted, new_clocks, stand_still
from workflows.engine import decisions
from workflows.engine.calendars import FINLAND
from workflows.engine.due import Pause
from workflows.engine.workflow_spec import StageKind, WorkflowSpec
from workflows.errors import CannotExtend
from workflows.models import Case, Deadline
from workflows.models.closures import office_days
from workflows.models.deadlines import DeadlineQuerySet
from workflows.models.kept_queries import KeptQuery
from workflows.models.updates import save_each

#: what entering a stage writes on clocks that ran before
_MOVED_FIELDS = (*DATE_FIELDS, "ended_at")


def _running(case_id: int) -> DeadlineQuerySet:
    return Deadline.objects.running().filter(case=case_id)


_RUNNING = KeptQuery(_running, keys=1)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What became of the clocks of a case that entered a stage."""

    #: the nearest moment that is now due
    due_at: datetime | None = None
    #: what the event tells of clocks that a transfer ended, or a return started
    told: Mapping[str, object] = field(default_factory=dict)


def move_clocks(
    *,
    case: Case,
    workflow: WorkflowSpec,
    source: str | None,
    target: str,
    at: datetime,
    returned_at: datetime,
) -> Moved:
    """
    Bring the case's deadlines to the stage it enters.

    :param source: the stage left; none when the case begins
    :param returned_at: when a case that was away reached us; `at` for any other
    """
    change = decisions.movement(workflow, source, target)
    running = _RUNNING.rows(case.pk) if source else []
    if change.leaves:
        return Moved(told={"stopped": hand_over(running, workflow, at)})
    moved = _ended(running, change, workflow, at)
    if change.pauses:
        moved += _paused(running, case, workflow, at)
    if change.resumes:
        moved += _gone_on(running, case, at)
    save_each(moved, _MOVED_FIELDS)
    told: Mapping[str, object] = {}
    if change.returns:
        started, ways = take_back(case, change.started, returned_at=returned_at, at=at)
        on = returned_at.astimezone(FINLAND).date()
        told = {"returned_on": on.isoformat(), "clocks": ways}
    else:
        started = new_clocks(case, change.started, at)
    if workflow.stage_by_key[target].kind is StageKind.WAIT:
        stand_still(started, workflow, office_days(case.unit), at)
    if started:
        save_taken_back(started)
    return Moved(due_at=nearest((*running, *started)), told=told)


def start_new_clocks(
    *, case: Case, before: WorkflowSpec, left: str, at: datetime
) -> list[str]:
    """
    Start what the case's version counts in its stage and the one before did not.

    Counted as the rule says, from the arrival or from when the case came into its
    stage. Nobody is warned of points that were passed before it was known.

    :param left: the stage in the version before
    :returns: the keys of what started
    """
    workflow, days = case.workflow_version.compiled, office_days(case.unit)
    running = set(case.deadlines.running().values_list("key", flat=True))
    begun = decisions.begun_by(before, left, workflow, case.stage)
    rules = tuple(rule for rule in begun if rule.key not in running)
    started = new_clocks(case, rules, case.stage_entered_at)
    for deadline in started:
        deadline.warned = deadline.points_passed(at)
        deadline.set_due(counted(deadline, deadline.terms, days))
    if workflow.stage_by_key[case.stage].kind is StageKind.WAIT:
        ahead = [deadline for deadline in started if deadline.is_ahead(at)]
        stand_still(ahead, workflow, days, at)
    Deadline.objects.bulk_create(started)
    remind_tasks(case)
    return sorted(deadline.key for deadline in started)


def nearest(deadlines: Iterable[Deadline]) -> datetime | None:
    """Return the moment that is due first of those that run, if any runs."""
    armed = [
        deadline.due_at
        for deadline in deadlines
        if deadline.state == Deadline.State.ARMED and deadline.due_at
    ]
    return min(armed, default=None)


def extend_deadline(*, case: Case, key: str, at: datetime) -> Mapping[str, str]:
    """
    Extend the case's deadline, once, to the longest that its terms allow.

    The longer period is counted from the same start.

    :returns: the key and the moments before and after, for the event
    :raises CannotExtend: if its terms know no extension, it was extended already, it
        is over, or no such clock runs
    """
    deadline = case.deadlines.running().filter(key=key).first()
    if deadline is None or deadline.due_at is None:
        raise CannotExtend
    terms, before = deadline.terms, deadline.due_at
    if terms.extended is None or deadline.extended_at or before < at:
        raise CannotExtend
    days = office_days(case.unit)
    deadline.extended_at, deadline.calendar = at, days.fingerprint
    after = deadline.due_at = counted(deadline, terms, days)
    deadline.warned = deadline.points_passed(at)
    deadline.set_due(after)
    deadline.save(update_fields=["extended_at", "warned", *DATE_FIELDS])
    remind_tasks(case)
    return {
        "deadline": key,
        "from": before.isoformat(),
        "to": after.isoformat(),
    }


def remind_tasks(case: Case) -> None:
    """Copy the nearest moment that is due to the open tasks of the case."""
    case.tasks.open().update(due_at=nearest(case.deadlines.running()))


def _ended(
    running: list[Deadline],
    change: decisions.Movement,
    workflow: WorkflowSpec,
    at: datetime,
) -> list[Deadline]:
    """End the clocks that the case has met, in time or late."""
    ended = [
        deadline
        for deadline in running
        if deadline.key in change.ended or deadline.key not in workflow.deadline_by_key
    ]
    for deadline in ended:
        late = deadline.due_at is not None and deadline.due_at < at
        deadline.state = Deadline.State.MISSED if late else Deadline.State.MET
        deadline.ended_at = at
    return ended


def _paused(
    running: list[Deadline], case: Case, workflow: WorkflowSpec, at: datetime
) -> list[Deadline]:
    """Let the clocks stand still that may; never one whose time has run out."""
    ticking = [
        deadline
        for deadline in running
        if deadline.state == Deadline.State.ARMED and deadline.is_ahead(at)
    ]
    if not ticking:
        return []
    return stand_still(ticking, workflow, office_days(case.unit), at)


def _gone_on(running: list[Deadline], case: Case, at: datetime) -> list[Deadline]:
    """Let the clocks that stand still go on, with the days that were left."""
    paused = [one for one in running if one.state == Deadline.State.PAUSED]
    if not paused:
        return []
    days, today = office_days(case.unit), at.astimezone(FINLAND).date()
    for deadline in paused:
        *earlier, last = deadline.pauses
        deadline.pauses = [*earlier, Pause(last.began_on, today)]
        deadline.set_due(counted(deadline, deadline.terms, days))
        deadline.calendar = days.fingerprint
    return paused
