"""What is refused of forms and workflows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from workflows.errors.refusals import WorkflowError

if TYPE_CHECKING:
    from workflows.engine.codec import Problem


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
