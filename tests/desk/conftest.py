"""Members of staff in front of a browser, and the pages of the desk."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

import pytest
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from participation.actions.outcomes import publish_outcome
from participation.models import Channel, Report
from tests.cases import WRITTEN, bring_to, make_case
from tests.desk.moves import KEPT, drawn
from tests.desk.page_reports import quarter, stranger, writer
from tests.drawn import put_to_use, send_in
from tests.people import make_person
from tests.reports.samples import forum_page, programme_page
from workflows.models import Case, Effect, Unit

__all__ = ["forum_page", "programme_page", "quarter", "stranger", "writer"]

INCIDENTS, REPORTS = "/admin/incidents/", "/admin/sealed-reports/"

HIDDEN = re.compile(r'name="(revision|request_key)" value="([^"]*)"')


@dataclass
class Desk:
    """One person's browser at the desk."""

    client: Client
    user: User

    def get(self, name: str, *args: Any, **query: Any) -> HttpResponse:
        return self.client.get(reverse(name, args=args), query)

    def case(self, case: Case) -> HttpResponse:
        return self.get("desk_cases:case", case.pk)

    def open(self, case: Case, transition: str) -> dict[str, str]:
        """Open a transition's page; return the hidden fields of its form."""
        page = self.get("desk_cases:transition", case.pk, transition)
        assert page.status_code == 200, page.status_code
        return dict(HIDDEN.findall(page.content.decode()))

    def send(
        self, case: Case, transition: str, ticket: dict[str, str], **written: Any
    ) -> HttpResponse:
        """Send the transition's form, filled in as it usually is."""
        answers = {**WRITTEN.get(transition, {}), **written}
        return self.client.post(
            reverse("desk_cases:transition", args=[case.pk, transition]),
            {**ticket, **{f"answer-{key}": answers[key] for key in answers}},
        )

    def do(self, case: Case, transition: str, **written: Any) -> HttpResponse:
        """Open the transition's page and send it."""
        return self.send(case, transition, self.open(case, transition), **written)


def sit(user: User) -> Desk:
    client = Client()
    client.force_login(user)
    # Pages in English, whatever the site's language is.
    UserProfile.objects.update_or_create(
        user=user, defaults={"preferred_language": "en"}
    )
    return Desk(client, user)


@pytest.fixture
def sit_down() -> Callable[[User], Desk]:
    """Return a way to sit somebody down at the desk."""
    return sit


@pytest.fixture
def at_desk(people: dict[str, User]) -> dict[str, Desk]:
    """Return the desks of everybody by role."""
    return {role: sit(user) for role, user in people.items()}


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("boss", "boss@example.org", "salasana-testi")


@pytest.fixture
def editor(db: None) -> User:
    """Return an editor of pages without a role at the desk."""
    user = make_person("editor", unit=None)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def second_approver(roles: None, unit: Unit) -> User:
    return make_person("second-approver", "approver", unit=unit)


def text_of(response: HttpResponse) -> str:
    """Return the page as text with single spaces."""
    return " ".join(response.content.decode().split())


def is_not_found(response: HttpResponse) -> bool:
    """Tell whether there is nothing at the address."""
    return response.status_code == 404


@pytest.fixture
def second_case(channel: Channel, at: datetime) -> Case:
    return make_case(channel, at=at, title="Valaistus puistoon")


@pytest.fixture
def report(channel: Channel, at: datetime, people: dict[str, User]) -> Report:
    """Return a report of another, published case; its file is no real PDF."""
    case = make_case(channel, at=at, title="Lepopaikkoja kävelytielle")
    bring_to(case, "follow_up", people, at=at)
    answered = case.events.get(transition="respond")
    approved = case.events.get(transition="approve")
    outcome = publish_outcome(case=case, answered=answered, approved=approved, at=at)
    return Report.objects.create(
        kind="outcome",
        subject=f"outcome:{case.public_id}",
        case=case,
        reference=case.reference,
        is_public=True,
        outcome=outcome,
        language="fi",
        title=outcome.title,
        code="ABCD-EFGH",
        file=ContentFile(b"%PDF-1.7", name="reports/x"),
        size_bytes=8,
        sha256="1" * 64,
        content_sha256="2" * 64,
        sealed_at=at,
        seal_level="B-B",
        signer_subject="CN=Test",
        signer_issuer="CN=Test CA",
        signer_serial="1",
        signer_valid_from=at,
        signer_valid_to=at,
        is_test=True,
    )


@pytest.fixture
def boss(superuser: User, sit_down: Callable[[User], Desk]) -> Desk:
    return sit_down(superuser)


@pytest.fixture
def effect(case: Case) -> Effect:
    """Return a mail that was given up after its last try."""
    found = Effect.objects.get(case=case)
    found.state, found.attempts, found.error = Effect.State.DEAD, 6, "SMTPException"
    found.save()
    return found


@pytest.fixture
def mover(roles: None, unit: Unit) -> Desk:
    """Return an administrator who handles cases as well."""
    return sit(make_person("mover", "reviewer", "administrator", unit=unit))


@pytest.fixture
def cases(mover: Desk, unit: Unit, at: datetime) -> list[Case]:
    procedure = put_to_use(drawn("desk", KEPT), unit, at=at)
    return [send_in(procedure, at=at) for _ in range(6)]
