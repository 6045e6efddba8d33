"""What every refusal of the engine is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WorkflowError(Exception):
    """Something asked of the engine is refused; `message` says why to the user."""

    code = "refused"
    status = 409
    message: str | Promise = _("This can't be done.")

    def __str__(self) -> str:
        return str(self.message)
