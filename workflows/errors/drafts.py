"""What is refused of answers not yet sent."""

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError


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
