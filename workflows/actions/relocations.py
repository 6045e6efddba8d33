"""Moving many cases to another version of their workflow, a batch at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workflows.actions.actors import Actor
from workflows.actions.pinning import Finding, migrate_case, survey
from workflows.errors import NotYourRole, WorkflowError
from workflows.models import Case, WorkflowVersion
from workflows.models.cases import MAY_MIGRATE, CaseQuerySet

#: cases that one request moves: as many as a reader waits for
BATCH = 100


@dataclass(frozen=True, kw_only=True)
class Relocation:
    """Which cases are to go from where to where, and who asks."""

    source: WorkflowVersion
    target: WorkflowVersion
    #: by key of a stage, the stage of the target that takes its place
    stages: Mapping[str, str]
    #: only these; empty: all of the version that are open
    references: Collection[str] = ()
    actor: Actor

    @property
    def cases(self) -> CaseQuerySet:
        """The open cases of the version that the actor sees and asks for."""
        user = self.actor.user
        if user is None or not user.has_perm(MAY_MIGRATE):
            raise NotYourRole
        cases = Case.objects.visible_to(user).open()
        if self.references:
            cases = cases.filter(reference__in=self.references)
        return cases.filter(workflow_version=self.source)

    def survey(self) -> list[Finding]:
        """
        Return every case and what stands in its way.

        :raises NotYourRole: if the actor may not move cases
        """
        return survey(
            cases=self.cases,
            source=self.source,
            target=self.target,
            stages=self.stages,
        )


@dataclass(kw_only=True)
class Batch:
    """What became of each case of one batch."""

    #: references of what goes on in the other version
    moved: list[str] = field(default_factory=list)
    #: references of what stays, and why
    refused: list[tuple[str, WorkflowError]] = field(default_factory=list)
    #: the last case that was looked at
    last: int = 0
    #: cases behind it are still to be looked at
    is_more: bool = False


def relocate(
    relocation: Relocation, *, after: int, at: datetime, size: int = BATCH
) -> Batch:
    """
    Move the next cases, each in a transaction of its own, and say what became of each.

    What is in one case's way does not stop the others. A case that comes into the
    version behind the last batch is taken; none is looked at twice.

    :param after: the last case of the batch before; 0 to begin
    :raises NotYourRole: if the actor may not move cases
    """
    rows = relocation.cases.filter(pk__gt=after).order_by("pk")
    found = list(rows.values_list("pk", "reference")[: size + 1])
    batch = Batch(last=after, is_more=len(found) > size)
    for case_id, reference in found[:size]:
        try:
            migrate_case(
                case_id=case_id,
                source=relocation.source,
                target=relocation.target,
                stages=relocation.stages,
                actor=relocation.actor,
                at=at,
                expected_revision=None,
            )
        except WorkflowError as refusal:
            batch.refused.append((reference, refusal))
        else:
            batch.moved.append(reference)
        batch.last = case_id
    return batch
