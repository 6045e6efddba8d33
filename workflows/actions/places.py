"""Giving places: one at a time, and the freed ones to those who wait."""

from datetime import datetime

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.holding import hold_line
from workflows.actions.transitions import fire
from workflows.effects import outbox, registry
from workflows.engine.workflow_spec import EffectSpec, Trigger
from workflows.errors import GuardFails, WrongStage
from workflows.models import Case, Effect, Procedure
from workflows.models.places import first_in_line

PLACES_RAISED = "places_raised"


@transaction.atomic
def change_places(
    *, procedure: Procedure, places: int | None, actor: Actor, at: datetime
) -> None:
    """
    Let the procedure have so many places; where they are more, the line moves up.

    Who waits is taken on by an effect of the first one in line, so that this is done
    whatever becomes of the process that asked for it. Nobody loses a place that is
    taken already.

    :param places: none for as many as come
    """
    first = hold_line(procedure)
    row = Procedure.objects.filter(pk=procedure.pk)
    before = row.values_list("places", flat=True).get()
    row.update(places=places)
    procedure.places = places
    if first is None or not _is_more(places, before):
        return
    way = _way_to_place(first)
    if not way:  # staff lead this line on themselves
        return
    fact = Fact(
        type=PLACES_RAISED,
        actor=actor,
        at=at,
        from_stage=first.stage,
        to_stage=first.stage,
        data={"from": before, "to": places},
    )
    event = append_event(case=first, fact=fact, answers={})
    first.save(update_fields=["revision", "head_hash"])
    effect = EffectSpec(kind="promote", params={"transition": way})
    add_effects(event=event, specs=[effect])


def _way_to_place(case: Case) -> str:
    """Return the transition that takes the case from the line to a place, if any."""
    workflow = case.workflow_version.compiled
    ways = (
        one.key
        for one in workflow.leaving(case.stage)
        if one.trigger is Trigger.AUTOMATIC
        and workflow.stage_by_key[one.target].takes_place
    )
    return next(ways, "")


def _is_more(places: int | None, before: int | None) -> bool:
    return before is not None and (places is None or places > before)


def fill_places(
    *, procedure_id: int, transition: str, at: datetime, request_key: str
) -> int:
    """
    Take those who wait through the transition, the first in line first.

    Ends when the transition's guard refuses: no place is left. Each is a transaction
    of its own, and doing it again gives no place twice.

    :param request_key: tells this filling from others
    :returns: how many got a place
    :raises outbox.Undoable: if whoever is first in line cannot take the transition
    """
    given, stuck = 0, 0
    while case := first_in_line(procedure_id):
        try:
            _give(case, transition, at, request_key)
            given += 1
        except GuardFails:
            break
        except WrongStage:
            # Somebody else moved it meanwhile; twice the same is no race any more.
            if stuck == case.pk:
                raise outbox.Undoable("no-way-to-place") from None
            stuck = case.pk
    return given


@registry.register("promote")
def promote(effect: Effect, *, at: datetime) -> None:
    """
    Give the places that are free to those who wait, by `params["transition"]`.

    How many that are does not matter: an effect that runs late, twice or beside another
    gives exactly the places that there are.
    """
    procedure_id = Case.objects.values_list("procedure", flat=True).get(
        pk=effect.case_id
    )
    fill_places(
        procedure_id=procedure_id,
        transition=effect.params["transition"],
        at=at,
        request_key=f"promote:{effect.pk}",
    )
    with outbox.finish(effect, at=at):
        pass


def _give(case: Case, transition: str, at: datetime, request_key: str) -> None:
    fire(
        case_id=case.pk,
        transition=transition,
        actor=Actor.system(Trigger.AUTOMATIC),
        at=at,
        request_key=f"{request_key}:{case.pk}",
        expected_revision=None,
        answers={},
    )
