"""Holding the places of a procedure, so that no two take the same one."""

from django.db import transaction

from workflows.models import Case, Procedure
from workflows.models.places import first_in_line


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


def hold_line(procedure: Procedure) -> Case | None:
    """
    Lock the procedure and the case that is first in its line, and return the case.

    The case comes first, as everywhere; whoever came to stand in line while we waited
    for the procedure makes us begin again.
    """
    while True:
        before = transaction.savepoint()
        first = first_in_line(procedure.pk)
        if first is not None:
            first = (
                Case.objects.select_for_update(of=("self",), no_key=True)
                .select_related("workflow_version", "submission", "procedure")
                .get(pk=first.pk)
            )
        Procedure.objects.select_for_update(no_key=True).get(pk=procedure.pk)
        if first_in_line(procedure.pk) == first:
            transaction.savepoint_commit(before)
            return first
        transaction.savepoint_rollback(before)
