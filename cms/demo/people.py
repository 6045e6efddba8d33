"""The demo's staff: one person for each role, named by what they do."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from cms.accounts.models import User
from workflows.models import Role, Unit

#: the same for everybody: the demo answers on this machine only
PASSWORD = "osallistu-demo"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the demo's staff and what they may do."""

    username: str
    name: str
    title: str
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    #: keys of the units in place of the common one
    units: tuple[str, ...] = ()
    is_administrator: bool = False


STAFF = (
    Person(
        username="editor",
        name="Sisällön toimittaja",
        title="Viestintäsuunnittelija",
        groups=("Editors", "Moderators"),
    ),
    Person(
        username="registrar", name="Kirjaaja", title="Kirjaaja", roles=("registrar",)
    ),
    Person(
        username="reviewer",
        name="Käsittelijä",
        title="Osallisuussuunnittelija",
        roles=("reviewer",),
    ),
    Person(
        username="coordinator",
        name="Koordinaattori",
        title="Osallisuuskoordinaattori",
        roles=("coordinator",),
    ),
    Person(
        username="approver",
        name="Hyväksyjä",
        title="Palvelujohtaja",
        roles=("approver",),
    ),
    Person(
        username="publisher",
        name="Julkaisija",
        title="Viestintäpäällikkö",
        roles=("publisher",),
    ),
    Person(
        username="complaint_handler",
        name="Muistutusten käsittelijä",
        title="Hallintosihteeri",
        roles=("complaint_handler",),
        units=("complaints",),
    ),
    Person(
        username="director",
        name="Vastuujohtaja",
        title="Johtajaylilääkäri",
        roles=("approver",),
        units=("complaints",),
    ),
    Person(
        username="data_protection_officer",
        name="Tietosuojavastaava",
        title="Tietosuojavastaava",
        roles=("data_protection_officer",),
        units=("data_protection",),
    ),
    Person(
        username="official",
        name="Viranhaltija",
        title="Hallintojohtaja",
        roles=("official",),
    ),
    Person(
        username="administrator",
        name="Pääkäyttäjä",
        title="Pääkäyttäjä",
        is_administrator=True,
    ),
)


@transaction.atomic
def load_people(*, unit: Unit) -> dict[str, User]:
    """Make the staff, in the unit or those of their own; return them by username."""
    roles = {role.key: role.group for role in Role.objects.select_related("group")}
    staff = {}
    for person in STAFF:
        user = User.objects.create_user(
            person.username,
            email=f"{person.username}@example.org",
            password=PASSWORD,
            first_name=person.name,
            title=person.title,
            is_staff=person.is_administrator,
            is_superuser=person.is_administrator,
        )
        user.groups.add(
            *(roles[key] for key in person.roles),
            *Group.objects.filter(name__in=person.groups),
        )
        user.units.set(Unit.objects.filter(key__in=person.units or (unit.key,)))
        staff[person.username] = user
    return staff
