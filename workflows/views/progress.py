"""Where a case is and what comes next, as its submitter is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext

from workflows.effects.reasons import Reasons
from workflows.engine.texts import say
from workflows.engine.workflow_spec import (
    DeedKind,
    Stage,
    StageKind,
    Transition,
    Trigger,
    WorkflowSpec,
)
from workflows.forms.fields import field_type
from workflows.models import Case, CaseEvent, CaseLink, Deadline
from workflows.models.closures import office_days
from workflows.models.places import number_in_line

_TOLD = re.compile(r"\{answers\.([a-z0-9_]+)\}")


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One line of the timeline, as `components/timeline.html` shows it."""

    #: "done", "current" or "coming"
    state: str
    title: str
    when: datetime | None = None
    #: in place of a date
    when_text: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a submitter sees of the case."""

    stage: str
    explanation: str
    #: stages passed, the present one, and the dates to come with their reasons
    milestones: list[Milestone]
    #: whether the submitter is waited for
    is_waiting: bool
    #: which in the line for a place, from 1; none for whoever does not stand in it
    number_in_line: int | None
    #: what the submitter was told or asked last: questions and words, as mailed
    message: list[dict[str, str]]
    #: where the case is that this one was merged into; empty for any other
    leading_stage: str


def progress_of(case: Case, *, language: str) -> Progress:
    """
    Tell in the language where the case is, when it moves and why then.

    Takes the case with its workflow version; three queries at most, three more for
    whoever stands in line for a place, and one for whoever follows another case.
    """
    workflow = case.workflow_version.compiled
    stage = workflow.stage_by_key[case.stage]
    events = list(case.events.in_order().with_workflow())
    return Progress(
        stage=say(stage.public_label, language),
        explanation=say(stage.explanation, language),
        milestones=[
            *_passed(events, language),
            *_coming(case, workflow, language),
        ],
        is_waiting=_is_asked(workflow, stage),
        number_in_line=number_in_line(case) if stage.waits_for_place else None,
        message=_message(events, language),
        leading_stage=_leading_stage(case, events, language),
    )


def _is_asked(workflow: WorkflowSpec, stage: Stage) -> bool:
    """Tell whether the submitter is to do something, not only free to draw back."""
    return stage.kind is StageKind.WAIT and any(
        one.trigger is Trigger.SUBMITTER and one.style != "danger"
        for one in workflow.leaving(stage.key)
    )


def _passed(events: Iterable[CaseEvent], language: str) -> list[Milestone]:
    """Return the stages in the order they were entered; moves inside one are left out."""
    entered: list[tuple[str, datetime]] = []
    for event in events:
        stages = event.workflow_version.compiled.stage_by_key
        label = say(stages[event.to_stage].public_label, language)
        if not entered or entered[-1][0] != label:
            entered.append((label, event.at))
    last = len(entered) - 1
    return [
        Milestone(state="current" if at == last else "done", title=label, when=when)
        for at, (label, when) in enumerate(entered)
    ]


def _coming(case: Case, workflow: WorkflowSpec, language: str) -> list[Milestone]:
    """Return the running deadlines, the next one first."""
    milestones, days = [], office_days(case.unit)
    nearest = F("due_at").asc(nulls_last=True)  # those that stand still come last
    for deadline in case.deadlines.running().order_by(nearest, "pk"):
        rule = workflow.deadline_by_key[deadline.key]
        waits = deadline.state == Deadline.State.PAUSED
        reasons = Reasons(deadline, days)
        milestones.append(
            Milestone(
                state="coming",
                title=say(rule.label, language),
                when=deadline.due_at,
                when_text=gettext(
                    "The time stands still while we wait for your answer."
                )
                if waits
                else "",
                text=f"{say(rule.reason, language)} {reasons.for_resident()}".strip(),
            )
        )
    return milestones


def _leading_stage(case: Case, events: Iterable[CaseEvent], language: str) -> str:
    """Return the public stage of the case that this one follows: all that is told."""
    deeds = (event.data.get("deed", {}) for event in events)
    if not any(deed.get("kind") == DeedKind.MERGE for deed in deeds):
        return ""
    link = (
        case.links.filter(kind=CaseLink.Kind.MERGED)
        .select_related("other__workflow_version")
        .defer("other__workflow_version__spec")
        .get()
    )
    stages = link.other.workflow_version.compiled.stage_by_key
    return say(stages[link.other.stage].public_label, language)


def _message(events: list[CaseEvent], language: str) -> list[dict[str, str]]:
    """Return what the submitter was told last, in the words of staff."""
    for event in reversed(events):
        workflow = event.workflow_version.compiled
        transition = workflow.transition_by_key.get(event.transition)
        if transition is None or not (told := _told(workflow, transition)):
            continue
        answers: dict[str, Any] = event.answers.answers
        return [
            {
                "label": say(spec.label, language),
                "value": field_type(spec).display(answers[spec.key], language),
            }
            for spec in transition.fields
            if spec.key in told and answers.get(spec.key)
        ]
    return []


def _told(workflow: WorkflowSpec, transition: Transition) -> set[str]:
    """
    Return the questions whose answers the transition's mails quote.

    Anything else that staff filled in was not meant for the submitter.
    """
    mails = [
        workflow.mail_by_key[effect.params["mail"]]
        for effect in transition.effects
        if "mail" in effect.params
    ]
    return {
        key for mail in mails for key in _TOLD.findall(" ".join(mail.body.values()))
    }
