"""One resident's way through one draft, with no word about HTML or formtools."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.actions import drafts
from workflows.engine.calendars import FINLAND
from workflows.engine.form_spec import FieldSpec, FormSpec, Step
from workflows.engine.routes import (
    first_open,
    relevant_answers,
    relevant_fields,
    relevant_steps,
)
from workflows.errors import DraftExpired, DraftSubmitted, ProcedureClosed
from workflows.forms.steps import StepForm, as_posted
from workflows.models import Draft


@dataclass
class Journey:
    """
    The route is computed from the answers each time it is asked for.

    :param at: the moment of the request
    :param language: in which the questions are asked now
    """

    draft: Draft
    at: datetime
    language: str

    @property
    def form(self) -> FormSpec:
        return self.draft.form_version.compiled

    @property
    def today(self) -> date:
        return self.at.astimezone(FINLAND).date()

    def ensure_open(self) -> None:
        """
        Refuse a draft that takes no more answers.

        :raises DraftSubmitted, DraftExpired, ProcedureClosed: as they say
        """
        if self.draft.state == Draft.State.SUBMITTED:
            raise DraftSubmitted
        if self.draft.is_expired_at(self.at):
            raise DraftExpired
        if self.draft.is_closed_at(self.at):
            raise ProcedureClosed

    def steps(self) -> tuple[Step, ...]:
        """Return the steps that are shown with the answers given so far."""
        return relevant_steps(self.form, self.draft.answers, today=self.today)

    def answers(self) -> dict[str, Any]:
        """Return the answers that count."""
        return relevant_answers(self.form, self.draft.answers, today=self.today)

    def first_open(self) -> Step | None:
        """Return the step to fill in next, or None when all are done."""
        return first_open(
            self.form, self.draft.answers, self.draft.done_steps, today=self.today
        )

    def may_visit(self, key: str) -> bool:
        """Tell whether the step is shown and no earlier one is open."""
        keys = [step.key for step in self.steps()]
        target = self.first_open()
        last = len(keys) - 1 if target is None else keys.index(target.key)
        return key in keys[: last + 1]

    def questions(self, step: Step) -> tuple[FieldSpec, ...]:
        """Return the questions that are shown on the step."""
        return relevant_fields(step, self.answers(), today=self.today)

    def attached(self, step: Step) -> Mapping[str, list[dict[str, Any]]]:
        """Return the kept files of the step's questions, described."""
        keys = [one.key for one in self.questions(step) if one.type == "files"]
        files: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
        if keys:
            kept = self.draft.attachments.filter(field_key__in=keys)
            for attachment in kept.order_by("uploaded_at", "pk"):
                files[attachment.field_key].append(attachment.described())
        return files

    def save(self, step: str, form: StepForm) -> None:
        """Keep what was typed on the step, valid or not."""
        self.draft = drafts.save_typed(
            draft_id=self.draft.pk,
            step=step,
            typed=form.typed(),
            language=self.language,
            at=self.at,
        )

    def complete(self, step: str, form: StepForm) -> None:
        """Keep the step's accepted answers."""
        self.draft = drafts.complete_step(
            draft_id=self.draft.pk,
            step=step,
            typed=form.typed(),
            answers=form.answers(),
            language=self.language,
            at=self.at,
        )

    def recheck(self) -> bool:
        """
        Judge every shown step once more; open again those that no longer hold.

        :return: whether all of them hold
        """
        wrong = [step.key for step in self.steps() if not self._holds(step)]
        if wrong:
            self.draft = drafts.reopen_steps(
                draft_id=self.draft.pk, steps=wrong, at=self.at
            )
        return not wrong

    def _holds(self, step: Step) -> bool:
        typed = self.draft.typed.get(step.key, {})
        return StepForm(
            as_posted(typed, step.key),
            prefix=step.key,
            specs=self.questions(step),
            language=self.language,
            attached=self.attached(step),
        ).is_valid()
