"""The deadlines and effects of a case in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from workflows.desk.words import effect_name, error_in_words, said
from workflows.effects.reasons import (
    Reasons,
    clock_in_words,
    period_in_words,
    version_in_words,
)
from workflows.engine.mail_texts import fill
from workflows.engine.workflow_spec import DeadlineRule, WorkflowSpec
from workflows.models import Case, Deadline, Effect
from workflows.models.closures import office_days


@dataclass(frozen=True, kw_only=True)
class Due:
    """A deadline and why it is when it is."""

    label: str
    state: str
    due_at: datetime | None
    #: working days left of a clock that stands still
    days_left: int | None
    is_running: bool
    is_overdue: bool
    reason: str
    basis: str
    link: str
    period: str
    clock: str
    #: which shared rule, and which version of it; empty for the workflow's own
    version: str
    counted_from: str
    started_at: datetime
    #: every step of the counting, each as a sentence
    steps: list[str]


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """Something that was to be done after an event: for instance a mail."""

    name: str
    detail: str
    state: str
    is_failed: bool
    done_at: datetime | None
    next_try_at: datetime | None
    #: what to do about it; never an exception's message
    error: str


def dues(case: Case) -> list[Due]:
    """Return the deadlines of the case: running ones first, the nearest first."""
    rules = case.workflow_version.compiled.deadline_by_key
    days = office_days(case.unit)
    found = [
        _due(Reasons(one, days), rules[one.key])
        for one in case.deadlines.order_by("due_at", "pk")
        if one.key in rules
    ]
    return sorted(found, key=lambda due: not due.is_running)


def _due(reasons: Reasons, rule: DeadlineRule) -> Due:
    deadline, terms = reasons.deadline, reasons.terms
    armed = deadline.state == Deadline.State.ARMED
    from_arrival = gettext("Counted from the arrival of the submission.")
    from_entry = gettext("Counted from when the case entered this stage.")
    return Due(
        label=said(rule.label),
        state=str(Deadline.State(deadline.state).label),
        due_at=deadline.due_at,
        days_left=deadline.days_left,
        is_running=armed,
        is_overdue=armed
        and deadline.due_at is not None
        # A view's own clock: what is overdue depends on when one looks.
        and deadline.due_at < timezone.now(),
        reason=said(rule.reason),
        basis=said(terms.basis),
        link=terms.link,
        period=period_in_words(terms.period),
        clock=clock_in_words(terms),
        version=version_in_words(terms),
        counted_from=from_arrival if rule.from_arrival else from_entry,
        started_at=deadline.started_at,
        steps=reasons.for_staff(),
    )


def consequences(case: Case) -> list[Consequence]:
    """Return what was or is to be done of the case, the latest first."""
    effects = case.effects.order_by("-event__seq", "ordinal")
    return [_consequence(case, one) for one in effects]


def _consequence(case: Case, effect: Effect) -> Consequence:
    waiting = effect.state in Effect.OPEN_STATES
    return Consequence(
        name=effect_name(effect.kind),
        detail=_detail(case, effect),
        state=str(Effect.State(effect.state).label),
        is_failed=effect.state == Effect.State.DEAD,
        done_at=effect.done_at,
        next_try_at=effect.not_before if waiting and effect.attempts else None,
        error=error_in_words(effect.error),
    )


def _detail(case: Case, effect: Effect) -> str:
    workflow: WorkflowSpec = case.workflow_version.compiled
    mail = workflow.mail_by_key.get(effect.params.get("mail", ""))
    if mail is None:
        return ""
    return fill(said(mail.subject), {"reference": case.reference})
