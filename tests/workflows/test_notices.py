"""Members of a role are told that a case waits for them, and nothing of anybody."""

from django.core.mail import EmailMessage
from django.urls import reverse

import pytest
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from tests.cases import ANSWERS
from tests.people import make_person
from workflows.actions.events import add_effects
from workflows.effects import outbox
from workflows.engine.workflow_spec import EffectSpec
from workflows.models import Case, Effect, Unit

REGISTRARS = EffectSpec(kind="notify_role", params={"role": "registrar"})


@pytest.fixture
def noticed(case: Case) -> Case:
    """Return a case whose role is to be told of it."""
    Effect.objects.all().delete()
    add_effects(event=case.events.get(), specs=[REGISTRARS])
    return case


def work() -> None:
    outbox.drain(["default", "mail"])


def test_each_member_gets_a_mail_of_their_own(
    noticed: Case, registrar: User, unit: Unit, mailoutbox: list[EmailMessage]
) -> None:
    UserProfile.objects.create(user=registrar, preferred_language="en")
    second = make_person("second", "registrar", unit=unit)

    work()

    assert sorted(mail.to for mail in mailoutbox) == [[registrar.email], [second.email]]
    (mine,) = [mail for mail in mailoutbox if mail.to == [registrar.email]]
    assert mine.subject == f"Case {noticed.reference}: Received"
    assert reverse("desk_cases:case", args=[noticed.pk]) in mine.body


def test_nothing_of_the_submitter_is_in_it(
    noticed: Case, registrar: User, mailoutbox: list[EmailMessage]
) -> None:
    work()

    said = mailoutbox[0].subject + mailoutbox[0].body
    assert not any(ANSWERS[key] in said for key in ("name", "email", "title", "area"))


def test_other_roles_and_units_are_not_told(
    noticed: Case,
    registrar: User,
    reviewer: User,
    outsider: User,
    mailoutbox: list[EmailMessage],
) -> None:
    work()

    assert [mail.to for mail in mailoutbox] == [[registrar.email]]


def test_a_role_without_members_is_an_incident_and_not_silence(
    noticed: Case, mailoutbox: list[EmailMessage]
) -> None:
    work()

    assert mailoutbox == []
    assert Effect.objects.incidents().get().error == "role-empty"


def test_once_somebody_has_the_role_work_goes_on(
    noticed: Case, unit: Unit, mailoutbox: list[EmailMessage]
) -> None:
    work()
    make_person("new", "registrar", unit=unit)
    Effect.objects.incidents().update(state="waiting", attempts=0)

    work()

    assert len(mailoutbox) == 1


def test_who_left_before_the_mail_went_is_not_told(
    noticed: Case, registrar: User, unit: Unit, mailoutbox: list[EmailMessage]
) -> None:
    outbox.drain(["default"])
    unit.members.remove(registrar)

    outbox.drain(["mail"])

    assert mailoutbox == []
    assert Effect.objects.get(kind="notice").error == "not-a-member"
