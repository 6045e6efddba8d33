"""What tests of passing time share: whom the system told, and by which words."""

from typing import Any

from workflows.effects.deadline_notices import NOTIFY
from workflows.models import Case


def told(case: Case) -> list[tuple[str, Any]]:
    """Return who was told what of the case, the first one first."""
    effects = case.effects.filter(kind=NOTIFY).order_by("event__seq")
    return [(one.params["to"], one.params["text"]) for one in effects]


def noted(case: Case) -> list[tuple[str, Any]]:
    """Return the types of the system's events, with the deadline each is about."""
    events = case.events.filter(type__startswith="deadline_").order_by("seq")
    return [(one.type, one.data["deadline"]) for one in events]
