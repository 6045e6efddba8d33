"""What a shipped channel's policy may say, and when it is heard."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

import pytest

from participation.actions.policies import Policy, open_channel, read_policy
from participation.actions.setup import install_channel
from participation.models import Channel
from workflows.models import Procedure, Role, Unit


def test_a_channel_without_a_policy_file_has_the_usual_policy(tmp_path: Path) -> None:
    assert read_policy(tmp_path / "policy.json") == Policy()


def test_a_policy_that_says_what_no_policy_has_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"colour": "red"}))

    with pytest.raises(TypeError, match="colour"):
        read_policy(file)


def test_a_restricted_channel_does_not_open_without_its_readers(
    channel: Channel,
) -> None:
    """Without them everybody in the unit would see its cases."""
    other = Procedure(
        key="other",
        form=channel.procedure.form,
        workflow=channel.procedure.workflow,
        unit=channel.procedure.unit,
    )

    with pytest.raises(Role.DoesNotExist), transaction.atomic():
        open_channel(procedure=other, policy=Policy(readers=("nobody",)))

    assert not Procedure.objects.filter(key="other").exists()


def test_installing_again_leaves_what_the_organisation_decided(
    channel: Channel, at: datetime
) -> None:
    elsewhere = Unit.objects.create(key="registry", name="Kirjaamo")
    channel.procedure.unit = elsewhere
    channel.procedure.save()
    channel.publishes_outcomes = False
    channel.save()

    again = install_channel(
        key="initiative", unit=Unit.objects.get(key="participation"), by=None, at=at
    )

    again.refresh_from_db()
    assert again.procedure.unit == elsewhere
    assert not again.publishes_outcomes
