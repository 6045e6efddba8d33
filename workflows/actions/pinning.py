"""Moving a running case to another version of its workflow, when asked and not else."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import F

from workflows.actions.actors import Actor
from workflows.actions.clocks import start_new_clocks
from workflows.actions.events import Fact, append_event
from workflows.actions.moves import lead_on
from workflows.actions.transitions import refuse_stale
from workflows.engine.pinning import Blocker, Obstacle, Standing, obstacles
from workflows.engine.workflow_spec import StageKind
from workflows.errors import CannotMigrate, NotYourRole
from workflows.models import Case, CaseEvent, Deadline, Role, Task, WorkflowVersion
from workflows.models.cases import MAY_MIGRATE, CaseQuerySet


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A case, and everything that keeps it from going on in the other version."""

    case_id: int
    reference: str
    stage: str
    obstacles: tuple[Obstacle, ...]


def survey(
    *,
    cases: CaseQuerySet,
    source: WorkflowVersion,
    target: WorkflowVersion,
    stages: Mapping[str, str],
) -> list[Finding]:
    """
    Return what stands in the way of each of the cases, in the order of their keys.

    The same few queries for however many cases.

    :param cases: of which those on the version `source` are looked at
    :param stages: by key of a stage, the stage of the target that takes its place
    """
    standing = cases.filter(workflow_version=source)
    clocks, tasks = defaultdict(set), defaultdict[int, dict[str, str]](dict)
    of_cases = {"case__in": standing.values("pk")}
    running = Deadline.objects.running().filter(**of_cases)
    for case_id, key in running.values_list("case_id", "key"):
        clocks[case_id].add(key)
    visits = Task.objects.filter(**of_cases, stage_entry=F("case__stage_entry"))
    for case_id, key, role in visits.values_list("case_id", "key", "role"):
        tasks[case_id][key] = role
    before, after = source.compiled, target.compiled
    staffed = cache(_staffed)
    return [
        Finding(
            case_id=case_id,
            reference=reference,
            stage=stage,
            obstacles=(
                *_between(source, target),
                *obstacles(
                    after,
                    Standing(
                        stage=before.stage_by_key[stage],
                        deadlines=frozenset(clocks[case_id]),
                        tasks=tasks[case_id],
                        staffed=staffed(unit),
                    ),
                    stages,
                ),
            ),
        )
        for case_id, reference, stage, unit in standing.order_by("pk").values_list(
            "pk", "reference", "stage", "unit_id"
        )
    ]


def preflight(
    *, case: Case, target: WorkflowVersion, stages: Mapping[str, str]
) -> list[Obstacle]:
    """
    Return everything that keeps the case from going on in the version; empty: nothing.

    :param stages: by key of a stage, the stage of the target that takes its place
    """
    source = case.workflow_version
    if found := _between(source, target):
        return found
    alone = Case.objects.filter(pk=case.pk)
    findings = survey(cases=alone, source=source, target=target, stages=stages)
    return [obstacle for finding in findings for obstacle in finding.obstacles]


@transaction.atomic
def migrate_case(
    *,
    case_id: int,
    source: WorkflowVersion,
    target: WorkflowVersion,
    stages: Mapping[str, str],
    actor: Actor,
    at: datetime,
    expected_revision: int | None,
) -> CaseEvent:
    """
    Let the case go on in another version of its workflow, where it stands.

    Its deadlines keep their dates and terms; what only the new version counts starts.
    Where the new version leads on by itself from there, the case goes on.

    :param source: the version that it is on, as far as the actor knows
    :param stages: by key of a stage, the stage of the target that takes its place;
        those not named keep their key
    :param expected_revision: what the actor saw; None where nobody looked at the case
    :raises NotYourRole: if the actor may not, or does not see the case
    :raises StaleCase: if the case changed after the actor saw it
    :raises CannotMigrate: with every obstacle; nothing is changed then
    """
    user = actor.user
    if user is None or not user.has_perm(MAY_MIGRATE):
        raise NotYourRole
    if not Case.objects.visible_to(user).filter(pk=case_id).exists():
        raise NotYourRole
    case = _locked(case_id)
    if expected_revision is not None:
        refuse_stale(case, expected_revision)
    if case.workflow_version_id != source.pk:
        number = str(case.workflow_version.number)
        raise CannotMigrate([Obstacle(Blocker.MOVED_ALREADY, number)])
    if found := preflight(case=case, target=target, stages=stages):
        raise CannotMigrate(found)
    return _moved(case, target, stages, actor, at)


def _moved(
    case: Case,
    target: WorkflowVersion,
    stages: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> CaseEvent:
    before, left = case.workflow_version, case.stage
    case.workflow_version = target
    case.stage = stages.get(left, left)
    _hand_tasks_on(case)
    begun = start_new_clocks(case=case, before=before.compiled, left=left, at=at)
    fact = Fact(
        type="migrated",
        actor=actor,
        at=at,
        from_stage=left,
        to_stage=case.stage,
        data={
            "from": before.sha256,
            "workflow": target.sha256,
            **({"begun": begun} if begun else {}),
        },
    )
    event = append_event(case=case, fact=fact, answers={})
    lead_on(case=case, at=at)
    case.save(update_fields=["workflow_version"])
    case.save_moved()
    return event


def _locked(case_id: int) -> Case:
    # Locked alone: a row that went to another version while we waited would be lost in
    # a join with its version.
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=case_id)
    return (
        Case.objects.select_related(
            "workflow_version", "submission", "unit", "procedure"
        )
        .defer("workflow_version__spec")
        .get(pk=case_id)
    )


def _between(source: WorkflowVersion, target: WorkflowVersion) -> list[Obstacle]:
    """Return what keeps every case of the one version from the other."""
    if target.workflow_id != source.workflow_id:
        return [Obstacle(Blocker.OTHER_WORKFLOW, str(target.number))]
    if target.pk == source.pk:
        return [Obstacle(Blocker.SAME_VERSION, str(target.number))]
    return []


def _staffed(unit_id: int) -> frozenset[str]:
    """Return the roles that somebody of the unit has."""
    members = Role.objects.filter(
        group__user__units=unit_id, group__user__is_active=True
    )
    return frozenset(members.values_list("key", flat=True))


def _hand_tasks_on(case: Case) -> None:
    """Give a work stage's open task to the role that owes it in the new version."""
    stage = case.workflow_version.compiled.stage_by_key[case.stage]
    if stage.kind is StageKind.WORK:
        others = case.tasks.open().exclude(role=stage.role)
        others.update(role=stage.role, assignee=None)
