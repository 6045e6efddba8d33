"""Drawing small definitions for tests, and putting them to use."""

from datetime import datetime
from typing import Any

from workflows.actions.actors import Actor
from workflows.actions.definitions import publish_form, publish_workflow
from workflows.actions.opening import open_case
from workflows.models import Case, Procedure, Submission, Unit


def text(words: str) -> dict[str, str]:
    return {"fi": words, "sv": words, "en": words}


def question(key: str, type_: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "type": type_, "label": text(key), **more}


def options(*values: str) -> list[dict[str, Any]]:
    return [{"value": one, "label": text(one)} for one in values]


def stage(key: str, kind: str, **more: Any) -> dict[str, Any]:
    words = text(key)
    shown = {"label": words, "public_label": words, "explanation": words}
    return {"key": key, "kind": kind, **shown, **more}


def arrow(key: str, source: str, target: str | None, **more: Any) -> dict[str, Any]:
    return {"key": key, "from": [source], "to": target, "label": text(key), **more}


def a_workflow(
    stages: list[dict[str, Any]],
    transitions: list[dict[str, Any]],
    key: str = "drawn",
    **more: Any,
) -> dict[str, Any]:
    """Draw a workflow that starts in its first stage."""
    return {
        "schema": 1,
        "kind": "workflow",
        "key": key,
        "title": text(key),
        "start": stages[0]["key"],
        "stages": stages,
        "transitions": transitions,
        **more,
    }


def a_form(*fields: dict[str, Any], key: str = "drawn") -> dict[str, Any]:
    """Draw a form of one step that asks for a subject and for the fields."""
    return {
        "schema": 1,
        "kind": "form",
        "key": key,
        "title": text(key),
        "subject": "subject",
        "steps": [
            {
                "key": "all",
                "title": text("All"),
                "fields": [question("subject"), *fields],
            }
        ],
    }


def put_to_use(
    workflow: dict[str, Any],
    unit: Unit,
    *,
    at: datetime,
    form: dict[str, Any] | None = None,
    **policy: Any,
) -> Procedure:
    """Publish the workflow with a form and open a procedure of the same key."""
    key = workflow["key"]
    return Procedure.objects.create(
        key=key,
        form=publish_form(spec=form or a_form(key=key), by=None, at=at).form,
        workflow=publish_workflow(spec=workflow, by=None, at=at).workflow,
        unit=unit,
        **policy,
    )


def send_in(procedure: Procedure, *, at: datetime, **answers: Any) -> Case:
    """Send the form of the procedure, as its resident would."""
    submission = Submission.objects.create(
        form_version=procedure.form.versions.newest_first()[0],
        answers={"subject": "Penkit", **answers},
        subject="Penkit",
        email="resident@example.org",
        language="fi",
        submitted_at=at,
    )
    return open_case(
        submission=submission,
        procedure=procedure,
        arrived_at=at,
        at=at,
        actor=Actor.submitter(),
    )
