"""Places of a procedure: how many are taken, and who waits for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from workflows.engine.workflow_spec import Stage
from workflows.models.cases import Case, CaseQuerySet
from workflows.models.definitions import WorkflowVersion
from workflows.models.procedures import Procedure


@dataclass(frozen=True, kw_only=True)
class Places:
    """The places of a procedure at one moment."""

    #: none where as many may come as like
    total: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        """How many a newcomer finds; those who wait come first."""
        if self.total is None:
            return None
        return max(self.total - self.taken - self.waiting, 0)


def places_of(procedure: Procedure) -> Places:
    """Count the procedure's places, in two queries."""
    standing = _standing(procedure.pk)
    return Places(
        total=procedure.places,
        taken=sum(count for _, stage, count in standing if stage.takes_place),
        waiting=sum(count for _, stage, count in standing if stage.waits_for_place),
    )


def places_left_for(case: Case) -> int | None:
    """
    Return the places that are left for the case, or nothing where all may come.

    Free ones, less those that others who came before it wait for. Exact only while the
    procedure is locked (`workflows.actions.places.hold_places`).
    """
    if case.procedure.places is None:
        return None
    standing = _standing(case.procedure_id)
    taken = sum(count for _, stage, count in standing if stage.takes_place)
    return case.procedure.places - taken - _before(case, standing).count()


def number_in_line(case: Case) -> int:
    """Return which in the line the case is, from 1."""
    return _before(case, _standing(case.procedure_id)).count() + 1


def first_in_line(procedure_id: int) -> Case | None:
    """Return the case of the procedure that has waited longest for a place."""
    waiting = _waiting(procedure_id, _standing(procedure_id))
    return waiting.order_by("arrived_at", "pk").first()


_Standing = list[tuple[int, Stage, int]]


def _standing(procedure_id: int) -> _Standing:
    """Return how many cases of each workflow version are in each of its stages."""
    counted = (
        Case.objects.filter(procedure=procedure_id)
        .order_by()
        .values_list("workflow_version", "stage")
        .annotate(count=Count("pk"))
    )
    rows = list(counted)
    versions = WorkflowVersion.objects.defer("spec").in_bulk({row[0] for row in rows})
    return [
        (version, versions[version].compiled.stage_by_key[stage], count)
        for version, stage, count in rows
    ]


def _before(case: Case, standing: Iterable[tuple[int, Stage, int]]) -> CaseQuerySet:
    """Return those who wait and came before the case."""
    earlier = Q(arrived_at__lt=case.arrived_at)
    same_moment = Q(arrived_at=case.arrived_at, pk__lt=case.pk)
    return _waiting(case.procedure_id, standing).filter(earlier | same_moment)


def _waiting(
    procedure_id: int, standing: Iterable[tuple[int, Stage, int]]
) -> CaseQuerySet:
    lines = [
        Q(workflow_version=version, stage=stage.key)
        for version, stage, _ in standing
        if stage.waits_for_place
    ]
    if not lines:
        return Case.objects.none()
    anywhere = lines[0]
    for line in lines[1:]:
        anywhere |= line
    return Case.objects.filter(anywhere, procedure=procedure_id)
