"""Counting dates again when days off have changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

from django_q.tasks import async_task

from workflows.actions.batches import Note, append_notes, remind_tasks_of
from workflows.actions.counting import counted
from workflows.models import Case, Deadline, Recount, Unit
from workflows.models.closures import OfficeDays, read_office_days
from workflows.models.deadlines import DeadlineQuerySet
from workflows.models.updates import save_each

#: cases of one transaction
BATCH = 200
#: how long a recount watches for dates that were counted before it began
WATCHES = timedelta(minutes=1)
#: where a worker goes on counting
WORK = "workflows.queue.deadlines.recount"


@transaction.atomic
def refresh_calendars(*, at: datetime) -> list[Recount]:
    """
    Note on each unit the days off that hold now, and begin to count its dates again.

    The days off change with a closure, and with a version of the holidays library
    that knows other public holidays.

    :returns: the recounts that begin: of units where the days off changed and dates
        were counted with others
    """
    begun = []
    for unit in Unit.objects.select_for_update().order_by("pk"):
        days = read_office_days(unit)
        if days.fingerprint == unit.calendar:
            continue
        unit.calendar = days.fingerprint
        unit.save(update_fields=["calendar"])
        if total := _stale(unit, days, at).count():
            begun.append(_begin(unit, total, at))
    if begun:
        transaction.on_commit(partial(async_task, WORK), robust=True)
    return begun


def _begin(unit: Unit, total: int, at: datetime) -> Recount:
    """Begin a recount; one that runs begins anew."""
    fresh = {"begun_at": at, "total": total, "looked": 0, "moved": 0, "after_case": 0}
    recount, _ = Recount.objects.update_or_create(
        unit=unit, finished_at=None, defaults=fresh
    )
    return recount


@transaction.atomic
def count_again(*, at: datetime, limit: int = BATCH) -> bool:
    """
    Count some dates of a recount again, and note on each case which of them moved.

    Only dates that are ahead are touched, and none moves into the past: what was
    missed stays missed, and what was promised until today is kept.

    :returns: whether there is more to do at once
    """
    skip = connection.features.has_select_for_update_skip_locked
    running = (
        Recount.objects.filter(finished_at=None)
        .select_for_update(of=("self",) if skip else (), skip_locked=skip)
        .select_related("unit")
        .order_by("begun_at", "pk")
    )
    # Each is looked at: one that only watches must not keep the next one waiting.
    worked = [_step(recount, at, limit) for recount in running]
    return any(worked)


def _step(recount: Recount, at: datetime, limit: int) -> bool:
    days = read_office_days(recount.unit)
    stale = _stale(recount.unit, days, at).filter(case__gt=recount.after_case)
    # Their cases' numbers rise, so that nothing is waited for crosswise.
    ids = list(
        stale.order_by("case_id").values_list("case_id", flat=True).distinct()[:limit]
    )
    if not ids:
        return _looked_through(recount, at)
    looked, moved = _counted_again(ids, days, at)
    recount.looked, recount.moved = recount.looked + looked, recount.moved + moved
    recount.after_case = ids[-1]
    recount.save(update_fields=["looked", "moved", "after_case"])
    return True


def _stale(unit: Unit, days: OfficeDays, at: datetime) -> DeadlineQuerySet:
    """Return dates of the unit that were counted with other days off."""
    ahead = Deadline.objects.countable_at(at).filter(case__unit=unit)
    return ahead.exclude(calendar=days.fingerprint)


def _looked_through(recount: Recount, at: datetime) -> bool:
    """
    Look once more from the beginning, or finish.

    A transition that was under way when the days off changed may have counted with
    the old ones and be committed only now.
    """
    if again := recount.after_case > 0:
        recount.after_case = 0
    elif at - recount.begun_at >= WATCHES:
        recount.finished_at = at
    recount.save(update_fields=["after_case", "finished_at"])
    return again


def _counted_again(
    ids: Sequence[int], days: OfficeDays, at: datetime
) -> tuple[int, int]:
    """Return how many dates of the cases were looked at, and how many moved."""
    cases = {
        case.pk: case
        for case in Case.objects.filter(pk__in=ids)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    }
    deadlines = list(
        Deadline.objects.countable_at(at)
        .filter(case__in=ids)
        .exclude(calendar=days.fingerprint)
        .select_for_update()
        .order_by("case_id", "pk")
    )
    notes = [
        Note(case=cases[one.case_id], type="deadline_moved", data=moved)
        for one in deadlines
        if (moved := _moved(one, days, at))
    ]
    save_each(deadlines, ["due_at", "next_at", "calendar"])
    append_notes(notes, at=at)
    if notes:
        remind_tasks_of([note.case.pk for note in notes])
    return len(deadlines), len(notes)


def _moved(deadline: Deadline, days: OfficeDays, at: datetime) -> Mapping[str, str]:
    """Count the date again; return the key and both moments if it moved."""
    before, after = deadline.due_at, counted(deadline, deadline.terms, days)
    deadline.calendar = days.fingerprint
    if before is None or after == before or after < at:
        return {}
    deadline.set_due(after)
    return {
        "deadline": deadline.key,
        "from": before.isoformat(),
        "to": after.isoformat(),
    }
