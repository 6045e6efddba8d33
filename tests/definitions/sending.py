"""Sending a channel's form and taking its case on, by the real actions."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.accounts.models import User
from participation.models import Channel
from workflows.actions.actors import Actor
from workflows.actions.submissions import submit_draft
from workflows.actions.transitions import fire
from workflows.models import Case, CaseEvent, Draft


def send_form(
    channel: Channel, answers: Mapping[str, Any], *, at: datetime, language: str
) -> Case:
    """Send the channel's form with the answers, every step done."""
    procedure = channel.procedure
    version = procedure.form.versions.newest()
    draft = Draft.objects.create(
        procedure=procedure,
        form_version=version,
        secret_hash="-",
        language=language,
        answers=dict(answers),
        done_steps=[step.key for step in version.compiled.steps],
        created_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=30),
    )
    return submit_draft(draft_id=draft.pk, at=at)


def do(
    case: Case, transition: str, by: User | None, *, at: datetime, **written: Any
) -> CaseEvent:
    """Take the case through a transition; without a person, as its submitter."""
    event = fire(
        case_id=case.pk,
        transition=transition,
        actor=Actor.submitter() if by is None else Actor.person(by),
        at=at,
        request_key=uuid.uuid4().hex,
        expected_revision=None,
        answers=written,
    )
    case.refresh_from_db()
    return event
