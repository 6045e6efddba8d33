"""What the engine refuses. Each refusal has a code, an HTTP status and a sentence."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WorkflowError(Exception):
    """
    Something that was asked for is refused.

    `str()` gives the sentence in the active language; views and the API show it
    as it is. The named placeholders of `message` are given when raising.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("This cannot be done.")

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values


# --- Drafts ----------------------------------------------------------------------


class DraftMissing(WorkflowError):
    code = "draft_missing"
    status = 404
    message = _("There are no such answers.")


class DraftExpired(WorkflowError):
    code = "draft_expired"
    status = 410
    message = _("The time to send these answers has run out.")


class DraftSubmitted(WorkflowError):
    code = "draft_submitted"
    message = _("These answers have already been sent.")


class DraftIncomplete(WorkflowError):
    code = "draft_incomplete"
    status = 422
    message = _("Some answers are still missing.")


class ProcedureClosed(WorkflowError):
    code = "procedure_closed"
    status = 410
    message = _("Nothing can be sent here at the moment.")


# --- Files -----------------------------------------------------------------------


class FileRefused(WorkflowError):
    """A file that is not stored; every sentence names it."""

    status = 422


class FileEmpty(FileRefused):
    code = "file_empty"
    message = _("The file “%(name)s” is empty.")


class FileTooLarge(FileRefused):
    code = "file_too_large"
    message = _("The file “%(name)s” is too large. One file can be %(limit)s at most.")


class FileTypeRefused(FileRefused):
    code = "file_type"
    message = _("The file “%(name)s” cannot be used. Use one of these: %(endings)s.")


class FileContentRefused(FileRefused):
    code = "file_content"
    message = _(
        "The file “%(name)s” is not what its ending says. Save it again as "
        "one of these: %(endings)s."
    )


class TooManyFiles(FileRefused):
    code = "too_many_files"
    message = _(
        "The file “%(name)s” was not added: there can be %(limit)s files at most."
    )
