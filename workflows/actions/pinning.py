"""Moving a running case to another version of its workflow, when asked and not else."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.actions.facts import tasks_of_visit
from workflows.actions.moves import lead_on
from workflows.engine.pinning import Blocker, Obstacle, Standing, obstacles
from workflows.engine.workflow_spec import StageKind
from workflows.errors import CannotMigrate, NotYourRole
from workflows.models import Case, CaseEvent, Role, WorkflowVersion
from workflows.models.cases import MAY_MIGRATE


def preflight(
    *, case: Case, target: WorkflowVersion, stages: Mapping[str, str]
) -> list[Obstacle]:
    """
    Return everything that keeps the case from going on in the version; empty: nothing.

    :param stages: by key of a stage, the stage of the target that takes its place
    """
    here = case.workflow_version
    if target.workflow_id != here.workflow_id:
        return [Obstacle(Blocker.OTHER_WORKFLOW, str(target.number))]
    if target.pk == here.pk:
        return [Obstacle(Blocker.SAME_VERSION, str(target.number))]
    members = Role.objects.filter(
        group__user__units=case.unit_id, group__user__is_active=True
    )
    standing = Standing(
        stage=here.compiled.stage_by_key[case.stage],
        deadlines=frozenset(case.deadlines.running().values_list("key", flat=True)),
        tasks={one.key: one.role for one in tasks_of_visit(case)},
        staffed=frozenset(members.values_list("key", flat=True)),
    )
    return [*obstacles(target.compiled, standing, stages)]


@transaction.atomic
def migrate_case(
    *,
    case_id: int,
    target: WorkflowVersion,
    stages: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> CaseEvent:
    """
    Let the case go on in another version of its workflow, where it stands.

    Its deadlines keep their dates and terms. Where the new version leads on by itself
    from there, the case goes on.

    :param stages: by key of a stage, the stage of the target that takes its place;
        those not named keep their key
    :raises NotYourRole: if the actor may not, or does not see the case
    :raises CannotMigrate: with every obstacle; nothing is changed then
    """
    user = actor.user
    if user is None or not user.has_perm(MAY_MIGRATE):
        raise NotYourRole
    if not Case.objects.visible_to(user).filter(pk=case_id).exists():
        raise NotYourRole
    case = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("workflow_version", "submission", "unit", "procedure")
        .defer("workflow_version__spec")
        .get(pk=case_id)
    )
    if found := preflight(case=case, target=target, stages=stages):
        raise CannotMigrate(found)
    before, left = case.workflow_version, case.stage
    case.workflow_version = target
    case.stage = stages.get(left, left)
    _hand_tasks_on(case)
    fact = Fact(
        type="migrated",
        actor=actor,
        at=at,
        from_stage=left,
        to_stage=case.stage,
        data={"from": before.sha256, "workflow": target.sha256},
    )
    event = append_event(case=case, fact=fact, answers={})
    lead_on(case=case, at=at)
    case.save(update_fields=["workflow_version"])
    case.save_moved()
    return event


def _hand_tasks_on(case: Case) -> None:
    """Give a work stage's open task to the role that owes it in the new version."""
    stage = case.workflow_version.compiled.stage_by_key[case.stage]
    if stage.kind is StageKind.WORK:
        others = case.tasks.open().exclude(role=stage.role)
        others.update(role=stage.role, assignee=None)
