"""Moderation of definitions, and what can be deleted."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import Client

import pytest
from wagtail.models import GroupApprovalTask, WorkflowContentType, WorkflowTask
from wagtail.models import Workflow as Moderation

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import make_case
from tests.editor.conftest import said, save, small_workflow
from workflows.models import Role, Workflow, WorkflowVersion

# --- moderation ---------------------------------------------------------------------


@pytest.fixture
def moderation(administrator: User) -> Moderation:
    """Let the administrators' group approve every workflow definition."""
    moderation = Moderation.objects.create(name="Tarkistus")
    task = GroupApprovalTask.objects.create(name="Toinen lukee")
    task.groups.set(administrator.groups.all())
    WorkflowTask.objects.create(workflow=moderation, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=moderation, content_type=_type_of(Workflow)
    )
    return moderation


def _type_of(model: Any) -> Any:
    return ContentType.objects.get_for_model(model)


def test_what_moderation_approves_becomes_a_version(
    moderation: Moderation,
    browser_of_administrator: Client,
    administrator: User,
    publish: Callable[..., WorkflowVersion],
) -> None:
    workflow = publish().workflow
    changed = small_workflow(title=said("Tarkistettava"))
    save(
        browser_of_administrator,
        workflow,
        changed,
        **{"action-submit": "action-submit"},
    )
    state = Workflow.objects.get().current_workflow_task_state
    assert workflow.versions.count() == 1

    browser_of_administrator.post(
        f"/admin/definitions/workflows/workflow/action/{workflow.pk}/approve/{state.pk}/"
    )

    newest = workflow.versions.newest_first()[0]
    assert (newest.number, newest.spec) == (2, changed)
    assert newest.published_by == administrator


def test_what_has_become_wrong_since_is_refused_when_approved(
    moderation: Moderation,
    browser_of_administrator: Client,
    publish: Callable[..., WorkflowVersion],
) -> None:
    workflow = publish().workflow
    save(
        browser_of_administrator,
        workflow,
        small_workflow(title=said("Tarkistettava")),
        **{"action-submit": "action-submit"},
    )
    state = Workflow.objects.get().current_workflow_task_state
    Role.objects.filter(key="reviewer").update(key="gone")

    answer = browser_of_administrator.post(
        f"/admin/definitions/workflows/workflow/action/{workflow.pk}/approve/{state.pk}/",
        follow=True,
    )

    assert answer.status_code == 200
    assert workflow.versions.count() == 1
    assert Workflow.objects.get().spec == small_workflow()
    assert Workflow.objects.get().workflow_in_progress


# --- deletion -----------------------------------------------------------------------


def test_a_workflow_in_use_is_not_deleted_and_says_by_how_many(
    channel: Channel, browser_of_administrator: Client, at: datetime
) -> None:
    make_case(channel, at=at)
    make_case(channel, at=at)
    workflow = channel.procedure.workflow
    address = f"/admin/definitions/workflows/delete/{workflow.pk}/"

    page = browser_of_administrator.get(address)
    refused = browser_of_administrator.post(address)

    assert refused.status_code == 409
    for shown in (page, refused):
        items = re.findall(r"<li>[^<\d]*(\d+) ", shown.content.decode())
        assert items == ["1", "2"]
    assert Workflow.objects.filter(pk=workflow.pk).exists()


def test_an_unused_workflow_is_deleted_with_its_versions(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow

    answer = browser_of_administrator.post(
        f"/admin/definitions/workflows/delete/{workflow.pk}/"
    )

    assert answer.status_code == 302
    assert not Workflow.objects.exists()
    assert not WorkflowVersion.objects.exists()


def test_what_was_published_is_not_deleted_in_bulk(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow

    browser_of_administrator.post(
        f"/admin/bulk/workflows/workflow/delete/?id={workflow.pk}"
    )

    assert Workflow.objects.filter(pk=workflow.pk).exists()
