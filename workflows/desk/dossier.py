"""What the desk shows of one case, gathered before any template sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import starmap
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from workflows.actions.notes import NOTE, NOTED
from workflows.desk import deadline_words
from workflows.desk.event_words import confirmation_in_words, event_in_words
from workflows.desk.words import actor_name, language, said, stage_of, workflow_of
from workflows.engine.form_spec import FieldSpec
from workflows.engine.workflow_spec import Transition, WorkflowSpec
from workflows.forms.fields import field_type
from workflows.models import Attachment, Case, CaseEvent
from workflows.models.submissions import ErasureBasis

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True)
class Row:
    """One answer in words, with the files it consists of."""

    label: str
    value: str
    files: Sequence[Attachment] = ()
    #: tells something of a person
    personal: bool = False


@dataclass(frozen=True)
class Section:
    """Answers of one step of the form."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event of the case as a person tells it."""

    key: str
    title: str
    who: str
    at: datetime
    #: label of the stage entered, empty when the case stayed where it was
    stage: str
    #: what was filled in
    rows: Sequence[Row]


def case_for(user: "User", case_id: int) -> Case:
    """
    Return the case with all that its page needs of it.

    :raises Http404: if there is none, or none that the user's units handle
    """
    cases = (
        Case.objects.visible_to(user)
        .select_related("submission__form_version", "workflow_version", "unit")
        .defer("submission__form_version__spec", "workflow_version__spec")
    )
    found: Case = get_object_or_404(cases, pk=case_id)
    return found


class Dossier:
    """A case with what was sent, what happened and what was written."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.workflow: WorkflowSpec = case.workflow_version.compiled
        self.stage = stage_of(case)
        self.title = workflow_of(case)

    @cached_property
    def files(self) -> list[Attachment]:
        """Return the files that were sent last or added by staff, in one query."""
        return list(Attachment.objects.on_page_of(self.case))

    @property
    def attached(self) -> list[Attachment]:
        """Return the files that staff added, the oldest first."""
        return [one for one in self.files if one.case_id is not None]

    @cached_property
    def sent(self) -> list[Section]:
        """Return what the resident sent, by the steps of the form."""
        submission = self.case.submission
        files: dict[str, list[Attachment]] = {}
        for one in self.files:
            files.setdefault(one.field_key, []).append(one)
        sections = [
            Section(said(step.title), rows_of(step.fields, submission.answers, files))
            for step in submission.form_version.compiled.steps
        ]
        return [section for section in sections if section.rows]

    @cached_property
    def events(self) -> list[CaseEvent]:
        """Return the events, the first one first."""
        return list(
            self.case.events.with_workflow()
            .select_related("actor", "answers")
            .order_by("seq")
        )

    @cached_property
    def history(self) -> list[Happening]:
        """Return what happened, the latest first."""
        return [self.told(event) for event in reversed(self.events)]

    @cached_property
    def written(self) -> list[Happening]:
        """Return what was last written in each transition, the latest first."""
        latest: dict[str, CaseEvent] = {}
        for event in reversed(self.events):
            if event.transition and answers_of(event):
                latest.setdefault(event.transition, event)
        told = map(self.told, latest.values())
        return [one for one in told if one.rows]

    @cached_property
    def notes(self) -> list[Happening]:
        """Return the notes for colleagues, the latest first, and whom they are for."""
        noted = [one for one in reversed(self.events) if one.type == NOTED]
        meant = {pk for event in noted for pk in event.data["mentioned"]}
        names = get_user_model().objects.in_bulk(meant) if meant else {}
        told = []
        for event in noted:
            people = [str(names[pk]) for pk in event.data["mentioned"] if pk in names]
            called = Row(gettext("For the attention of"), "\n".join(people))
            note = self.told(event)
            rows = [*note.rows, called] if people else note.rows
            told.append(replace(note, rows=rows))
        return told

    def told_since(self, revision: int) -> list[Happening]:
        """Return what happened after that revision of the case."""
        return [self.told(one) for one in self.events if one.seq > revision]

    def last_written(self, transition: str) -> CaseEvent | None:
        """Return the transition's last event that has answers, if there is one."""
        return next(
            (
                event
                for event in reversed(self.events)
                if event.transition == transition and answers_of(event)
            ),
            None,
        )

    def told(self, event: CaseEvent) -> Happening:
        """Return the event in words."""
        workflow = event.workflow_version.compiled
        transition = workflow.transition_by_key.get(event.transition)
        stays = event.from_stage == event.to_stage
        return Happening(
            key=event.transition,
            title=event_in_words(event, transition),
            who=actor_name(str(event.actor or ""), event.actor_kind),
            at=event.at,
            stage="" if stays else said(workflow.stage_by_key[event.to_stage].label),
            rows=_written_rows(event, transition),
        )


def answers_of(event: CaseEvent) -> Mapping[str, Any]:
    """Return what was filled in for the event; nothing when nothing was asked."""
    kept = getattr(event, "answers", None)
    answers: Mapping[str, Any] = kept.answers if kept else {}
    return answers


def rows_of(
    fields: Iterable[FieldSpec],
    answers: Mapping[str, Any],
    files: Mapping[str, Sequence[Attachment]] | None = None,
) -> list[Row]:
    """Return the answered ones of the questions in words."""
    return [
        Row(
            said(spec.label),
            field_type(spec).display(answers[spec.key], language()),
            (files or {}).get(spec.key, ()),
            spec.personal,
        )
        for spec in fields
        if spec.key in answers
    ]


def _written_rows(event: CaseEvent, transition: Transition | None) -> list[Row]:
    answers = answers_of(event)
    if transition is not None:
        # Which other case it was is told by its link, to those who may see that case.
        named = transition.deed.field if transition.deed else ""
        shown = [field for field in transition.fields if field.key != named]
        clocks = starmap(Row, deadline_words.clocks_in_words(event))
        confirmed = starmap(Row, confirmation_in_words(event))
        return [*rows_of(shown, answers), *clocks, *confirmed]
    if event.type == "erased":
        basis = ErasureBasis(event.data["basis"]).label
        return [Row(gettext("Why it is erased"), str(basis))]
    if note := answers.get(NOTE):
        return [Row(gettext("Note"), str(note))]
    if reason := answers.get("reason"):
        return [Row(gettext("Reason"), str(reason))]
    return []
