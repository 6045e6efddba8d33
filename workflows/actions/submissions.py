"""Submitting: a draft becomes a submission and a case, once."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.opening import open_case
from workflows.engine.answers import faults
from workflows.engine.calendars import FINLAND
from workflows.engine.routes import (
    first_open,
    relevant_answers,
    relevant_fields,
    relevant_steps,
)
from workflows.engine.texts import say
from workflows.errors import DraftExpired, DraftIncomplete, ProcedureClosed
from workflows.models import Case, Draft, Submission
from workflows.models.attachments import KEY_COLUMNS

_SUBJECT_LENGTH = 200


@transaction.atomic
def submit_draft(*, draft_id: uuid.UUID, at: datetime) -> Case:
    """
    Freeze the draft's relevant answers and open the case.

    Sending the same draft again returns the case it became, so a double click, a
    reload or a second tab makes no second case.

    :raises DraftExpired: if the answers are no longer kept
    :raises ProcedureClosed: if nothing is received at that moment
    :raises DraftIncomplete: if a needed step is missing or no longer valid
    """
    draft = (
        Draft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("procedure__unit", "form_version")
        .get(pk=draft_id)
    )
    if draft.state == Draft.State.SUBMITTED:
        return Case.objects.get(draft_id=draft.pk)
    if draft.is_expired_at(at):
        raise DraftExpired
    if not draft.procedure.is_open_at(at):
        raise ProcedureClosed
    answers = complete_answers(draft, at)
    submission = Submission.objects.create(**frozen(draft, answers, at))
    keep_attachments(draft, submission)
    case = open_case(
        submission=submission,
        procedure=draft.procedure,
        arrived_at=at,
        at=at,
        actor=Actor.submitter(),
        draft=draft,
    )
    emptied(draft)
    return case


def complete_answers(draft: Draft, at: datetime) -> dict[str, Any]:
    """
    Return the answers of the draft that count.

    :raises DraftIncomplete: if a needed step is missing or no longer valid
    """
    form = draft.form_version.compiled
    today = at.astimezone(FINLAND).date()
    if missing := first_open(form, draft.answers, draft.done_steps, today=today):
        raise DraftIncomplete(missing.key)
    answers = relevant_answers(form, draft.answers, today=today)
    for step in relevant_steps(form, draft.answers, today=today):
        fields = relevant_fields(step, answers, today=today)
        here = {one.key: answers[one.key] for one in fields if one.key in answers}
        if faults(fields, here):
            raise DraftIncomplete(step.key)
    return answers


def frozen(draft: Draft, answers: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return the columns of a submission that holds the draft's answers."""
    form = draft.form_version.compiled
    subject = form.open_subject(answers) or say(form.title, draft.language)
    return {
        "form_version": draft.form_version,
        "answers": dict(answers),
        "subject": subject[:_SUBJECT_LENGTH],
        "email": str(answers.get(form.email, "")) if form.email else "",
        "language": draft.language,
        "submitted_at": at,
    }


def keep_attachments(draft: Draft, submission: Submission) -> None:
    """Give the submission the draft's files, and delete those that answer nothing."""
    form = draft.form_version.compiled
    kept = [one.key for one in form.fields() if one.key in submission.answers]
    for attachment in draft.attachments.order_by("pk"):
        if attachment.field_key in kept:
            attachment.go_with(submission)
            attachment.submission = submission
            attachment.save(update_fields=["submission", *KEY_COLUMNS])
        else:
            transaction.on_commit(partial(attachment.file.delete, save=False))
            attachment.delete()


def emptied(draft: Draft) -> None:
    """Note that the draft was sent; the personal data moved, nothing of it stays."""
    draft.state, draft.typed, draft.answers = Draft.State.SUBMITTED, {}, {}
    draft.save(update_fields=["state", "typed", "answers"])
