"""The one schedule: a sweep of the outbox for what no wake-up reached."""

from datetime import datetime

from django.db import transaction

from django_q.models import Schedule

NAME = "outbox-sweep"
FUNCTION = "workflows.effects.outbox.sweep"
EVERY_MINUTES = 1


@transaction.atomic
def ensure_schedule(*, at: datetime) -> Schedule:
    """
    Return the schedule, making it or mending it where needed.

    Called whenever a worker starts. Two that start together may make two; the
    next start removes one, and sweeping twice does no harm.
    """
    rows = list(
        Schedule.objects.select_for_update().filter(name=NAME).order_by("pk")
    ) or [Schedule(name=NAME, next_run=at)]
    kept, extra = rows[0], rows[1:]
    kept.func = FUNCTION
    kept.schedule_type = Schedule.MINUTES
    kept.minutes = EVERY_MINUTES
    kept.repeats = -1
    kept.cluster = None  # the cluster that every installation runs
    kept.save()
    Schedule.objects.filter(pk__in=[row.pk for row in extra]).delete()
    return kept
