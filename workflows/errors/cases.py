"""What is refused of cases."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError

if TYPE_CHECKING:
    from workflows.engine.answers import Fault
    from workflows.engine.pinning import Obstacle


class WrongStage(WorkflowError):
    """The case is not where this transition starts."""

    code = "wrong_stage"
    status = 409
    message = _("The case has moved on, so this can no longer be done.")


class StaleCase(WorkflowError):
    """The case changed after the page was shown on which somebody decided."""

    code = "stale_case"
    status = 409
    message = _("Somebody changed the case after you opened it.")

    def __init__(self, *, seen: int, now: int) -> None:
        super().__init__()
        #: revision the person saw, and the one there is
        self.seen, self.now = seen, now


class NotYourRole(WorkflowError):
    """The actor has none of the roles that may do this, or not in this unit."""

    code = "not_your_role"
    status = 403
    message = _("Your role does not allow this.")


class SameActor(WorkflowError):
    """Four eyes: whoever wrote it may not approve it."""

    code = "same_actor"
    status = 403
    message = _("You wrote this yourself, so somebody else must do this.")


class GuardFails(WorkflowError):
    """A condition of the transition does not hold."""

    code = "guard_fails"
    status = 409
    message = _("A condition for this is not fulfilled.")


class CannotMigrate(WorkflowError):
    """The case cannot go on in the other version; `obstacles` say why."""

    code = "cannot_migrate"
    status = 409
    message = _("The case cannot go on in that version of its workflow.")

    def __init__(self, obstacles: "Sequence[Obstacle]") -> None:
        super().__init__()
        self.obstacles = tuple(obstacles)


class CannotExtend(WorkflowError):
    """The deadline knows no extension, was extended already, or is over."""

    code = "cannot_extend"
    status = 409
    message = _("This deadline cannot be extended.")


class TooLate(WorkflowError):
    """The time in which the transition is allowed is over."""

    code = "too_late"
    status = 409
    message = _("The time for this is over.")


class TaskDone(WorkflowError):
    """No task of the stage is left for the actor, who may have done one already."""

    code = "task_done"
    status = 409
    message = _("You have done your part here.")


class NoSuchProcedure(WorkflowError):
    """The procedure that the workflow names is not in use in this organisation."""

    code = "no_such_procedure"
    status = 409
    message = _("The way to take part that this leads to is not in use here.")


class CaseBusy(WorkflowError):
    """Somebody is doing something with the other case at this moment."""

    code = "case_busy"
    status = 409
    message = _("Somebody is handling the other case right now. Try again.")


class EndlessWorkflow(WorkflowError):
    """A case would go on by itself for ever; publishing refuses such workflows."""

    code = "endless_workflow"
    status = 409
    message = _("The workflow leads round in a circle here.")


class InvalidAnswers(WorkflowError):
    """The small form of a transition was not filled in rightly."""

    code = "invalid_answers"
    status = 422
    message = _("Some answers are missing or wrong.")

    def __init__(self, faults: "Mapping[str, Fault]") -> None:
        super().__init__()
        self.faults = dict(faults)


class RequestKeyReused(WorkflowError):
    """The key of an earlier request came with something else to do."""

    code = "request_key_reused"
    status = 422
    message = _("This request was used for something else. Reload the page.")


class AlreadyErased(WorkflowError):
    """The personal data of the case was erased before."""

    code = "already_erased"
    status = 410
    message = _("The personal data of this case has been erased already.")


class CaseStillOpen(WorkflowError):
    """An open case cannot be handled any more once it is erased."""

    code = "case_still_open"
    status = 409
    message = _("Close the case first: nobody could handle it without its content.")
