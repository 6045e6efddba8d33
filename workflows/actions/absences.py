"""
The clocks of a case that another authority has, and that may come back.

Ours end with the transfer. What becomes of each on a return is a property of the
workflow's deadline (`OnReturn`). Called inside an action that holds the case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from workflows.actions.counting import DATE_FIELDS, counted, new_clocks
from workflows.engine.calendars import FINLAND
from workflows.engine.due import Cause, Pause
from workflows.engine.terms import Terms
from workflows.engine.workflow_spec import DeadlineRule, OnReturn, WorkflowSpec
from workflows.models import Case, Deadline
from workflows.models.closures import office_days
from workflows.models.updates import save_each

_FIELDS = (*DATE_FIELDS, "ended_at", "warned")


def hand_over(
    running: list[Deadline], workflow: WorkflowSpec, at: datetime
) -> list[str]:
    """
    End the clocks of a case that goes to another authority.

    :returns: their keys
    """
    today = _day(at)
    for deadline in running:
        rule = workflow.deadline_by_key.get(deadline.key)
        goes_on = (
            rule is not None and _on_return(rule, deadline.terms) is OnReturn.GOES_ON
        )
        # One whose time has run out has nothing left to go on with.
        stands = goes_on and (deadline.due_at is None or deadline.is_ahead(at))
        cause = Cause.AWAY if stands else Cause.COUNTED
        deadline.pauses = [*_ended(deadline.pauses, today), Pause(today, None, cause)]
        deadline.state, deadline.ended_at = Deadline.State.AWAY, at
        deadline.next_at = None
    save_each(running, _FIELDS)
    return sorted(deadline.key for deadline in running)


def take_back(
    case: Case,
    rules: tuple[DeadlineRule, ...],
    *,
    returned_at: datetime,
    at: datetime,
) -> tuple[list[Deadline], dict[str, str]]:
    """
    Start the clocks of a case that came back, each as its rule says.

    :param rules: of the stage in which the case goes on
    :param returned_at: when it reached us again; `at` is when that was registered
    :returns: the clocks, not yet saved, and what became of each, by its key
    """
    ended = {one.key: one for one in case.deadlines.away().order_by("pk")}
    ways = {
        rule.key: _on_return(rule, ended[rule.key].terms)
        for rule in rules
        if rule.key in ended
    }
    told = {key: str(way) for key, way in ways.items() if way is not OnReturn.ANEW}
    revived = [_revived(case, ended[key], returned_at, at) for key in told]
    others = tuple(rule for rule in rules if rule.key not in told)
    begun = new_clocks(case, others, returned_at)
    for rule, clock in _paired(others, begun):
        way = _on_return(rule, clock.terms)
        told[rule.key] = str(way)
        _begin(case, clock, way, returned_at)
    return [*revived, *begun], told


def save_taken_back(clocks: list[Deadline]) -> None:
    """Save the clocks that `take_back` returned."""
    save_each([one for one in clocks if one.pk], _FIELDS)
    Deadline.objects.bulk_create([one for one in clocks if not one.pk])


def returned_at(
    case: Case, answers: Mapping[str, str], question: str, *, at: datetime
) -> datetime | None:
    """
    Return when the case came back: on the day that was answered, not when typed in.

    :param question: key of the date that was asked for; "" when none was
    :returns: nothing for a day before the case was away, or one that is ahead
    """
    if not question:
        return at
    day, left = date.fromisoformat(answers[question]), case.stage_entered_at
    if not _day(left) <= day <= _day(at):
        return None
    morning = datetime(day.year, day.month, day.day, tzinfo=FINLAND)
    return at if day == _day(at) else max(left, morning)


def _on_return(rule: DeadlineRule, terms: Terms) -> OnReturn:
    if rule.on_return is not None:
        return rule.on_return
    return OnReturn.GOES_ON if terms.pauses else OnReturn.SAME_START


def _ended(pauses: list[Pause], day: date) -> list[Pause]:
    """Return the pauses, the one that lasts, if any, ended on the day."""
    return [
        replace(one, ended_on=day) if one.ended_on is None else one for one in pauses
    ]


def _revived(
    case: Case, deadline: Deadline, returned_at: datetime, at: datetime
) -> Deadline:
    """Let the clock run again from its own start, without or with the time away."""
    days = office_days(case.unit)
    deadline.pauses = _ended(deadline.pauses, _day(returned_at))
    deadline.ended_at, deadline.calendar = None, days.fingerprint
    deadline.set_due(counted(deadline, deadline.terms, days))
    deadline.warned = deadline.points_passed(at)
    if deadline.due_at is not None:
        deadline.set_due(deadline.due_at)
    if deadline.missed_at is not None:  # that was told when it happened
        deadline.next_at = None
    return deadline


def _begin(case: Case, clock: Deadline, way: OnReturn, returned_at: datetime) -> None:
    """Let a clock that did not run at the transfer begin as its rule says."""
    away = (_day(case.stage_entered_at), _day(returned_at))
    if way is OnReturn.ANEW:
        clock.started_at, clock.pauses = returned_at, [Pause(*away, Cause.BEFORE)]
    elif clock.started_at < returned_at:
        goes_on = way is OnReturn.GOES_ON
        clock.pauses = [Pause(*away, Cause.AWAY if goes_on else Cause.COUNTED)]
    clock.set_due(counted(clock, clock.terms, office_days(case.unit)))


def _paired(
    rules: Iterable[DeadlineRule], clocks: Iterable[Deadline]
) -> Iterator[tuple[DeadlineRule, Deadline]]:
    by_key = {rule.key: rule for rule in rules}
    return ((by_key[clock.key], clock) for clock in clocks)


def _day(at: datetime) -> date:
    return at.astimezone(FINLAND).date()
