"""Sends the demo's forms and takes its cases on, by the real actions."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.accounts.models import User
from workflows.actions.actors import Actor
from workflows.actions.drafts import complete_step, start_draft
from workflows.actions.submissions import submit_draft
from workflows.actions.transitions import fire
from workflows.engine.routes import relevant_fields, relevant_steps
from workflows.models import Case, Draft, Procedure


def send(
    *, procedure: Procedure, answers: Mapping[str, Any], language: str, at: datetime
) -> Case:
    """Fill in the procedure's form step by step, and send it."""
    draft, _secret = start_draft(procedure=procedure, language=language, at=at)
    complete(draft, answers, at=at)
    return submit_draft(draft_id=draft.pk, at=at)


def complete(draft: Draft, answers: Mapping[str, Any], *, at: datetime) -> None:
    """Fill in every step that the answers lead through."""
    form = draft.form_version.compiled
    today = at.date()
    for step in relevant_steps(form, answers, today=today):
        shown = relevant_fields(step, answers, today=today)
        _complete(draft, step.key, {one.key: answers.get(one.key) for one in shown}, at)


def take(
    case: Case,
    staff: Mapping[str, User],
    *,
    transition: str,
    person: str,
    at: datetime,
    written: Mapping[str, Any],
) -> None:
    """
    Take the case through the transition.

    :param person: a key of the staff, or "" for the submitter
    """
    fire(
        case_id=case.pk,
        transition=transition,
        actor=Actor.person(staff[person]) if person else Actor.submitter(),
        at=at,
        request_key=uuid.uuid4().hex,
        expected_revision=None,
        answers=written,
    )


def _complete(
    draft: Draft, step: str, answers: Mapping[str, Any], at: datetime
) -> None:
    complete_step(
        draft_id=draft.pk,
        step=step,
        typed={key: _typed(value) for key, value in answers.items()},
        answers={key: value for key, value in answers.items() if value is not None},
        language=draft.language,
        at=at,
    )


def _typed(value: Any) -> list[str]:
    return (
        [str(one) for one in value] if isinstance(value, list) else [str(value or "")]
    )
