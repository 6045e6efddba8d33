"""The people of the tests: one for each role, and strangers."""

from datetime import UTC, datetime

import pytest

from cms.accounts.models import User
from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from workflows.models import Role, Unit

#: a Tuesday noon in Finland without a holiday near
NOON = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return NOON


@pytest.fixture
def roles(db: None) -> None:
    create_roles()


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(key="participation", name="Osallisuusyksikkö")


def make_person(name: str, *roles: str, unit: Unit | None) -> User:
    """Create a member of staff with the roles, in the unit if one is given."""
    user = User.objects.create_user(
        name, email=f"{name}@example.org", password="salasana-testi"
    )
    for role in Role.objects.filter(key__in=roles).select_related("group"):
        user.groups.add(role.group)
    if unit is not None:
        unit.members.add(user)
    return user


@pytest.fixture
def registrar(roles: None, unit: Unit) -> User:
    return make_person("registrar", "registrar", unit=unit)


@pytest.fixture
def reviewer(roles: None, unit: Unit) -> User:
    return make_person("reviewer", "reviewer", unit=unit)


@pytest.fixture
def approver(roles: None, unit: Unit) -> User:
    return make_person("approver", "approver", unit=unit)


@pytest.fixture
def publisher(roles: None, unit: Unit) -> User:
    return make_person("publisher", "publisher", unit=unit)


@pytest.fixture
def official(roles: None, unit: Unit) -> User:
    return make_person("official", "official", unit=unit)


@pytest.fixture
def protector(roles: None, unit: Unit) -> User:
    """Return the data protection officer."""
    return make_person("protector", "data_protection_officer", unit=unit)


@pytest.fixture
def all_hats(roles: None, unit: Unit) -> User:
    """Return somebody who reviews and approves, as in a small unit."""
    return make_person("all-hats", "registrar", "reviewer", "approver", unit=unit)


@pytest.fixture
def outsider(roles: None) -> User:
    """Return a reviewer of another unit."""
    elsewhere = Unit.objects.create(key="elsewhere", name="Toinen yksikkö")
    return make_person("outsider", "reviewer", "registrar", unit=elsewhere)


@pytest.fixture
def channel(roles: None, unit: Unit, at: datetime) -> Channel:
    """Open the shipped initiative channel."""
    return install_channel(key="initiative", unit=unit, by=None, at=at)
