"""
Who may do what: every transition of every shipped definition, by every role, for cases
in and out of sight. The shipped files say what is right, so a new one is in it by itself.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

import pytest

from cms.accounts.models import User
from participation.actions.setup import DEFINITIONS, ROLES, install_channel
from participation.models import Channel
from tests.desk.places import PLACES, make_group
from workflows.actions.actors import Actor
from workflows.actions.submissions import open_case
from workflows.actions.transitions import fire
from workflows.errors import NotYourRole, WorkflowError
from workflows.models import Case, Role, Submission, Unit


def shipped() -> list[str]:
    return sorted(path.parent.name for path in DEFINITIONS.glob("*/workflow.json"))


def people_transitions(key: str) -> Iterator[dict[str, Any]]:
    path = Path(DEFINITIONS) / key / "workflow.json"
    for one in json.loads(path.read_text(encoding="utf-8"))["transitions"]:
        if one.get("trigger", "person") == "person":
            yield one


def make_shipped_case(channel: Channel, at: datetime) -> Case:
    """Open a case of any shipped channel, whatever its form asks."""
    with transaction.atomic():
        submission = Submission.objects.create(
            form_version=channel.procedure.form.versions.newest_first()[0],
            answers={},
            email="",
            language="fi",
            submitted_at=at,
        )
        return open_case(
            submission=submission,
            procedure=channel.procedure,
            arrived_at=at,
            at=at,
            actor=Actor.submitter(),
        )


def may(case: Case, transition: str, stage: str, person: User, at: datetime) -> bool:
    """Tell whether the person's role lets them, whatever else may be in the way."""
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=stage)
        try:
            fire(
                case_id=case.pk,
                transition=transition,
                actor=Actor.person(person),
                at=at,
                request_key=uuid.uuid4().hex,
                expected_revision=None,
                answers={},
            )
        except NotYourRole:
            return False
        except WorkflowError:
            return True
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.parametrize("key", shipped())
def test_every_transition_is_its_roles_in_their_unit_only(
    key: str, staff: dict[str, User], unit: Unit, at: datetime
) -> None:
    channel = install_channel(key=key, unit=unit, by=None, at=at)
    Unit.members.through.objects.filter(unit=unit).delete()
    home = channel.procedure.unit
    home.members.add(*staff.values())
    elsewhere = Unit.objects.create(key="far", name="Muualla")
    readers = set(channel.procedure.readers.values_list("key", flat=True))
    case = make_shipped_case(channel, at)
    wrong = []
    for one in people_transitions(key):
        for role, person in staff.items():
            allowed = role in one["roles"] and (not readers or role in readers)
            for place in PLACES:
                with transaction.atomic():
                    move(case, place, home, elsewhere)
                    got = may(case, one["key"], one["from"][0], person, at)
                    transaction.set_rollback(True)
                if got != (allowed and place == "here"):
                    wrong.append((one["key"], role, place, got))

    assert wrong == []


def move(case: Case, place: str, home: Unit, elsewhere: Unit) -> None:
    unit = elsewhere if place == "elsewhere" else home
    Case.objects.filter(pk=case.pk).update(unit=unit)
    if place == "restricted":
        hidden, _ = Role.objects.get_or_create(
            key="reader", defaults={"group": make_group("reader")}
        )
        case.procedure.readers.set([hidden])


@pytest.mark.parametrize("key", shipped())
def test_every_role_that_a_shipped_definition_names_is_shipped(key: str) -> None:
    path = Path(DEFINITIONS) / key / "workflow.json"
    workflow = json.loads(path.read_text(encoding="utf-8"))
    named = {role for one in workflow["transitions"] for role in one.get("roles", ())}
    named |= {one["role"] for one in workflow["stages"] if one.get("role")}

    assert named <= set(ROLES)
