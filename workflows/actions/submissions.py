"""Submitting: a draft becomes a submission and a case, once."""

import uuid
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.search import index_words
from workflows.actions.stages import enter_stage
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
from workflows.models import (
    Case,
    Draft,
    Procedure,
    ReferenceSeries,
    Submission,
)

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
        submission=submission, procedure=draft.procedure, arrived_at=at, draft=draft
    )
    # The personal data moves: nothing of it stays in the draft.
    draft.state, draft.typed, draft.answers = Draft.State.SUBMITTED, {}, {}
    draft.save(update_fields=["state", "typed", "answers"])
    return case


def open_case(
    *,
    submission: Submission,
    procedure: Procedure,
    arrived_at: datetime,
    draft: Draft | None = None,
) -> Case:
    """
    Open a case for the submission in the newest version of the procedure's workflow.

    Must run in the transaction that makes the submission: the reference is given
    without gaps.

    :param arrived_at: when it reached the organisation; every deadline counts from
        there
    """
    version = procedure.workflow.versions.newest_first()[0]
    workflow = version.compiled
    case = Case(
        submission=submission,
        draft_id=None if draft is None else draft.pk,
        procedure=procedure,
        workflow_version=version,
        unit=procedure.unit,
        reference=_next_reference(arrived_at),
        stage=workflow.start,
        stage_entered_at=arrived_at,
        arrived_at=arrived_at,
    )
    case.save(force_insert=True)
    index_words(case=case, subject=submission.subject)
    enter_stage(
        case=case, workflow=workflow, target=workflow.start, at=arrived_at, first=True
    )
    fact = Fact(
        type="submitted",
        actor=Actor.submitter(),
        at=arrived_at,
        to_stage=workflow.start,
        data={
            "form": submission.form_version.sha256,
            "workflow": version.sha256,
            "answered": sorted(submission.answers),
        },
    )
    event = append_event(case=case, fact=fact, answers={})
    case.save(update_fields=["revision", "head_hash"])
    add_effects(event=event, specs=workflow.on_start)
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


def _next_reference(at: datetime) -> str:
    """Give the next number of the year, for instance OSA-2026-17."""
    prefix, year = settings.REFERENCE_PREFIX, at.astimezone(FINLAND).year
    ReferenceSeries.objects.get_or_create(prefix=prefix, year=year)
    series = ReferenceSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return f"{prefix}-{year}-{series.last_number}"
