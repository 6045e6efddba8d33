"""An administrator at the editor, and definitions to edit."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client

import pytest
from wagtail.test.utils.form_data import nested_form_data

from cms.accounts.models import User
from participation.actions.setup import DEFINITIONS
from workflows.actions.definitions import publish_workflow
from workflows.editor.workflow_blocks import WorkflowPart
from workflows.engine.codec import BadDefinition, read_form, read_workflow
from workflows.models import Workflow, WorkflowVersion

EDIT = "/admin/definitions/workflows/edit/{}/"
NAMES = ("add", "change", "delete", "publish")


def _is_readable(path: Path) -> bool:
    spec = json.loads(path.read_text(encoding="utf-8"))
    try:
        (read_form if path.stem == "form" else read_workflow)(spec)
    except BadDefinition:
        return False
    return True


SHIPPED = [
    path
    for name in ("form.json", "workflow.json")
    for path in sorted(DEFINITIONS.glob(f"*/{name}"))
    if _is_readable(path)
]


def said(words: str) -> dict[str, str]:
    return {"fi": words, "sv": words, "en": words}


def small_workflow(**changes: Any) -> dict[str, Any]:
    """Return a workflow of one stage and its end, with what is given instead."""
    texts = {"public_label": said("Julkinen"), "explanation": said("Selitys")}
    stages = [
        {
            "key": "desk",
            "kind": "work",
            "label": said("Pöydällä"),
            "role": "reviewer",
            **texts,
        },
        {"key": "done", "kind": "final", "label": said("Valmis"), **texts},
    ]
    close = {
        "key": "close",
        "from": ["desk"],
        "to": "done",
        "label": said("Päätä"),
        "roles": ["reviewer"],
    }
    return {
        "schema": 1,
        "kind": "workflow",
        "key": "small",
        "title": said("Pieni"),
        "start": "desk",
        "stages": stages,
        "transitions": [close],
        **changes,
    }


def posted(value: Any) -> Any:
    """Return the blocks' form state as a page would send it."""
    if isinstance(value, list):
        items = [
            {
                **({"type": one["type"]} if "type" in one else {}),
                "value": posted(one["value"]),
                "id": "",
                "order": str(index),
                "deleted": "",
            }
            for index, one in enumerate(value)
            if isinstance(one, dict) and "value" in one
        ]
        if len(items) == len(value):
            return {"count": str(len(items)), **dict(enumerate(items))}
        return value[0] if value else ""  # a select's state is a list
    if isinstance(value, dict):
        return {key: posted(one) for key, one in value.items()}
    return {True: "on", False: None, None: ""}.get(value, value)


def form_of(spec: Any, **more: str) -> dict[str, str]:
    """Return what the browser sends when the editor shows the workflow."""
    block = WorkflowPart()
    state = block.get_form_state(block.from_spec(spec))
    data = nested_form_data({"spec": posted(state)})
    return {key: value for key, value in data.items() if value is not None} | more


PUBLISH = {"action-publish": "action-publish"}


def save(client: Client, workflow: Workflow, spec: Any, **more: str) -> Any:
    return client.post(EDIT.format(workflow.pk), form_of(spec, **more))


@pytest.fixture
def administrator(roles: None) -> User:
    """Return somebody whose group may do everything with definitions."""
    user = User.objects.create_user("chief", email="chief@example.org", password="x")
    group = Group.objects.create(name="Määrittelijät")
    codenames = [f"{one}_{kind}" for one in NAMES for kind in ("form", "workflow")]
    group.permissions.add(
        *Permission.objects.filter(codename__endswith="_channel"),
        *Permission.objects.filter(
            codename__in=codenames, content_type__app_label="workflows"
        ),
        Permission.objects.get(codename="access_admin"),
    )
    user.groups.add(group)
    return user


@pytest.fixture
def browser_of_administrator(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def publish(roles: None, at: datetime) -> Callable[..., WorkflowVersion]:
    """Return what publishes a small workflow with the given changes."""

    def publish(**changes: Any) -> WorkflowVersion:
        return publish_workflow(spec=small_workflow(**changes), by=None, at=at)

    return publish
