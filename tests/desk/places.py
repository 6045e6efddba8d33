"""Staff of every role, and cases where they are in sight and where they are not."""

import uuid
from datetime import datetime

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

import pytest

from cms.accounts.models import User
from participation.actions.setup import ROLES
from participation.models import Channel, Outcome, Report, ReportSchedule
from tests.authenticators import enrol
from tests.cases import make_case
from tests.kept_files import keep_file
from tests.people import make_person
from workflows.models import (
    Case,
    Closure,
    Effect,
    MailTemplate,
    Procedure,
    Role,
    Unit,
    WebhookEndpoint,
)

#: where a case is: in sight, in another unit, restricted to a role that none has
PLACES = ("here", "elsewhere", "restricted")


@pytest.fixture
def staff(roles: None, unit: Unit) -> dict[str, User]:
    """Return one member of the unit for each role, and one with none."""
    people = {role: make_person(f"a-{role}", role, unit=unit) for role in ROLES}
    return {**people, "nobody": make_person("a-nobody", unit=unit)}


@pytest.fixture
def places(channel: Channel, unit: Unit, at: datetime) -> dict[str, Case]:
    """Return a case in each place, with all that there can be of one."""
    found = {place: make_case(channel, at=at) for place in PLACES}
    elsewhere = Unit.objects.create(key="far", name="Muualla")
    Case.objects.filter(pk=found["elsewhere"].pk).update(unit=elsewhere)
    found["elsewhere"].tasks.update(unit=elsewhere)
    procedure = Procedure.objects.get(pk=channel.pk)
    restricted = Procedure.objects.create(
        key="hidden", form=procedure.form, workflow=procedure.workflow, unit=unit
    )
    restricted.readers.add(
        Role.objects.create(key="reader", group=make_group("reader"))
    )
    Case.objects.filter(pk=found["restricted"].pk).update(procedure=restricted)
    Effect.objects.update(state=Effect.State.DEAD)
    for case in found.values():
        _attach(case)
        _report(case, channel, at)
    _settings(channel, at)
    return found


def _settings(channel: Channel, at: datetime) -> None:
    """Make one row of everything that is kept by administrators."""
    Closure.objects.create(day=at.date(), label="x")
    WebhookEndpoint.objects.create(name="x", url="https://example.org/")
    ReportSchedule.objects.create(
        kind="yearly_list",
        language="fi",
        period=ReportSchedule.Period.YEAR,
        role=Role.objects.get(key="official"),
        begun_on=at.date(),
    )
    enrol(make_person("has-an-app", unit=None), at=at)
    workflow = channel.procedure.workflow
    MailTemplate.objects.create(
        workflow=workflow, mail="received", language="fi", subject="x", body="x"
    ).save_revision()


def make_group(name: str) -> Group:
    return Group.objects.create(name=name)


def _attach(case: Case) -> None:
    keep_file(
        content=b"x", name="x.txt", at=case.arrived_at, submission=case.submission
    )


def _report(case: Case, channel: Channel, at: datetime) -> Report:
    event = case.events.get()
    made = Outcome.objects.create(
        case=case,
        channel=channel,
        event=event,
        language="fi",
        title=f"Lopputulos {case.reference}",
        summary="x",
        answer="x",
        measures="x",
        answered_by="x",
        arrived_at=at,
        approved_at=at,
        published_at=at,
    )
    digest = uuid.uuid4().hex * 2
    return Report.objects.create(
        kind="outcome",
        subject=f"outcome:{case.public_id}",
        case=case,
        reference=case.reference,
        is_public=True,
        outcome=made,
        language="fi",
        title=made.title,
        code=digest[:12],
        file=ContentFile(b"%PDF-1.7", name=f"reports/{digest}"),
        size_bytes=8,
        sha256=digest,
        content_sha256=digest,
        sealed_at=at,
        seal_level="B-B",
        signer_subject="CN=Test",
        signer_issuer="CN=Test CA",
        signer_serial="1",
        signer_valid_from=at,
        signer_valid_to=at,
        is_test=True,
    )
