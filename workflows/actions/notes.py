"""Notes of colleagues about a case, for colleagues only."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.roles import roles_of
from workflows.engine.workflow_spec import EffectSpec
from workflows.errors import NotTheirRole, NotYourRole
from workflows.models import Case, CaseEvent

if TYPE_CHECKING:
    from cms.accounts.models import User

#: the type of the event, and the name of what was written beside it
NOTED, NOTE = "noted", "note"


def colleagues_of(case: Case) -> "QuerySet[User]":
    """Return the members of the unit who have a role and may see the case."""
    members = case.unit.members.filter(is_active=True, groups__role__isnull=False)
    readers = list(case.procedure.readers.values_list("pk", flat=True))
    if readers:
        members = members.filter(groups__role__in=readers)
    return members.distinct().order_by("last_name", "first_name", "pk")


@transaction.atomic
def add_note(
    *,
    case_id: int,
    text: str,
    mentioned: Collection[int],
    actor: Actor,
    at: datetime,
    request_key: str,
) -> CaseEvent:
    """
    Write a note that only colleagues read, and tell those it is meant for.

    It is sealed with the rest of the case and makes nobody's open page stale.

    :param mentioned: ids of colleagues, each of whom gets a mail with a link
    :param request_key: the same request again adds no second note
    :raises NotYourRole: if the actor has no role of the case's workflow
    :raises NotTheirRole: if somebody mentioned may not see the case
    """
    case = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("workflow_version", "submission", "unit", "procedure")
        .defer("workflow_version__spec")
        .get(pk=case_id)
    )
    if not roles_of(actor, case) & case.workflow_version.compiled.roles:
        raise NotYourRole
    if earlier := case.events.filter(request_key=request_key).first():
        return earlier
    told = sorted(set(mentioned))
    known = colleagues_of(case).filter(pk__in=told).values_list("pk", flat=True)
    if set(told) != set(known):
        raise NotTheirRole
    fact = Fact(
        type=NOTED,
        actor=actor,
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        request_key=request_key,
        data={"mentioned": told},
    )
    event = append_event(case=case, fact=fact, answers={NOTE: text})
    case.save(update_fields=["revision", "head_hash"])
    notices = [EffectSpec(kind="notice", params={"user": str(pk)}) for pk in told]
    add_effects(event=event, specs=notices)
    return event
