"""Opening a case for what was submitted."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, next_event
from workflows.actions.holding import hold_places
from workflows.actions.moves import lead_on
from workflows.actions.search import index_new
from workflows.actions.stages import begin, note_stage
from workflows.engine.calendars import FINLAND
from workflows.engine.chain import text_hash
from workflows.models import (
    Case,
    Draft,
    Procedure,
    ReferenceSeries,
    Submission,
    WorkflowVersion,
)
from workflows.models.kept_queries import KeptQuery


def _newest(workflow_id: int) -> QuerySet[WorkflowVersion]:
    versions = WorkflowVersion.objects.filter(workflow=workflow_id)
    newest: QuerySet[WorkflowVersion] = versions.newest_first().defer("spec")[:1]
    return newest


_NEWEST = KeptQuery(_newest, keys=1)


def open_case(
    *,
    submission: Submission,
    procedure: Procedure,
    arrived_at: datetime,
    at: datetime,
    actor: Actor,
    draft: Draft | None = None,
    split_from: Case | None = None,
) -> Case:
    """
    Open a case for the submission in the newest version of the procedure's workflow.

    Must run in the transaction that makes the submission: the reference is given
    without gaps. Where the start leads on by itself, the case goes on.

    :param arrived_at: when it reached the organisation; every deadline counts from
        there
    :param at: when it is registered
    :param actor: who sent it or registered it
    :param split_from: the case of which this one is a part
    """
    hold_places(procedure)
    version = _NEWEST.rows(procedure.workflow_id)[0]
    workflow = version.compiled
    case = Case(
        submission=submission,
        draft_id=None if draft is None else draft.pk,
        procedure=procedure,
        workflow_version=version,
        unit=procedure.unit,
        reference=_next_reference(at),
        arrived_at=arrived_at,
    )
    note_stage(case=case, stage=workflow.stage_by_key[workflow.start], at=at)
    data = {
        "form": submission.form_version.sha256,
        "workflow": version.sha256,
        "answered": sorted(submission.answers),
        "sent": text_hash(submission.answers, submission.salt("answers")),
    }
    if split_from is not None:
        data["split_from"] = str(split_from.public_id)
    fact = Fact(
        type="submitted" if split_from is None else "split_off",
        actor=actor,
        at=at,
        to_stage=workflow.start,
        data=data,
    )
    event = next_event(case=case, fact=fact)
    case.save(force_insert=True)  # knows its first event already
    index_new(case=case, subject=submission.subject)
    begin(case=case, workflow=workflow, at=at)
    event.save(force_insert=True)
    add_effects(event=event, specs=workflow.on_start)
    if lead_on(case=case, at=at):
        case.save_moved()
    return case


def _next_reference(at: datetime) -> str:
    """Give the next number of the year, for instance OSA-2026-17."""
    prefix, year = settings.REFERENCE_PREFIX, at.astimezone(FINLAND).year
    return f"{prefix}-{year}-{ReferenceSeries.objects.next_number(prefix, year)}"
