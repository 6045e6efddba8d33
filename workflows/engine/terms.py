"""
What a running deadline began with, and the shared rules that give it.

A rule of the library may change from a day on; a deadline keeps a copy of the terms
that held when it was armed, so nothing that runs is ever changed by a rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.engine.calendars import Calendar, Period
from workflows.engine.deadline_codec import period_as_json, read_period
from workflows.engine.texts import Text
from workflows.engine.workflow_spec import Clock, DeadlineRule

#: percents of the time at which somebody is warned, unless the rule says otherwise
WARN = (50, 80)


class Origin(StrEnum):
    """Where terms come from; a later one in this list goes before the earlier."""

    WORKFLOW = "workflow"  # the definition says them itself
    SHIPPED = "shipped"  # the library that comes with the software
    ORGANISATION = "organisation"  # the organisation's own version of a rule
    UNIT = "unit"  # one unit's own version


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything that the date of a deadline follows from, beside the start."""

    clock: Clock
    period: Period
    calendar: Calendar = Calendar.FI
    #: whether it stands still while the submitter is asked
    pauses: bool = False
    #: percents of the time at which somebody is warned, rising
    warn: tuple[int, ...] = WARN
    #: what it may be extended to, once, counted from the same start
    extended: Period | None = None
    #: statute, rule of the organisation or service promise
    basis: Text
    link: str = ""
    #: key of the shared rule, and since when that version of it has been in force
    rule: str = ""
    valid_from: date | None = None
    origin: Origin = Origin.WORKFLOW


def terms_of(rule: DeadlineRule, shared: Mapping[str, Terms]) -> Terms | None:
    """
    Return the terms under which a deadline of the workflow is armed.

    :param shared: the shared rules that are in force, by key
    :returns: nothing when the rule it names is not in force: then nothing is due
    """
    if rule.rule:
        found = shared.get(rule.rule)
        return found and replace(
            found, warn=found.warn if rule.warn is None else rule.warn
        )
    if rule.clock is None or rule.period is None:  # publishing refuses this
        return None
    return Terms(
        clock=rule.clock,
        period=rule.period,
        calendar=rule.calendar or Calendar.FI,
        pauses=rule.clock is Clock.SERVICE,
        warn=WARN if rule.warn is None else rule.warn,
        extended=rule.extended,
        basis=rule.basis,
    )


def terms_as_json(terms: Terms) -> dict[str, Any]:
    """Return the terms as they are kept on a deadline."""
    return {
        "clock": str(terms.clock),
        "period": period_as_json(terms.period),
        "calendar": str(terms.calendar),
        "pauses": terms.pauses,
        "warn": list(terms.warn),
        "extended": period_as_json(terms.extended) if terms.extended else None,
        "basis": dict(terms.basis),
        "link": terms.link,
        "rule": terms.rule,
        "valid_from": terms.valid_from.isoformat() if terms.valid_from else None,
        "origin": str(terms.origin),
    }


def read_terms(kept: Mapping[str, Any]) -> Terms:
    """Return the terms that were kept."""
    extended, valid_from = kept["extended"], kept["valid_from"]
    return Terms(
        clock=Clock(kept["clock"]),
        period=read_period(kept["period"]),
        calendar=Calendar(kept["calendar"]),
        pauses=kept["pauses"],
        warn=tuple(kept["warn"]),
        extended=read_period(extended) if extended else None,
        basis=dict(kept["basis"]),
        link=kept["link"],
        rule=kept["rule"],
        valid_from=date.fromisoformat(valid_from) if valid_from else None,
        origin=Origin(kept["origin"]),
    )
