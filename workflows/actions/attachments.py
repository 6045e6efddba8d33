"""Files that staff add to a case, for colleagues or for the submitter."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.actions.roles import roles_of
from workflows.actions.uploads import examined, store
from workflows.engine.form_spec import FieldSpec
from workflows.errors import AlreadyErased, NotYourRole, RequestKeyReused
from workflows.models import Attachment, Case, CaseEvent, EventAnswers

#: the type of the event
ATTACHED = "attached"

#: what is taken: what a form takes that says nothing else
TAKEN = FieldSpec(key="", type="files", label={})


def attach_to_case(
    *,
    case_id: int,
    upload: File[Any],
    for_submitter: bool,
    actor: Actor,
    at: datetime,
    request_key: str,
) -> CaseEvent:
    """
    Keep a file that a member of staff adds to the case.

    It makes nobody's open page stale.

    :param for_submitter: whether the status link opens it, too
    :param request_key: the same request again adds no second file
    :raises FileRefused: if it is empty, too large, of a wrong kind or not kept
    :raises NotYourRole: if the actor has no role of the case's workflow
    :raises AlreadyErased: if the personal data of the case is gone
    :raises RequestKeyReused: if the key came before with something else
    """
    attachment = examined(upload=upload, spec=TAKEN)
    attachment.case_id, attachment.by = case_id, actor.user
    attachment.for_submitter, attachment.uploaded_at = for_submitter, at
    # Written before the lock is taken: a slow disk makes nobody wait.
    store(attachment, upload)
    try:
        event = _attach(case_id, attachment, actor, request_key)
    except BaseException:
        attachment.file.delete(save=False)
        raise
    if event.data["attachment"] != str(attachment.pk):
        attachment.file.delete(save=False)
    return event


@transaction.atomic
def _attach(
    case_id: int, attachment: Attachment, actor: Actor, request_key: str
) -> CaseEvent:
    """Save the row with its event, or return the event of the same request before."""
    # Nothing is joined: what the lock waited for, an erasure, must be seen.
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    if not roles_of(actor, case) & case.workflow_version.compiled.roles:
        raise NotYourRole
    what = {
        "size": attachment.size_bytes,
        "for_submitter": attachment.for_submitter,
    }
    # Beside the event, as all that tells of content: a hash left in the chain would
    # tell, after an erasure, whether the file was one that somebody has.
    content = {"sha256": attachment.sha256}
    if earlier := case.events.filter(request_key=request_key).first():
        told = {**earlier.data, **_beside(earlier)}
        if {**told, **what, **content} != told:
            raise RequestKeyReused
        return earlier
    if case.submission.erased_at:
        raise AlreadyErased
    attachment.go_with(case.submission)
    attachment.save(force_insert=True)
    fact = Fact(
        type=ATTACHED,
        actor=actor,
        at=attachment.uploaded_at,
        from_stage=case.stage,
        to_stage=case.stage,
        request_key=request_key,
        data={"attachment": str(attachment.pk), **what},
    )
    event = append_event(case=case, fact=fact, answers=content)
    case.save(update_fields=["revision", "head_hash"])
    return event


def _beside(event: CaseEvent) -> dict[str, Any]:
    """Return what stands beside the event; nothing where nothing does."""
    kept = EventAnswers.objects.with_key().filter(event=event).first()
    return kept.answers if kept else {}
