"""formtools' view of a draft: what was typed is in the row, not in the session."""

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from formtools.wizard.storage.base import BaseStorage

from workflows.forms.journey import Journey
from workflows.forms.steps import StepForm, as_posted


class DraftStorage(BaseStorage):
    """
    Reads and completes the steps of the request's journey.

    Only declared questions are kept, never the posted form as a whole. formtools
    sees no files: they are attachments of the draft. The current step lives as
    long as the request, since the address names it.
    """

    def __init__(
        self, prefix: str, request: HttpRequest, file_storage: object = None
    ) -> None:
        super().__init__(prefix, request, file_storage)
        self.journey: Journey = request.journey  # type: ignore[attr-defined]
        self.init_data()

    def reset(self) -> None:
        """Keep everything: a draft ends by being sent or discarded."""

    def get_step_data(self, step: str) -> MultiValueDict[str, str] | None:
        typed = self.journey.draft.typed.get(step)
        return None if typed is None else as_posted(typed, step)

    def set_step_data(self, step: str, cleaned_data: StepForm) -> None:
        self.journey.complete(step, cleaned_data)
