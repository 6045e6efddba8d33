"""The shipped channels, and the people who take part in handling their cases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cms.accounts.models import User
from participation.actions.setup import install_channel
from participation.models import Channel
from tests.cases import WRITTEN
from tests.definitions.initiatives import MATTER
from tests.definitions.sending import do
from tests.definitions.taking_part import sent
from tests.definitions.walks import send
from tests.people import make_person
from workflows.models import Case, Unit

#: the channels through which an authority is asked, told and blamed
KEYS = (
    "initiative",
    "service_initiative",
    "feedback",
    "complaint",
    "information_request",
    "data_request",
    "accessibility_feedback",
)


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


@pytest.fixture
def channels(roles: None, unit: Unit, at: datetime) -> dict[str, Channel]:
    """Open them all; complaints and data requests bring units of their own."""
    return {key: install_channel(key=key, unit=unit, by=None, at=at) for key in KEYS}


@pytest.fixture
def staff(channels: dict[str, Channel], unit: Unit) -> dict[str, User]:
    """Return one person for each role, in the unit that handles what is theirs."""
    complaints = Unit.objects.get(key="complaints")
    protection = Unit.objects.get(key="data_protection")
    usual = ("registrar", "reviewer", "approver", "publisher")
    return {
        **{role: make_person(role, role, unit=unit) for role in usual},
        "complaint_handler": make_person(
            "complaint_handler", "complaint_handler", unit=complaints
        ),
        "director": make_person("director", "approver", unit=complaints),
        "data_protection_officer": make_person(
            "data_protection_officer", "data_protection_officer", unit=protection
        ),
    }


@pytest.fixture
def review(channels: dict[str, Channel], staff: dict[str, User], at: datetime) -> Case:
    """Return an initiative that has been taken."""
    case = send(channels["initiative"], at=at)
    do(case, "take", staff["registrar"], at=at, **WRITTEN["take"])
    return case


@pytest.fixture
def heard(review: Case, staff: dict[str, User], at: datetime) -> Case:
    """Return an initiative whose maker has been heard."""
    do(review, "offer_hearing", staff["reviewer"], at=at, **MATTER)
    do(review, "reply_hearing", None, at=at, statement="Pääoven vieressä.")
    return review
