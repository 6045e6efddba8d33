"""Opening a case for what was submitted."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, add_effects, append_event
from workflows.actions.holding import hold_places
from workflows.actions.moves import lead_on
from workflows.actions.search import index_new
from workflows.actions.stages import begin
from workflows.engine.calendars import FINLAND
from workflows.engine.chain import text_hash
from workflows.models import Case, Draft, Procedure, ReferenceSeries, Submission


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
    version = procedure.workflow.versions.newest()
    workflow = version.compiled
    case = Case(
        submission=submission,
        draft_id=None if draft is None else draft.pk,
        procedure=procedure,
        workflow_version=version,
        unit=procedure.unit,
        reference=_next_reference(at),
        stage=workflow.start,
        stage_entered_at=at,
        arrived_at=arrived_at,
    )
    case.save(force_insert=True)
    index_new(case=case, subject=submission.subject)
    begin(case=case, workflow=workflow, at=at)
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
    event = append_event(case=case, fact=fact, answers={})
    add_effects(event=event, specs=workflow.on_start)
    lead_on(case=case, at=at)
    case.save_moved()
    return case


def _next_reference(at: datetime) -> str:
    """Give the next number of the year, for instance OSA-2026-17."""
    prefix, year = settings.REFERENCE_PREFIX, at.astimezone(FINLAND).year
    series = ReferenceSeries.objects.filter(prefix=prefix, year=year)
    # The update locks the row until the commit, so the number read next is ours.
    while not series.update(last_number=F("last_number") + 1):
        ReferenceSeries.objects.get_or_create(prefix=prefix, year=year)
    return f"{prefix}-{year}-{series.values_list('last_number', flat=True).get()}"
