"""A case that turns out to be of another kind, or to be two."""

from collections.abc import Mapping
from datetime import datetime

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.actions.holding import hold_places
from workflows.actions.opening import open_case
from workflows.actions.stages import begin
from workflows.errors import NoSuchProcedure
from workflows.models import Case, CaseLink, Deadline, Procedure, Submission


def retype_case(*, case: Case, target: Procedure, actor: Actor, at: datetime) -> None:
    """
    Let the case go on from the start of another procedure, in that one's unit.

    What arrived keeps its time of arrival: every deadline of the new kind counts from
    there. The form that the submitter filled in stays as it was. Called inside an
    action that holds the case and has appended why.
    """
    hold_places(target)
    before = case.procedure.key
    version = target.workflow.versions.newest()
    case.tasks.open().update(done_at=at)
    case.deadlines.running().update(state=Deadline.State.DROPPED, ended_at=at)
    case.procedure, case.unit, case.workflow_version = target, target.unit, version
    case.stage_entry += 1
    begin(case=case, workflow=version.compiled, at=at)
    case.save(update_fields=["procedure", "unit", "workflow_version"])
    fact = Fact(
        type="retyped",
        actor=actor,
        at=at,
        to_stage=case.stage,
        data={"from": before, "to": target.key, "workflow": version.sha256},
    )
    append_event(case=case, fact=fact, answers={})


def split_case(
    *, case: Case, procedure: str, actor: Actor, at: datetime
) -> Mapping[str, str]:
    """
    Begin a second case from the same submission, with its time of arrival.

    The second case has a copy of the answers of its own, and the same files, so that
    each can be erased by its own rules. Called inside an action that holds the case.

    :param procedure: key of the procedure in which it begins; "" for the same one
    :returns: the second case's public id, for the event
    :raises NoSuchProcedure: if the organisation does not have it
    """
    target = procedure_of(procedure) if procedure else case.procedure
    first = case.submission
    copy = Submission.objects.create(
        form_version=first.form_version,
        answers=first.answers,
        subject=first.subject,
        email=first.email,
        language=first.language,
        submitted_at=first.submitted_at,
    )
    for file in first.attachments.order_by("pk"):
        file.shared_with(copy).save(force_insert=True)
    second = open_case(
        submission=copy,
        procedure=target,
        arrived_at=case.arrived_at,
        at=at,
        actor=actor,
        split_from=case,
    )
    CaseLink.objects.create(case=case, other=second, kind=CaseLink.Kind.SPLIT, at=at)
    return {"other": str(second.public_id)}


def procedure_of(key: str) -> Procedure:
    """
    Return the procedure of the key.

    :raises NoSuchProcedure: if the organisation does not have it
    """
    found = Procedure.objects.select_related("workflow", "unit").filter(key=key).first()
    if found is None:
        raise NoSuchProcedure
    return found
