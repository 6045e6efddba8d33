"""What is refused of tasks and effects."""

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError


class TaskNotOpen(WorkflowError):
    """The task was done meanwhile."""

    code = "task_not_open"
    status = 409
    message = _("This task is done already.")


class TaskTaken(WorkflowError):
    """A colleague claimed the task first."""

    code = "task_taken"
    status = 409
    message = _("A colleague has claimed this task.")


class NotTheirRole(WorkflowError):
    """Whoever is to get the task does not have its role in the unit."""

    code = "not_their_role"
    status = 422
    message = _("Choose a colleague who has the role in this unit.")


class EffectNotOpen(WorkflowError):
    """The effect is done, given up or in a worker's hands."""

    code = "effect_not_open"
    status = 409
    message = _("This has changed: it is done, passed over or being done right now.")
