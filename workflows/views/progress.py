"""Where a case is and what comes next, as its submitter is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.engine.texts import say
from workflows.engine.workflow_spec import StageKind, Transition, WorkflowSpec
from workflows.forms.fields import field_type
from workflows.models import Case, CaseEvent, Deadline

_TOLD = re.compile(r"\{answers\.([a-z0-9_]+)\}")


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One line of the timeline, as `components/timeline.html` shows it."""

    #: "done", "current" or "coming"
    state: str
    title: str
    when: datetime | None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class NextDate:
    label: str
    reason: str
    #: empty while the clock stands still
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a submitter sees of the case."""

    stage: str
    explanation: str
    is_closed: bool
    milestones: list[Milestone]
    next_dates: list[NextDate]
    #: whether the submitter is waited for
    is_waiting: bool
    #: what the submitter was told or asked last: questions and words, as mailed
    message: list[dict[str, str]]


def progress_of(case: Case, *, language: str) -> Progress:
    """
    Tell in the language where the case is, when it moves and why then.

    Takes the case with its workflow version; three queries at most.
    """
    workflow = case.workflow_version.compiled
    stage = workflow.stage_by_key[case.stage]
    events = list(case.events.in_order())
    next_dates = _next_dates(case, workflow, language)
    return Progress(
        stage=say(stage.public_label, language),
        explanation=say(stage.explanation, language),
        is_closed=stage.kind is StageKind.FINAL,
        milestones=[
            *_passed(workflow, events, language),
            *(
                Milestone(
                    state="coming", title=one.label, when=one.due_at, text=one.reason
                )
                for one in next_dates
            ),
        ],
        next_dates=next_dates,
        is_waiting=stage.kind is StageKind.WAIT,
        message=_message(workflow, events, language),
    )


def _passed(
    workflow: WorkflowSpec, events: Iterable[CaseEvent], language: str
) -> list[Milestone]:
    """Return the stages in the order they were entered; moves inside one are left out."""
    entered: list[tuple[str, datetime]] = []
    for event in events:
        label = say(workflow.stage_by_key[event.to_stage].public_label, language)
        if not entered or entered[-1][0] != label:
            entered.append((label, event.at))
    last = len(entered) - 1
    return [
        Milestone(state="current" if at == last else "done", title=label, when=when)
        for at, (label, when) in enumerate(entered)
    ]


def _next_dates(case: Case, workflow: WorkflowSpec, language: str) -> list[NextDate]:
    running = case.deadlines.running().order_by("due_at", "pk")
    return [
        NextDate(
            label=say(workflow.deadline_by_key[one.key].label, language),
            reason=say(workflow.deadline_by_key[one.key].reason, language),
            due_at=one.due_at if one.state == Deadline.State.ARMED else None,
        )
        for one in running
    ]


def _message(
    workflow: WorkflowSpec, events: list[CaseEvent], language: str
) -> list[dict[str, str]]:
    """Return what the submitter was told last, in the words of staff."""
    for event in reversed(events):
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
