"""Those who wait for a place when a meeting gets more of them."""

from datetime import datetime, timedelta

from cms.accounts.models import User
from participation.actions.channels import save_channel
from participation.models import Channel
from tests.definitions.taking_part import mails_of, stage_of
from tests.workflows.claiming import work_off
from workflows.models import Case, CaseEvent, Procedure


def more_places(
    meeting: Channel, places: int | None, *, by: User, at: datetime
) -> None:
    """Save the channel with another number of places, as its page in the admin does."""
    procedure = Procedure.objects.get(pk=meeting.pk)
    procedure.places = places
    save_channel(
        procedure=procedure, readers=[], publishes_outcomes=False, by=by, at=at
    )


def test_more_places_are_given_at_once_to_those_who_wait(
    meeting: Channel, registered: list[Case], coordinator: User, at: datetime
) -> None:
    later = at + timedelta(days=1)

    more_places(meeting, 4, by=coordinator, at=later)
    work_off(later)

    assert [stage_of(one) for one in registered] == ["confirmed"] * 4 + ["waiting"]
    assert mails_of(registered[3])[-1] == "promoted"
    raised = registered[2].events.get(type="places_raised")
    assert (raised.actor, raised.data) == (coordinator, {"from": 2, "to": 4})


def test_without_a_limit_nobody_waits(
    meeting: Channel, registered: list[Case], coordinator: User, at: datetime
) -> None:
    more_places(meeting, None, by=coordinator, at=at)
    work_off(at)

    assert {stage_of(one) for one in registered} == {"confirmed"}


def test_fewer_places_take_none_away_and_tell_nobody(
    meeting: Channel, registered: list[Case], coordinator: User, at: datetime
) -> None:
    more_places(meeting, 1, by=coordinator, at=at)
    work_off(at)

    assert [stage_of(one) for one in registered[:3]] == ["confirmed"] * 2 + ["waiting"]
    assert not CaseEvent.objects.filter(type="places_raised").exists()
