"""What keeps a case from going on in another version of its workflow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.engine.workflow_spec import Stage, StageKind, WorkflowSpec


class Blocker(StrEnum):
    """Why a case stays on its version."""

    SAME_VERSION = "same_version"
    OTHER_WORKFLOW = "other_workflow"
    MOVED_ALREADY = "moved_already"
    NO_SUCH_STAGE = "no_such_stage"
    OTHER_KIND = "other_kind"
    OTHER_TASKS = "other_tasks"
    UNKNOWN_DEADLINE = "unknown_deadline"
    NOBODY_IN_ROLE = "nobody_in_role"


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way, and the key of what it is about."""

    blocker: Blocker
    key: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a case stands, as far as it matters for another version."""

    stage: Stage
    #: keys of its running deadlines
    deadlines: frozenset[str] = frozenset()
    #: roles by the keys of this visit's tasks, done ones too; of a parallel stage
    tasks: Mapping[str, str] = field(default_factory=dict)
    #: roles that somebody of the case's unit has
    staffed: frozenset[str] = frozenset()


def obstacles(
    target: WorkflowSpec, standing: Standing, stages: Mapping[str, str]
) -> Iterator[Obstacle]:
    """
    Yield everything that is in the way, not only the first.

    :param stages: by key of a stage, the stage of the target that takes its place;
        those not named keep their key
    """
    here = standing.stage
    key = stages.get(here.key, here.key)
    there = target.stage_by_key.get(key)
    if there is None:
        yield Obstacle(Blocker.NO_SUCH_STAGE, key)
        return
    if there.kind is not here.kind:
        yield Obstacle(Blocker.OTHER_KIND, key)
    tasks = {task.key: task.role for task in there.tasks}
    if here.kind is there.kind is StageKind.PARALLEL and tasks != standing.tasks:
        yield Obstacle(Blocker.OTHER_TASKS, key)
    for deadline in sorted(standing.deadlines):
        rule = target.deadline_by_key.get(deadline)
        if rule is None or key not in rule.during:
            yield Obstacle(Blocker.UNKNOWN_DEADLINE, deadline)
    owing = {there.role, *tasks.values()} - {""}
    for role in sorted(owing - standing.staffed):
        yield Obstacle(Blocker.NOBODY_IN_ROLE, role)
