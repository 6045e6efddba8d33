"""What is refused of second factors."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError


class ConfirmationMissing(WorkflowError):
    """The transition asks for a second factor, and the actor did not confirm just now."""

    code = "confirmation_missing"
    status = 403
    message = _("This must be confirmed with a second factor.")


class NoSecondFactor(WorkflowError):
    """The person has no authenticator app in use."""

    code = "no_second_factor"
    status = 403
    message = _(
        "You have no second factor yet. Take one into use, then come back here."
    )


class WrongCode(WorkflowError):
    """The one-time code is none of the person's, was used before or is too old."""

    code = "wrong_code"
    status = 422
    message = _(
        "The code is wrong, too old or was used already. "
        "Wait until the app shows the next one."
    )


class TooManyTries(WorkflowError):
    """Codes are not looked at for a while, after wrong ones."""

    code = "too_many_tries"
    status = 429
    message = _("There were wrong codes before. Wait a moment and try again.")

    def __init__(self, *, until: datetime) -> None:
        super().__init__()
        #: from when on codes are looked at again
        self.until = until


class WrongPassword(WorkflowError):
    """The person's password is another."""

    code = "wrong_password"
    status = 422
    message = _("The password is wrong.")


class EnrolmentOver(WorkflowError):
    """The new second factor was not confirmed in time, or was never begun."""

    code = "enrolment_over"
    status = 409
    message = _("The time to confirm the app is over. Begin again.")


class OwnSecondFactor(WorkflowError):
    """Nobody gets round their own second factor by resetting it."""

    code = "own_second_factor"
    status = 403
    message = _("Somebody else must reset your second factor.")
