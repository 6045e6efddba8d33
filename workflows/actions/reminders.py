"""What happens when time passes: warnings, overdue marks, transitions by timer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from workflows.actions.actors import Actor
from workflows.actions.batches import Note, append_notes
from workflows.actions.transitions import fire
from workflows.engine.workflow_spec import Transition, Trigger
from workflows.errors import WorkflowError
from workflows.models import Case, Deadline, Unit
from workflows.models.updates import save_each

#: cases of one transaction
BATCH = 100
#: transitions of one transaction, which hold their cases longer
TIMED = 10
#: how long a case that cannot be seen to is left alone
POSTPONED = timedelta(hours=1)

_FIELDS = ("warned", "next_at", "missed_at")


class RemindersFailed(Exception):
    """Something about one of these cases could not be done; nothing was written."""

    def __init__(self, case_ids: Sequence[int]) -> None:
        super().__init__(len(case_ids))
        self.case_ids = case_ids


def pass_time(
    *, at: datetime, limit: int = BATCH, only: Sequence[int] | None = None
) -> int:
    """
    See to deadlines that wait to be looked at, of some cases, in one transaction.

    Cases that another worker or a person holds are left to them. A deadline whose
    last moment passed takes its case through the transition that waits for it; without
    one, it is marked as missed and the lead is told. Before that the task's role and
    then the substitute are warned.

    :param only: ids of the only cases to see to
    :returns: how many deadlines were seen to; none when nothing is left
    :raises RemindersFailed: with the cases, among which is one that fails
    """
    held: list[int] = []
    try:
        with transaction.atomic():
            cases = _held(at, limit, only)
            held += cases
            waiting = list(
                Deadline.objects.waiting_at(at)
                .filter(case__in=held)
                .select_for_update()
                .order_by("case_id", "next_at", "pk")
            )
            timed = [one for one in waiting if _timers(cases[one.case_id], one, at)]
            plain = [one for one in waiting if one not in timed]
            _note(plain, cases, at)
            for deadline in timed[:TIMED]:
                _run_out(deadline, cases[deadline.case_id], at)
    except Exception as error:
        raise RemindersFailed(held) from error
    return len(plain) + len(timed[:TIMED])


@transaction.atomic
def postpone_reminders(*, case_id: int, at: datetime) -> None:
    """Leave the case alone for an hour, so that it keeps nobody else from theirs."""
    Deadline.objects.waiting_at(at).filter(case=case_id).update(next_at=at + POSTPONED)


def _held(at: datetime, limit: int, only: Sequence[int] | None) -> dict[int, Case]:
    """Hold the cases whose deadlines have waited longest, as far as nobody else does."""
    waiting = Deadline.objects.waiting_at(at)
    if only is not None:
        waiting = waiting.filter(case__in=only)
    skip = connection.features.has_select_for_update_skip_locked
    longest = (
        waiting.select_for_update(
            of=("case",) if skip else (), no_key=skip, skip_locked=skip
        )
        .select_related("case__workflow_version", "case__unit")
        .defer("case__workflow_version__spec")
        .order_by("next_at")[:limit]  # as the index has it: no more are read
    )
    return {one.case_id: one.case for one in longest}


def _note(
    deadlines: Sequence[Deadline], cases: Mapping[int, Case], at: datetime
) -> None:
    """Mark what was passed on the deadlines, and append a note for each."""
    passed = [one for one in deadlines if one.notice(at)]
    save_each(deadlines, _FIELDS)
    append_notes([_noted(one, cases[one.case_id]) for one in passed], at=at)


def _noted(deadline: Deadline, case: Case) -> Note:
    data: dict[str, object] = {"deadline": deadline.key}
    if deadline.due_at is not None:
        data["due_at"] = deadline.due_at.isoformat()
    if deadline.missed_at is None:
        type_, data["percent"] = "deadline_warned", _percent(deadline)
    else:
        type_ = "deadline_missed"
    tell = {"to": _addressee(deadline, case.unit), "text": type_}
    return Note(case=case, type=type_, data=data, tell=tell)


def _percent(deadline: Deadline) -> int:
    return deadline.terms.warn[deadline.warned - 1]


def _addressee(deadline: Deadline, unit: Unit) -> str:
    """Return who is told: first the role, then the substitute, at last the lead."""
    if deadline.missed_at is not None and unit.lead_id:
        return "lead"
    if (deadline.missed_at is not None or deadline.warned > 1) and unit.substitute_id:
        return "substitute"
    return "role"


def _timers(case: Case, deadline: Deadline, at: datetime) -> list[Transition]:
    """Return the transitions that are to happen now that the deadline is over."""
    if deadline.due_at is None or deadline.due_at >= at:
        return []
    return [
        one
        for one in case.workflow_version.compiled.leaving(case.stage)
        if one.trigger is Trigger.TIMER and one.timer == deadline.key
    ]


def _run_out(deadline: Deadline, case: Case, at: datetime) -> None:
    """Take the case on; if every transition is refused, the deadline is missed."""
    for transition in _timers(case, deadline, at):
        try:
            fire(
                case_id=case.pk,
                transition=transition.key,
                actor=Actor.system(),
                at=at,
                request_key=f"deadline:{deadline.pk}",
                expected_revision=None,
                answers={},
            )
        except WorkflowError:
            continue
        # A transition that stays where it is happens once all the same.
        still = Deadline.objects.filter(pk=deadline.pk, state=Deadline.State.ARMED)
        still.update(missed_at=at, next_at=None)
        return
    case.refresh_from_db(fields=["revision", "head_hash", "stage"])
    deadline.refresh_from_db()
    if deadline.state == Deadline.State.ARMED:
        _note([deadline], {case.pk: case}, at)
