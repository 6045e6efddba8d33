"""
Changing what was sent: the submitter works on the same form again.

The case keeps its submission, and with it the key that everything written about the
case is sealed with. What the submission held before goes to a row of its own.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from workflows.actions.actors import Actor
from workflows.actions.search import index_words
from workflows.actions.situations import REFUSALS, situation
from workflows.actions.submissions import (
    complete_answers,
    emptied,
    frozen,
    keep_attachments,
)
from workflows.actions.transitions import fire
from workflows.actions.uploads import store
from workflows.engine.calendars import FINLAND
from workflows.engine.chain import text_hash
from workflows.engine.decisions import why_not
from workflows.engine.differences import changed_keys
from workflows.engine.routes import relevant_steps
from workflows.errors import DraftExpired, NothingChanged, WrongStage
from workflows.models import Attachment, Case, Draft, Submission
from workflows.models.attachments import KEY_COLUMNS

Typed = Mapping[str, Mapping[str, list[str]]]


def start_changes(
    *, case: Case, transition: str, typed: Typed, language: str, at: datetime
) -> Draft:
    """
    Open the draft in which the submitter changes the answers of the case.

    There is one at a time: whoever begins again, in another tab or on another
    machine, goes on with what is there.

    :param transition: one that resubmits; sending the draft sets it off
    :param typed: the answers as they were typed, by step and field
    :raises WorkflowError: if the submitter may not do that now
    """
    chosen = case.workflow_version.compiled.transition_by_key.get(transition)
    if chosen is None or not chosen.resubmits:
        raise WrongStage
    if reason := why_not(chosen, situation(case, Actor.submitter(), at, chosen)):
        raise REFUSALS[reason]
    if draft := _begun(case, transition, at):
        return draft
    try:
        return _started(case, transition, typed, language, at)
    except IntegrityError:  # the other tab was first
        return Draft.objects.get(case=case, state=Draft.State.OPEN)


@transaction.atomic
def resubmit_draft(*, draft_id: uuid.UUID, at: datetime) -> Case:
    """
    Put the changed answers in the place of the earlier ones, and move the case on.

    Sending the same draft again changes nothing. Where the case can no longer be
    completed, nothing is changed and the draft is kept.

    :raises DraftExpired: if the answers are no longer kept
    :raises DraftIncomplete: if a needed step is missing or no longer valid
    :raises NothingChanged: if the answers are those that were sent before
    :raises WorkflowError: what `fire` refuses
    """
    case_id = Draft.objects.values_list("case_id", flat=True).get(pk=draft_id)
    case = (  # the case first, as everybody locks
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("submission__form_version")
        .get(pk=case_id)
    )
    drafts = Draft.objects.select_for_update(of=("self",), no_key=True)
    draft = drafts.select_related("form_version").get(pk=draft_id)
    if draft.state == Draft.State.SUBMITTED:
        return case
    if draft.is_expired_at(at):
        raise DraftExpired
    answers = complete_answers(draft, at)
    told = _replaced(case, draft, answers, at)
    fire(
        case_id=case.pk,
        transition=draft.transition,
        actor=Actor.submitter(),
        at=at,
        request_key=f"resubmit-{draft.pk}",
        expected_revision=None,
        answers={},
        resubmitted=told,
    )
    emptied(draft)
    return case


def _begun(case: Case, transition: str, at: datetime) -> Draft | None:
    """Return the case's open draft; one whose time ran out makes place."""
    draft = case.drafts.filter(state=Draft.State.OPEN).first()
    if draft is None:
        return None
    if not draft.is_expired_at(at):
        Draft.objects.filter(pk=draft.pk).update(transition=transition)
        return draft
    with transaction.atomic():
        for attachment in draft.attachments.all():
            transaction.on_commit(partial(attachment.file.delete, save=False))
        draft.delete()
    return None


@transaction.atomic
def _started(
    case: Case, transition: str, typed: Typed, language: str, at: datetime
) -> Draft:
    submission, today = case.submission, at.astimezone(FINLAND).date()
    form, answers = submission.form_version.compiled, dict(submission.answers)
    draft = Draft.objects.create(
        procedure=case.procedure,
        form_version=submission.form_version,
        case=case,
        transition=transition,
        language=language,
        typed=typed,
        answers=answers,
        done_steps=[one.key for one in relevant_steps(form, answers, today=today)],
        created_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=case.procedure.draft_days),
    )
    for key, files in _copied(submission, draft).items():
        draft.answers[key] = [one.described() for one in files]
    draft.save(update_fields=["answers"])
    return draft


def _copied(submission: Submission, draft: Draft) -> dict[str, list[Attachment]]:
    """Give the draft files of its own, which it may lose without the case's losing."""
    copies: dict[str, list[Attachment]] = {}
    try:
        for one in submission.attachments.order_by("uploaded_at", "pk"):
            copy = Attachment(
                draft=draft,
                field_key=one.field_key,
                name=one.name,
                content_type=one.content_type,
                size_bytes=one.size_bytes,
                sha256=one.sha256,
                uploaded_at=one.uploaded_at,
            )
            copies.setdefault(one.field_key, []).append(copy)
            with one.open() as content:
                store(copy, File(content))
            copy.save(force_insert=True)
    except BaseException:
        for copy in (one for files in copies.values() for one in files):
            if copy.file:
                copy.file.delete(save=False)
        raise
    return copies


def _replaced(
    case: Case, draft: Draft, answers: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    """Set the earlier answers aside and put the new ones there; tell what changed."""
    submission = case.submission
    changed = changed_keys(submission.answers, answers)
    if not changed:
        raise NothingChanged
    if submission.erased_at:
        raise WrongStage
    earlier = Submission.objects.create(
        form_version=submission.form_version,
        answers=submission.answers,
        subject=submission.subject,
        email=submission.email,
        language=submission.language,
        submitted_at=submission.submitted_at,
        replaced_by=submission,
    )
    for file in submission.attachments.order_by("pk"):
        file.go_with(earlier)
        file.submission = earlier
        file.save(update_fields=["submission", *KEY_COLUMNS])
    columns = frozen(draft, answers, at)
    for name, value in columns.items():
        setattr(submission, name, value)
    submission.save(update_fields=[*columns, "figures"])
    keep_attachments(draft, submission)
    index_words(case=case, subject=submission.subject)
    return {
        "changed": changed,
        "earlier": str(earlier.pk),
        "sent": text_hash(submission.answers, submission.salt("answers")),
    }
