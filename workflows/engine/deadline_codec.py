"""From the JSON of a workflow's deadline to its typed form."""

from collections.abc import Mapping
from typing import Any

from workflows.engine.calendars import Calendar, Period, Unit
from workflows.engine.workflow_spec import Clock, DeadlineRule, OnReturn


def read_deadline(spec: Mapping[str, Any]) -> DeadlineRule:
    """Return the deadline that the JSON, already held against its schema, describes."""
    warn = spec.get("warn")
    return DeadlineRule(
        key=spec["key"],
        during=tuple(spec["during"]),
        from_arrival=spec["counts_from"] == "arrival",
        label=dict(spec["label"]),
        reason=dict(spec["reason"]),
        rule=spec.get("rule", ""),
        clock=Clock(spec["clock"]) if "clock" in spec else None,
        period=read_period(spec["period"]) if "period" in spec else None,
        calendar=Calendar(spec["calendar"]) if "calendar" in spec else None,
        extended=read_period(spec["extended"]) if "extended" in spec else None,
        basis=dict(spec.get("basis", {})),
        warn=None if warn is None else tuple(sorted(warn)),
        on_return=OnReturn(spec["on_return"]) if "on_return" in spec else None,
    )


def read_period(spec: Mapping[str, Any]) -> Period:
    """Return the period that `{"amount": 1, "unit": "month"}` stands for."""
    return Period(amount=spec["amount"], unit=Unit(spec["unit"]))


def period_as_json(period: Period) -> dict[str, Any]:
    """Return the period as it is written in a definition."""
    return {"amount": period.amount, "unit": str(period.unit)}
