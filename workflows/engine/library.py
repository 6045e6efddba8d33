"""
The shipped library of deadline rules: what the law and good practice ask of a case.

Rules that are no clock of one case are not in it. An acknowledgement and the notice of
measures go out at once, as mails; a referendum initiative is to be decided without a
number of days; the review of an accessibility statement, the yearly list to the council,
the quarterly report and the opening time of a statement round belong to the organisation.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from workflows.engine.calendars import Calendar
from workflows.engine.deadline_codec import read_period
from workflows.engine.terms import WARN, Origin, Terms
from workflows.engine.texts import Text
from workflows.engine.workflow_spec import Clock


@dataclass(frozen=True, kw_only=True)
class SharedRule:
    """A rule of the library as it is from one day to another."""

    key: str
    valid_from: date
    title: Text
    #: what starts the time
    trigger: Text
    terms: Terms
    #: the first day on which it is no longer in force
    valid_to: date | None = None


def shipped_rules() -> tuple[SharedRule, ...]:
    """Return the rules that come with the software, every version of each."""
    file = files("workflows.engine") / "rules.json"
    spec = json.loads(file.read_text(encoding="utf-8"))
    return tuple(_rule(one) for one in spec["rules"])


def _rule(spec: Mapping[str, Any]) -> SharedRule:
    extended, valid_to = spec.get("extended"), spec.get("valid_to")
    valid_from = date.fromisoformat(spec["valid_from"])
    return SharedRule(
        key=spec["key"],
        valid_from=valid_from,
        title=spec["title"],
        trigger=spec["trigger"],
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        terms=Terms(
            clock=Clock(spec["clock"]),
            period=read_period(spec["period"]),
            calendar=Calendar(spec.get("calendar", Calendar.FI)),
            pauses=spec.get("pauses", False),
            warn=tuple(sorted(spec.get("warn", WARN))),
            extended=read_period(extended) if extended else None,
            basis=spec["basis"],
            link=spec.get("link", ""),
            rule=spec["key"],
            valid_from=valid_from,
            origin=Origin.SHIPPED,
        ),
    )
