"""
A resident's answers before they are sent: start, save, discard.

Every save moves the day until which the answers are kept. All of it is refused
once the draft is sent or expired, or the procedure closed.
"""

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from workflows.engine.calendars import FINLAND
from workflows.engine.canonical import sha256_hex
from workflows.engine.form_spec import FormSpec
from workflows.engine.routes import relevant_answers, relevant_fields, relevant_steps
from workflows.errors import (
    DraftExpired,
    DraftMissing,
    DraftSubmitted,
    ProcedureClosed,
)
from workflows.models import Draft, Procedure

_SECRET_BYTES = 32


def start_draft(
    *, procedure: Procedure, language: str, at: datetime
) -> tuple[Draft, str]:
    """
    Start answering the procedure's newest published form.

    :return: the draft and the secret that opens it, which is kept nowhere here
    :raises ProcedureClosed: if nothing is received at that moment
    """
    version = procedure.form.versions.newest_first().first()
    if version is None or not procedure.is_open_at(at):
        raise ProcedureClosed
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    draft = Draft.objects.create(
        procedure=procedure,
        form_version=version,
        secret_hash=sha256_hex(secret.encode()),
        language=language,
        created_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=procedure.draft_days),
    )
    return draft, secret


@transaction.atomic
def save_typed(
    *,
    draft_id: uuid.UUID,
    step: str,
    typed: Mapping[str, Sequence[str]],
    language: str,
    at: datetime,
) -> Draft:
    """
    Keep what was typed on a step, valid or not, so that nothing is lost.

    A step that was done is open again if this changes it, since nobody has judged
    the new input yet.

    :param typed: posted texts by field key; keys the step does not have are dropped
    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    draft = locked(draft_id=draft_id, at=at)
    before = draft.typed.get(step)
    _keep_typed(draft, step, typed)
    if draft.typed[step] != before:
        draft.done_steps = [one for one in draft.done_steps if one != step]
    return saved(draft, at=at, language=language)


@transaction.atomic
def complete_step(
    *,
    draft_id: uuid.UUID,
    step: str,
    typed: Mapping[str, Sequence[str]],
    answers: Mapping[str, Any],
    language: str,
    at: datetime,
) -> Draft:
    """
    Keep a step that was filled in rightly.

    A later step on which other questions are asked because of the new answers is
    open again. What was answered there is kept.

    :param typed: as for `save_typed`
    :param answers: the same as JSON values, by field key
    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    draft = locked(draft_id=draft_id, at=at)
    today = at.astimezone(FINLAND).date()
    form = draft.form_version.compiled
    before = _questions(form, draft.answers, today)
    _keep_typed(draft, step, typed)
    draft.answers |= {key: answers[key] for key in answers if key in _keys(form, step)}
    after = _questions(form, draft.answers, today)
    changed = {key for key in after.keys() & before.keys() if after[key] != before[key]}
    draft.done_steps = [
        one.key
        for one in form.steps
        if one.key == step or (one.key in draft.done_steps and one.key not in changed)
    ]
    return saved(draft, at=at, language=language)


@transaction.atomic
def reopen_steps(*, draft_id: uuid.UUID, steps: Collection[str], at: datetime) -> Draft:
    """
    Count the steps as not done any more; what was typed on them is kept.

    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    draft = locked(draft_id=draft_id, at=at)
    draft.done_steps = [one for one in draft.done_steps if one not in steps]
    return saved(draft, at=at)


@transaction.atomic
def discard_draft(*, draft_id: uuid.UUID) -> None:
    """
    Delete the answers and the files of a draft, expired or not.

    :raises DraftMissing: if there is no such draft
    :raises DraftSubmitted: if it was sent: then the case keeps what it needs
    """
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise DraftMissing
    if draft.state == Draft.State.SUBMITTED:
        raise DraftSubmitted
    files = [attachment.file for attachment in draft.attachments.all()]
    draft.delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))


def locked(*, draft_id: uuid.UUID, at: datetime) -> Draft:
    """
    Lock the draft for a change, inside the caller's transaction.

    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    draft = (
        Draft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("procedure", "form_version")
        .defer("form_version__spec")
        .filter(pk=draft_id)
        .first()
    )
    if draft is None:
        raise DraftMissing
    if draft.state == Draft.State.SUBMITTED:
        raise DraftSubmitted
    if draft.is_expired_at(at):
        raise DraftExpired
    if draft.is_closed_at(at):
        raise ProcedureClosed
    return draft


def saved(draft: Draft, *, at: datetime, language: str = "") -> Draft:
    """Write a locked draft and move the day until which it is kept."""
    draft.language = language or draft.language
    draft.saved_at = at
    draft.expires_at = at + timedelta(days=draft.procedure.draft_days)
    draft.save(
        update_fields=[
            "typed",
            "answers",
            "done_steps",
            "language",
            "saved_at",
            "expires_at",
        ]
    )
    return draft


def _keep_typed(draft: Draft, step: str, typed: Mapping[str, Sequence[str]]) -> None:
    declared = _keys(draft.form_version.compiled, step)
    draft.typed[step] = {key: list(typed[key]) for key in typed if key in declared}


def _keys(form: FormSpec, step: str) -> frozenset[str]:
    found = form.step(step)
    return frozenset() if found is None else frozenset(one.key for one in found.fields)


def _questions(
    form: FormSpec, answers: Mapping[str, Any], today: date
) -> dict[str, list[str]]:
    """Return the keys of the questions asked on each shown step."""
    counting = relevant_answers(form, answers, today=today)
    return {
        step.key: [one.key for one in relevant_fields(step, counting, today=today)]
        for step in relevant_steps(form, answers, today=today)
    }
