"""Cases of the tests, made by the real actions."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from participation.models import Channel
from workflows.actions.actors import Actor
from workflows.actions.submissions import submit_draft
from workflows.actions.transitions import fire
from workflows.models import Case, CaseEvent, Draft

ANSWERS: Mapping[str, Any] = {
    "theme": "health_centre",
    "area": "Keskusta",
    "title": "Penkkejä terveysaseman pihalle",
    "proposal": "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville.",
    "effect": "Huonosti kävelevä jaksaa odottaa kyytiä.",
    "ground": "resident",
    "name": "Aloitteen Tekijä",
    "home_municipality": "Esimerkkilä",
    "email": "resident@example.org",
    "publish_name": "no",
    "understands_public": True,
    "privacy_read": True,
}

#: what is written in the small forms on the way to publication
WRITTEN: Mapping[str, Mapping[str, Any]] = {
    "take": {"handled_by": "Osallisuusyksikkö, suunnittelija", "estimate": "toukokuu"},
    "ask_completion": {"request": "Mitä pihaa ehdotus koskee?"},
    "complete": {"reply": "Pääoven puoleista pihaa."},
    "offer_hearing": {"matter": "Missä kohdassa pihaa penkit palvelisivat?"},
    "note_hearing": {"how": "phone", "record": "Pääoven vieressä."},
    "assess": {"assessment": "Toteutettavissa kunnossapidon rahoilla."},
    "reject": {"reasons": "Piha on kaupungin. Käänny kaupungin puoleen."},
    "respond": {
        "public_title": "Penkkejä terveysaseman pihalle",
        "public_summary": "Aloitteessa ehdotetaan penkkejä pihalle.",
        "answer": "Ehdotus toteutetaan.",
        "measures": "Kaksi penkkiä asennetaan kesäkuussa.",
        "answered_by": "Kiinteistöpäällikkö",
    },
    "send_back": {"remarks": "Lisää aikataulu."},
    "note_follow_up": {"follow_up": "Penkit on asennettu."},
}


def make_draft(channel: Channel, *, at: datetime, **answers: Any) -> Draft:
    """Create a draft with every step done, ready to be sent."""
    procedure = channel.procedure
    version = procedure.form.versions.newest_first()[0]
    return Draft.objects.create(
        procedure=procedure,
        form_version=version,
        secret_hash="-",
        language="fi",
        answers={**ANSWERS, **answers},
        done_steps=[step.key for step in version.compiled.steps],
        created_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=30),
    )


def make_case(channel: Channel, *, at: datetime, **answers: Any) -> Case:
    """Send a draft."""
    return submit_draft(draft_id=make_draft(channel, at=at, **answers).pk, at=at)


def act(
    case: Case,
    transition: str,
    user: User | None,
    *,
    at: datetime,
    revision: int | None = None,
    key: str = "",
    **written: Any,
) -> CaseEvent:
    """Take the case through a transition; without a user, as its submitter."""
    return fire(
        case_id=case.pk,
        transition=transition,
        actor=Actor.submitter() if user is None else Actor.person(user),
        at=at,
        request_key=key or uuid.uuid4().hex,
        expected_revision=revision,
        answers={**WRITTEN.get(transition, {}), **written},
    )


#: the way of an initiative that is answered and followed up
WAY = (
    ("take", "registrar"),
    ("offer_hearing", "reviewer"),
    ("note_hearing", "reviewer"),
    ("assess", "reviewer"),
    ("respond", "reviewer"),
    ("approve", "approver"),
    ("publish", "publisher"),
    ("note_follow_up", "reviewer"),
    ("close", "reviewer"),
)


def bring_to(
    case: Case, stage: str, people: Mapping[str, User], *, at: datetime
) -> Case:
    """Take the case along the way until it is in the stage."""
    for transition, role in WAY:
        case.refresh_from_db()
        if case.stage == stage:
            break
        act(case, transition, people[role], at=at)
    case.refresh_from_db()
    return case


@pytest.fixture
def case(channel: Channel, at: datetime) -> Case:
    return make_case(channel, at=at)


@pytest.fixture
def people(
    registrar: User, reviewer: User, approver: User, publisher: User, official: User
) -> dict[str, User]:
    """Return everybody by role."""
    return {
        "registrar": registrar,
        "reviewer": reviewer,
        "approver": approver,
        "publisher": publisher,
        "official": official,
    }
