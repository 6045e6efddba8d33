"""Giving places: one at a time, and the freed ones to those who wait."""

from datetime import datetime

from workflows.actions.actors import Actor
from workflows.actions.transitions import fire
from workflows.effects import outbox, registry
from workflows.engine.workflow_spec import Trigger
from workflows.errors import GuardFails, WrongStage
from workflows.models import Case, Effect
from workflows.models.places import first_in_line


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
