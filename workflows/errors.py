"""What the engine refuses, each with a code, an HTTP status and a sentence."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from workflows.engine.answers import Fault
    from workflows.engine.codec import Problem
    from workflows.engine.pinning import Obstacle


class WorkflowError(Exception):
    """Something asked of the engine is refused; `message` says why to the user."""

    code = "refused"
    status = 409
    message: str | Promise = _("This can't be done.")

    def __str__(self) -> str:
        return str(self.message)


# --- Definitions ---------------------------------------------------------------------


class DefinitionRefused(WorkflowError):
    """A definition has problems; nothing of it was published."""

    code = "definition_refused"
    status = 422
    message = _("The definition has problems and was not published.")

    def __init__(self, problems: "Sequence[Problem]") -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        lines = [f"{one.path}: {one.message}" for one in self.problems]
        return "\n".join([str(self.message), *lines])


class DefinitionInUse(WorkflowError):
    """
    A form or a workflow that something needs can't be deleted.

    :param channels: how many procedures name it
    :param cases: how many cases and unfinished drafts run on one of its versions
    """

    code = "definition_in_use"
    status = 409
    message = _("This is in use and can't be deleted.")

    def __init__(self, *, channels: int, cases: int) -> None:
        super().__init__()
        self.channels, self.cases = channels, cases


# --- Drafts -----------------------------------------------------------------------------


class DraftExpired(WorkflowError):
    """The answers were kept for their time and are gone."""

    code = "draft_expired"
    status = 410
    message = _("These answers are no longer kept.")


class DraftSubmitted(WorkflowError):
    """The form was sent already; its answers can't change any more."""

    code = "draft_submitted"
    status = 409
    message = _("This form was sent already.")


class DraftIncomplete(WorkflowError):
    """A step that is needed has not been filled in."""

    code = "draft_incomplete"
    status = 422
    message = _("A part of the form has not been filled in yet.")

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step


class NothingChanged(WorkflowError):
    """Changed answers were sent that are those sent before."""

    code = "nothing_changed"
    status = 422
    message = _("You have not changed any of your answers.")


class ProcedureClosed(WorkflowError):
    """Nothing is received at this time."""

    code = "procedure_closed"
    status = 410
    message = _("This way to take part is not open now.")


class DraftMissing(WorkflowError):
    """There is no such draft, or not for whoever asks."""

    code = "draft_missing"
    status = 404
    message = _("There are no such answers.")


# --- Files ------------------------------------------------------------------------------


class FileRefused(WorkflowError):
    """
    A file is not kept; the sentence names it.

    :param values: for the placeholders of `message`; `name` is the file's
    """

    code = "file_refused"
    status = 422
    message = _("The file “%(name)s” cannot be used.")

    def __init__(self, **values: str | int) -> None:
        super().__init__()
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values


class FileEmpty(FileRefused):
    """There is nothing in the file."""

    code = "file_empty"
    message = _("The file “%(name)s” is empty.")


class FileTooLarge(FileRefused):
    """The file is larger than the question takes."""

    code = "file_too_large"
    message = _("The file “%(name)s” is too large: one file can be %(limit)s at most.")


class FileTypeRefused(FileRefused):
    """The file's ending is not one that the question takes."""

    code = "file_type"
    message = _(
        "The file “%(name)s” is not of the right kind. Use one of: %(endings)s."
    )


class FileContentRefused(FileRefused):
    """The content is not what the ending says."""

    code = "file_content"
    message = _(
        "The file “%(name)s” is not what its ending says. Save it again as one of: "
        "%(endings)s."
    )


class FileNotKept(FileRefused):
    """The storage did not take the file: the disk is full, or away."""

    code = "file_not_kept"
    status = 503
    message = _(
        "The file “%(name)s” could not be kept just now. Your other answers are safe. "
        "Try again later."
    )


class TooManyFiles(FileRefused):
    """The question has as many files as it takes."""

    code = "too_many_files"
    message = _(
        "The file “%(name)s” was not added: there can be %(limit)s files at most."
    )


# --- Cases ------------------------------------------------------------------------------


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


# --- Tasks ------------------------------------------------------------------------------


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


# --- Effects ----------------------------------------------------------------------------


class EffectNotOpen(WorkflowError):
    """The effect is done, given up or in a worker's hands."""

    code = "effect_not_open"
    status = 409
    message = _("This has changed: it is done, passed over or being done right now.")


# --- Erasure ----------------------------------------------------------------------------


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
