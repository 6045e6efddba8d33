"""Holding the places of a procedure, so that no two take the same one."""

from workflows.models import Procedure


def hold_places(procedure: Procedure) -> None:
    """
    Lock the procedure where its places are limited, and read their number anew.

    Whoever takes, frees or waits for a place does so one after another until the
    transaction ends. Called after the case is locked, before anything else of it.
    """
    if procedure.places is None:
        return
    held = Procedure.objects.select_for_update(of=("self",), no_key=True)
    procedure.places = held.values_list("places", flat=True).get(pk=procedure.pk)
