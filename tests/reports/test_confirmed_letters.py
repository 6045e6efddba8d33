"""An approval confirmed with a second factor: what the letter and its data tell."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cms.accounts.models import User
from participation.actions import outcomes
from participation.actions.setup import DEFINITIONS
from participation.models import Channel, Outcome
from participation.reports.kinds import registry
from participation.reports.kinds.outcome import OutcomeLetter
from tests.cases import WAY, WRITTEN, act, make_case
from tests.reports.conftest import letter_of, printed
from tests.reports.reading import attachments, spoken_text
from workflows.actions.actors import Actor
from workflows.actions.definitions import publish_workflow
from workflows.actions.transitions import fire
from workflows.engine.confirmations import Confirmation, Method
from workflows.models import Case, CaseEvent


@pytest.fixture
def channel(channel: Channel, at: datetime) -> Channel:
    """Return the channel of initiatives, whose approval asks for a second factor."""
    file = DEFINITIONS / "initiative" / "workflow.json"
    spec = json.loads(file.read_text(encoding="utf-8"))
    [approval] = [one for one in spec["transitions"] if one["key"] == "approve"]
    approval["second_factor"] = True
    publish_workflow(spec=spec, by=None, at=at)
    return channel


@pytest.fixture
def written(channel: Channel, people: dict[str, User], at: datetime) -> Case:
    """Return a case whose answer waits for approval."""
    case = make_case(channel, at=at)
    for step, role in WAY[: [step for step, _ in WAY].index("approve")]:
        act(case, step, people[role], at=at)
    return case


def approved(case: Case, user: User, at: datetime, method: Method) -> CaseEvent:
    given = Confirmation(person_id=user.pk, method=method, at=at)
    return fire(
        case_id=case.pk,
        transition="approve",
        actor=Actor.person(user, confirmation=given),
        at=at,
        request_key="approval",
        expected_revision=None,
        answers=WRITTEN.get("approve", {}),
    )


def published(case: Case, approval: CaseEvent, at: datetime) -> Outcome:
    answered = case.events.get(transition="respond")
    return outcomes.publish_outcome(
        case=case, answered=answered, approved=approval, at=at
    )


@pytest.fixture
def confirmed(written: Case, approver: User, at: datetime) -> Outcome:
    approver.title = "Hallintojohtaja"
    approver.save()
    return published(written, approved(written, approver, at, Method.APP), at)


def data_of(file: Path) -> dict[str, Any]:
    ((_name, data, _relationship),) = attachments(file)
    facts: dict[str, Any] = json.loads(data)
    return facts


def test_the_letter_tells_who_confirmed_with_what_and_when(
    confirmed: Outcome, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(confirmed, "en")))

    heard = " ".join(spoken_text(file).split())

    assert "Approved by Hallintojohtaja Osallistu" in heard
    assert (
        "Whoever approved it confirmed who they are with a second factor: "
        "a one-time code of an authenticator app, 10 Mar 2026 12:00."
    ) in heard
    facts = data_of(file)
    assert facts["confirmation"] == {
        "by": "Hallintojohtaja",
        "method": "app",
        "at": "2026-03-10T10:00:00+00:00",
    }
    jsonschema.validate(facts, registry.schema_of("outcome"))


@pytest.mark.parametrize(
    ("language", "heading", "told"),
    [
        ("fi", "Hyväksyjä", "varakoodi"),
        ("sv", "Godkänd av", "en reservkod"),
    ],
)
def test_it_is_told_in_the_language_of_the_letter(
    written: Case,
    approver: User,
    at: datetime,
    tmp_path: Path,
    language: str,
    heading: str,
    told: str,
) -> None:
    made = published(written, approved(written, approver, at, Method.BACKUP_CODE), at)
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(made, language)))

    heard = " ".join(spoken_text(file).split())

    assert heading in heard
    assert told in heard


def test_who_has_no_title_is_called_by_the_role(
    written: Case, approver: User, at: datetime
) -> None:
    approval = approved(written, approver, at, Method.APP)

    made = published(written, approval, at)

    assert made.confirmed_by == approver.groups.get().name
    assert "approver" not in made.confirmed_by


def test_no_name_of_a_person_is_told(
    written: Case, approver: User, at: datetime
) -> None:
    approver.first_name, approver.last_name = "Anni", "Esimerkki"
    approver.save()

    made = published(written, approved(written, approver, at, Method.APP), at)

    assert "Esimerkki" not in str(OutcomeLetter().facts(made, language="fi"))


def test_where_none_was_asked_for_the_letter_is_silent(
    confirmed: Outcome, tmp_path: Path
) -> None:
    Outcome.objects.update(confirmed_by="", confirmed_with="", confirmed_at=None)
    confirmed.refresh_from_db()
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(confirmed, "en")))

    assert "Approved by" not in spoken_text(file)
    assert "second factor" not in spoken_text(file)
    facts = data_of(file)
    assert "confirmation" not in facts
    jsonschema.validate(facts, registry.schema_of("outcome"))
