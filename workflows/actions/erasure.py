"""
Erasing a person: the key is destroyed, and what stood in clear is blanked.

The history stays whole, since nothing personal was ever in it. What the organisation
published of the case stays too: that is a decision of its own.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.remains import erase_remains
from workflows.engine.workflow_spec import EffectSpec
from workflows.errors import AlreadyErased, CaseStillOpen, NotYourRole
from workflows.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseWord,
    Draft,
    Effect,
    EventAnswers,
    Submission,
)
from workflows.models.sealing import Sealed
from workflows.models.submissions import MAY_ERASE, ErasureBasis

#: effects that would still have something to say
_UNDONE = (Effect.State.WAITING, Effect.State.DEAD)


@transaction.atomic
def erase_submission(
    *, case_id: int, basis: ErasureBasis, actor: Actor, at: datetime
) -> CaseEvent:
    """
    Make everything that the submitter and staff wrote about the case unreadable.

    Backups made before hold the key, wrapped: they must be let run out.

    :param basis: why, as a code; words could name the person again
    :raises NotYourRole: if the actor may not erase
    :raises CaseStillOpen: if the case has not been closed
    :raises AlreadyErased: if there is nothing left
    """
    if actor.user is None or not actor.user.has_perm(MAY_ERASE):
        raise NotYourRole
    case = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("submission")
        .get(pk=case_id)
    )
    if case.submission.erased_at:
        raise AlreadyErased
    if case.closed_at is None:
        raise CaseStillOpen
    files = _files(case)
    event = _note(case, basis, actor, at, files=len(files))
    case.effects.filter(state__in=_UNDONE).update(
        state=Effect.State.SKIPPED, done_at=at, error="erased"
    )
    _blank(case, at)
    _delete_later(event, files)
    return event


def _files(case: Case) -> list[str]:
    files = _attachments(case).order_by("pk").values_list("file", flat=True)
    return list(files.distinct())


def _attachments(case: Case) -> QuerySet[Attachment]:
    """Return what was sent or added, and what is in a draft that was not sent."""
    unsent = Attachment.objects.filter(draft__case=case)
    return Attachment.objects.of_case(case) | unsent


def _note(
    case: Case, basis: ErasureBasis, actor: Actor, at: datetime, *, files: int
) -> CaseEvent:
    fact = Fact(
        type="erased",
        actor=actor,
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        data={"basis": str(basis), "files": files},
    )
    event = append_event(case=case, fact=fact, answers={})
    case.save(update_fields=["revision", "head_hash"])
    return event


def _blank(case: Case, at: datetime) -> None:
    Submission.objects.line_of(case).order_by().update(
        answers=Sealed(),
        email=Sealed(),
        subject="",
        key_id="",
        wrapped_key=b"",
        erased_at=at,
    )
    EventAnswers.objects.filter(event__case=case).update(answers=Sealed())
    attached = list(_attachments(case).values_list("pk", flat=True))
    Attachment.objects.filter(pk__in=attached).delete()
    Draft.objects.filter(Q(pk=case.draft_id) | Q(case=case)).delete()
    CaseWord.objects.filter(case=case).delete()
    erase_remains(case)


def _delete_later(event: CaseEvent, files: Iterable[str]) -> None:
    """Have the files deleted by the worker, which tries until they are gone."""
    if files:
        params = {"files": " ".join(files)}
        add_effects(event=event, specs=[EffectSpec(kind="delete_files", params=params)])
