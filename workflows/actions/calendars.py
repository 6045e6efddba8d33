"""Keeping it known which days off each unit's dates are counted with."""

from django.db import transaction

from workflows.models import Unit
from workflows.models.closures import read_office_days


@transaction.atomic
def refresh_calendars() -> list[Unit]:
    """
    Note on each unit the days off that hold now; return the units where they changed.

    They change with a closure, and with a version of the holidays library that knows
    other public holidays.
    """
    changed = []
    for unit in Unit.objects.select_for_update().order_by("pk"):
        found = read_office_days(unit).fingerprint
        if found != unit.calendar:
            unit.calendar = found
            unit.save(update_fields=["calendar"])
            changed.append(unit)
    return changed
