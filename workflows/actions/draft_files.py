"""The files of a draft: kept the moment they arrive, removed when asked."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction

from workflows.actions.drafts import locked, saved
from workflows.actions.uploads import examined, store
from workflows.engine.file_kinds import limits_of
from workflows.engine.form_spec import FieldSpec
from workflows.errors import TooManyFiles
from workflows.models import Attachment, Draft


def attach_file(
    *, draft_id: uuid.UUID, spec: FieldSpec, upload: File[Any], at: datetime
) -> Attachment:
    """
    Keep an uploaded file for a question of the draft.

    The same file under the same name again is the one that is there.

    :raises FileRefused: if it is empty, too large, not what the question takes, or
        one too many; the sentence names the file
    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    attachment = examined(upload=upload, spec=spec)
    attachment.draft_id, attachment.uploaded_at = draft_id, at
    # Written before the lock is taken: a slow disk makes nobody wait.
    store(attachment, upload)
    try:
        kept = _keep(attachment, draft_id, spec, at)
    except BaseException:
        attachment.file.delete(save=False)
        raise
    if kept is not attachment:
        attachment.file.delete(save=False)
    return kept


@transaction.atomic
def remove_file(
    *, draft_id: uuid.UUID, attachment_id: uuid.UUID, at: datetime
) -> Draft:
    """
    Delete a file of the draft; one that is not there any more is no error.

    :raises DraftMissing, DraftExpired, DraftSubmitted, ProcedureClosed: as they say
    """
    draft = locked(draft_id=draft_id, at=at)
    attachment = draft.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        return draft
    file, key = attachment.file, attachment.field_key
    attachment.delete()
    transaction.on_commit(partial(file.delete, save=False))
    _note(draft, key)
    return saved(draft, at=at)


@transaction.atomic
def _keep(
    attachment: Attachment, draft_id: uuid.UUID, spec: FieldSpec, at: datetime
) -> Attachment:
    draft = locked(draft_id=draft_id, at=at)
    there = list(draft.attachments.of_field(spec.key))
    for one in there:
        if (one.sha256, one.name) == (attachment.sha256, attachment.name):
            return one
    if len(there) >= (most := limits_of(spec).most):
        raise TooManyFiles(name=attachment.name, limit=most)
    attachment.save(force_insert=True)
    _note(draft, spec.key)
    saved(draft, at=at)
    return attachment


def _note(draft: Draft, key: str) -> None:
    """Write the files of the question among the answers, as they are now."""
    files = [one.described() for one in draft.attachments.of_field(key)]
    draft.answers[key] = files
    if files:
        return
    draft.done_steps = [
        step.key
        for step in draft.form_version.compiled.steps
        if step.key in draft.done_steps
        and not any(one.key == key and one.required for one in step.fields)
    ]
