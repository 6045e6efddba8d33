"""What is refused of uploaded files."""

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError


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
