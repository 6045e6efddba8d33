"""A resident with a draft of the shipped initiative, at a fixed moment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import override

import pytest
import time_machine

from participation.models import Channel
from tests.resident.walker import Walker


@pytest.fixture(autouse=True)
def _site(settings: Any) -> Iterator[None]:
    """Put the door in front of the site; begin in Finnish, whoever was here before."""
    settings.ROOT_URLCONF = "tests.resident.urls"
    with override("fi"):
        yield


@pytest.fixture
def clock(at: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the clock that the views read."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def resident(channel: Channel, clock: time_machine.Traveller) -> Walker:
    """Return somebody who has just started."""
    walker = Walker()
    walker.start()
    return walker
