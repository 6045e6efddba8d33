"""Keeping the library of deadline rules: what is shipped, and the organisation's own."""

from typing import Any

from django.db import transaction

from workflows.engine.library import SharedRule, shipped_rules
from workflows.models import DatedRule


@transaction.atomic
def import_rules() -> int:
    """
    Bring the shipped rules to what this version of the software ships.

    Rows of the organisation's own are never touched. A shipped version that is no
    longer in the library stays: cases may have arrived under it.

    :returns: how many rows were made or changed
    """
    kept = {
        (row.key, row.valid_from): row
        for row in DatedRule.objects.select_for_update().filter(is_shipped=True)
    }
    changed = 0
    for rule in shipped_rules():
        row = kept.get((rule.key, rule.valid_from)) or DatedRule(
            key=rule.key, valid_from=rule.valid_from, is_shipped=True
        )
        wanted = _columns(rule)
        if row.pk and all(getattr(row, name) == wanted[name] for name in wanted):
            continue
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save()
        changed += 1
    return changed


def _columns(rule: SharedRule) -> dict[str, Any]:
    terms, extended = rule.terms, rule.terms.extended
    return {
        "valid_to": rule.valid_to,
        "title": dict(rule.title),
        "trigger": dict(rule.trigger),
        "basis": dict(terms.basis),
        "link": terms.link,
        "clock": str(terms.clock),
        "amount": terms.period.amount,
        "unit_of_time": str(terms.period.unit),
        "calendar": str(terms.calendar),
        "pauses": terms.pauses,
        "warn": list(terms.warn),
        "extended_amount": extended.amount if extended else None,
        "extended_unit": str(extended.unit) if extended else "",
    }
