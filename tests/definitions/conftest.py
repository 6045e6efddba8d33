"""The people of participation, and its channels."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cms.accounts.models import User
from participation.actions.setup import install_channel
from participation.models import Channel
from tests.definitions.taking_part import sent
from tests.people import make_person
from workflows.models import Case, Unit


@pytest.fixture
def coordinator(roles: None, unit: Unit) -> User:
    return make_person("coordinator", "coordinator", unit=unit)


@pytest.fixture
def install(roles: None, unit: Unit, at: datetime) -> Callable[[str], Channel]:
    """Return a function that opens a shipped channel."""
    return lambda key: install_channel(key=key, unit=unit, by=None, at=at)


@pytest.fixture
def meeting(install: Callable[[str], Channel]) -> Channel:
    """Open the registration with two places."""
    channel = install("forum_registration")
    channel.procedure.places = 2
    channel.procedure.save()
    return channel


@pytest.fixture
def registered(meeting: Channel, at: datetime) -> list[Case]:
    """Return five registrations, a minute apart: two with a place, three waiting."""
    return [sent(meeting, at=at + timedelta(minutes=minute)) for minute in range(5)]
