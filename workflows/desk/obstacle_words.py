"""What keeps a case from going on in another version, and what to do about it."""

from collections.abc import Mapping
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.desk.words import said
from workflows.engine.pinning import Blocker, Obstacle
from workflows.errors import CannotMigrate, WorkflowError
from workflows.models import Role, WorkflowVersion

_SENTENCES: Mapping[Blocker, str | Promise] = {
    Blocker.SAME_VERSION: _(
        "The case is on version %(name)s already: choose another one."
    ),
    Blocker.OTHER_WORKFLOW: _(
        "Version %(name)s belongs to another workflow: choose one of this workflow."
    ),
    Blocker.MOVED_ALREADY: _(
        "Somebody has moved the case to version %(name)s meanwhile: look at it again."
    ),
    Blocker.NO_SUCH_STAGE: _(
        "There is no stage “%(name)s” in that version: choose the stage that takes its"
        " place."
    ),
    Blocker.OTHER_KIND: _(
        "The stage “%(name)s” works in another way there: choose a stage of the same"
        " kind, or wait until the case has left this one."
    ),
    Blocker.OTHER_TASKS: _(
        "The stage “%(name)s” has other tasks there: wait until the case has left this"
        " stage."
    ),
    Blocker.UNKNOWN_DEADLINE: _(
        "The deadline “%(name)s” runs and is not counted in that stage there: publish"
        " a version that counts it, or wait until it has ended."
    ),
    Blocker.NOBODY_IN_ROLE: _(
        "Nobody in the case's unit has the role “%(name)s”: give it to somebody first."
    ),
}


class ObstacleWords:
    """Says what is in the way between two versions, in the language of the screen."""

    def __init__(self, source: WorkflowVersion, target: WorkflowVersion) -> None:
        self.source, self.target = source, target

    def sentence(self, obstacle: Obstacle) -> str:
        name = self._name(obstacle)
        return str(_SENTENCES[obstacle.blocker]) % {"name": name}

    def refusal(self, refusal: WorkflowError) -> str:
        """Return why a case was not moved, everything in one paragraph."""
        if not isinstance(refusal, CannotMigrate):
            return str(refusal)
        return " ".join(map(self.sentence, refusal.obstacles))

    def _name(self, obstacle: Obstacle) -> str:
        """Return what the obstacle is about by its name; without one, by its key."""
        key = obstacle.key
        if obstacle.blocker is Blocker.NOBODY_IN_ROLE:
            return self._roles.get(key, key)
        for workflow in (self.target.compiled, self.source.compiled):
            known = (
                workflow.deadline_by_key
                if obstacle.blocker is Blocker.UNKNOWN_DEADLINE
                else workflow.stage_by_key
            ).get(key)
            if known is not None:
                return said(known.label)
        return key

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        return dict(Role.objects.values_list("key", "group__name"))
