"""Cases that belong together: merging a case into another, linking two."""

from collections.abc import Mapping
from datetime import datetime

from django.db import OperationalError, transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.engine.answers import Fault
from workflows.errors import CaseBusy, InvalidAnswers, NotYourRole
from workflows.models import Case, CaseLink


def merge_case(
    *, case: Case, reference: str, field: str, actor: Actor, at: datetime
) -> Mapping[str, str]:
    """
    Let the case follow another: from here on its submitter is told what comes of that.

    Called inside an action that holds the case and moves it to its end.

    :param reference: of the leading case, as the actor wrote it
    :param field: where a fault of the reference belongs
    :returns: the leading case's public id, for the event
    :raises InvalidAnswers: if there is no such case for the actor, or it follows one
    :raises CaseBusy: if somebody is doing something with the other case
    """
    leading = _other(case, reference, field, actor)
    if leading.links.filter(kind=CaseLink.Kind.MERGED).exists():
        raise InvalidAnswers({field: Fault.FOLLOWS_ANOTHER})
    CaseLink.objects.create(case=case, other=leading, kind=CaseLink.Kind.MERGED, at=at)
    leading.leads = True
    _note(leading, "joined", case, actor, at)
    # Those who followed this case follow its leader now.
    if case.leads:
        case.linked_by.filter(kind=CaseLink.Kind.MERGED).update(other=leading)
    return {"other": str(leading.public_id)}


def link_cases(
    *, case: Case, reference: str, field: str, actor: Actor, at: datetime
) -> Mapping[str, str]:
    """
    Let two cases know of each other. Doing it again changes nothing.

    Parameters, result and refusals are those of `merge_case`.
    """
    other = _other(case, reference, field, actor)
    _, is_new = CaseLink.objects.get_or_create(
        case=case, other=other, kind=CaseLink.Kind.RELATED, defaults={"at": at}
    )
    if is_new:
        _note(other, "linked", case, actor, at)
    return {"other": str(other.public_id)}


def _other(case: Case, reference: str, field: str, actor: Actor) -> Case:
    """Lock the other case. Never waits: two who merge crosswise would wait for ever."""
    if actor.user is None:  # only staff know of other cases
        raise NotYourRole
    seen = Case.objects.visible_to(actor.user)
    found = seen.filter(reference__iexact=reference.strip()).exclude(pk=case.pk).first()
    if found is None:
        raise InvalidAnswers({field: Fault.NO_SUCH_CASE})
    try:
        with transaction.atomic():
            return (
                Case.objects.select_for_update(of=("self",), no_key=True, nowait=True)
                .select_related("workflow_version")
                .get(pk=found.pk)
            )
    except OperationalError:
        raise CaseBusy from None


def _note(case: Case, type_: str, other: Case, actor: Actor, at: datetime) -> None:
    fact = Fact(
        type=type_,
        actor=actor,
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        data={"other": str(other.public_id)},
    )
    append_event(case=case, fact=fact, answers={})
    case.save(update_fields=["revision", "head_hash", "leads"])
