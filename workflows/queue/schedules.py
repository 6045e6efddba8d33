"""What the worker does by the clock, whoever else asked for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from django_q.models import Schedule


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A function by its path, with arguments as django-q2 keeps them, and how often."""

    name: str
    function: str
    arguments: str | None = None
    every_minutes: int


#: finds the effects that no wake-up reached
SWEEP = Plan(
    name="outbox-sweep", function="workflows.effects.outbox.sweep", every_minutes=1
)
#: deletes unsent answers soon after their time, as the form's pages promise
ERASURE = Plan(
    name="draft-erasure",
    function="django.core.management.call_command",
    arguments="('erase_expired_drafts',)",
    every_minutes=60,
)
#: one hash over the events of the hour
ANCHOR = Plan(
    name="anchor",
    function="django.core.management.call_command",
    arguments="('anchor_events',)",
    every_minutes=60,
)
#: forgets who read what, once that was kept for its time
ACCESS = Plan(
    name="access-records",
    function="django.core.management.call_command",
    arguments="('forget_access',)",
    every_minutes=24 * 60,
)
#: warns, marks and escalates what is due, and goes on counting dates again
DEADLINES = Plan(
    name="deadline-sweep",
    function="workflows.queue.deadlines.sweep",
    every_minutes=1,
)
#: sends the day's mails to staff, from the morning of working days on
DIGESTS = Plan(
    name="digests",
    function="django.core.management.call_command",
    arguments="('send_digests',)",
    every_minutes=15,
)
PLANS = [SWEEP, ERASURE, ANCHOR, ACCESS, DEADLINES, DIGESTS]


def register_plan(plan: Plan) -> None:
    """Let another app have something done by the clock; called when it starts."""
    if plan.name not in {one.name for one in PLANS}:
        PLANS.append(plan)


@transaction.atomic
def ensure_schedules(*, at: datetime) -> list[Schedule]:
    """
    Return the schedule of each plan, making it or mending it where needed.

    Called whenever a worker starts. Two that start together may make two; the
    next start removes one, and doing either twice does no harm.
    """
    return [_ensured(plan, at) for plan in PLANS]


def _ensured(plan: Plan, at: datetime) -> Schedule:
    rows = list(
        Schedule.objects.select_for_update().filter(name=plan.name).order_by("pk")
    ) or [Schedule(name=plan.name, next_run=at)]
    kept, extra = rows[0], rows[1:]
    kept.func, kept.args = plan.function, plan.arguments
    kept.schedule_type = Schedule.MINUTES
    kept.minutes = plan.every_minutes
    kept.repeats = -1
    kept.cluster = None  # the cluster that every installation runs
    kept.save()
    Schedule.objects.filter(pk__in=[row.pk for row in extra]).delete()
    return kept
