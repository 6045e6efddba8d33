"""A form and a workflow put together as a channel, in the admin alone."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from participation.models import Channel
from tests.editor.conftest import small_workflow
from workflows.models import Procedure, Unit, Workflow, WorkflowVersion

NEW = "/admin/channels/new/"


def filled(channel: Channel, workflow: Workflow, **more: Any) -> dict[str, Any]:
    procedure = channel.procedure
    return {
        "key": "another",
        "form": procedure.form_id,
        "workflow": workflow.pk,
        "unit": procedure.unit_id,
        "draft_days": "30",
        **more,
    }


def test_an_existing_form_gets_another_workflow_as_a_new_channel(
    channel: Channel,
    browser_of_administrator: Client,
    publish: Callable[..., WorkflowVersion],
) -> None:
    workflow = publish().workflow

    browser_of_administrator.post(NEW, filled(channel, workflow, places="12"))

    new = Channel.objects.get(procedure__key="another")
    assert new.procedure.form == channel.procedure.form
    assert new.procedure.workflow == workflow
    assert new.procedure.places == 12
    assert not new.publishes_outcomes


def test_a_workflow_that_asks_for_what_the_form_does_not_is_refused(
    channel: Channel,
    browser_of_administrator: Client,
    publish: Callable[..., WorkflowVersion],
) -> None:
    guarded = small_workflow()["transitions"][0]
    guarded["guard"] = {"==": [{"var": "shoe_size"}, "42"]}
    workflow = publish(transitions=[guarded]).workflow

    page = browser_of_administrator.post(NEW, filled(channel, workflow))

    assert "shoe_size" in str(page.context["form"].errors["workflow"])
    assert not Procedure.objects.filter(key="another").exists()


def test_a_channel_closes_after_it_opens(
    channel: Channel,
    browser_of_administrator: Client,
    publish: Callable[..., WorkflowVersion],
) -> None:
    window = {"opens_at": "2026-05-02 12:00", "closes_at": "2026-05-01 12:00"}

    page = browser_of_administrator.post(
        NEW, filled(channel, publish().workflow, **window)
    )

    assert page.context["form"].errors
    assert not Procedure.objects.filter(key="another").exists()


def test_the_key_of_a_channel_stays(
    channel: Channel, browser_of_administrator: Client, unit: Unit
) -> None:
    data = filled(channel, channel.procedure.workflow, key="changed", draft_days="7")

    browser_of_administrator.post(f"/admin/channels/edit/{channel.pk}/", data)

    procedure = Procedure.objects.get()
    assert (procedure.key, procedure.draft_days) == ("initiative", 7)


def test_a_channel_through_which_a_case_came_is_not_deleted(
    case: Any, channel: Channel, browser_of_administrator: Client
) -> None:
    page = browser_of_administrator.post(f"/admin/channels/delete/{channel.pk}/")

    assert page.status_code == 409
    assert page.context["cases"] == 1
    assert Channel.objects.filter(pk=channel.pk).exists()


def test_an_unused_channel_is_deleted_and_its_definitions_stay(
    channel: Channel, browser_of_administrator: Client
) -> None:
    browser_of_administrator.post(f"/admin/channels/delete/{channel.pk}/")

    assert not Procedure.objects.exists()
    assert Workflow.objects.exists()
