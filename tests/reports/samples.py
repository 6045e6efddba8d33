"""A subject for each kind of report, rich enough to show all that the kind can show."""

from datetime import datetime, timedelta

import pytest

from cms.accounts.models import User
from participation.actions.measures import promise_measures
from participation.actions.outcomes import add_follow_up
from participation.models import Outcome
from tests.cases import act


@pytest.fixture
def outcome_subject(outcome: Outcome, reviewer: User, at: datetime) -> Outcome:
    """Return an outcome with a hearing, promises, and what became of them."""
    outcome.hearing = "Aloitteen tekijöitä kuultiin puhelimitse."
    outcome.save()
    text = "Penkit asennetaan pihalle 30.6.2026\nPihan valot uusitaan"
    promise_measures(outcome=outcome, text=text)
    event = act(
        outcome.case,
        "note_follow_up",
        reviewer,
        at=at + timedelta(days=90),
        follow_up="Penkit on asennettu.",
        measure=1,
        measure_status="done",
    )
    add_follow_up(outcome=outcome, event=event)
    return outcome
