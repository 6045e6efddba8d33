"""Submitting: a draft becomes a submission and a case, once."""

import uuid
from datetime import datetime
from functools import partial

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.opening import open_case
from workflows.engine.answers import faults
from workflows.engine.calendars import FINLAND
from workflows.engine.form_spec import FormSpec
from workflows.engine.routes import (
    first_open,
    relevant_answers,
    relevant_fields,
    relevant_steps,
)
from workflows.engine.texts import say
from workflows.errors import DraftExpired, DraftIncomplete, ProcedureClosed
from workflows.models import Case, Draft, Submission

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
    form = draft.form_version.compiled
    answers = _complete_answers(draft, form, at)
    submission = _freeze(draft, form, answers, at)
    case = open_case(
        submission=submission,
        procedure=draft.procedure,
        arrived_at=at,
        at=at,
        actor=Actor.submitter(),
        draft=draft,
    )
    # The personal data moves: nothing of it stays in the draft.
    draft.state, draft.typed, draft.answers = Draft.State.SUBMITTED, {}, {}
    draft.save(update_fields=["state", "typed", "answers"])
    return case


def _complete_answers(draft: Draft, form: FormSpec, at: datetime) -> dict[str, object]:
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


def _freeze(
    draft: Draft, form: FormSpec, answers: dict[str, object], at: datetime
) -> Submission:
    submission = Submission.objects.create(
        form_version=draft.form_version,
        answers=answers,
        subject=_subject(form, answers, draft.language)[:_SUBJECT_LENGTH],
        email=str(answers.get(form.email, "")) if form.email else "",
        language=draft.language,
        submitted_at=at,
    )
    kept = [one.key for one in form.fields() if one.key in answers]
    for attachment in draft.attachments.exclude(field_key__in=kept):
        transaction.on_commit(partial(attachment.file.delete, save=False))
        attachment.delete()
    draft.attachments.update(submission=submission)
    return submission


def _subject(form: FormSpec, answers: dict[str, object], language: str) -> str:
    """Return what names the case: the answer, or the form's title without one."""
    return form.open_subject(answers) or say(form.title, language)
