"""Versions, comparing, export and import, and who may see any of it."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.editor.conftest import PUBLISH, SHIPPED, said, save, small_workflow
from tests.people import make_person
from workflows.engine.codec import schema
from workflows.models import Form, Unit, Workflow, WorkflowVersion

IMPORT = "/admin/definitions/import/"


def page_of(name: str, workflow: Workflow, *more: Any) -> str:
    return reverse(
        f"wagtailsnippets_workflows_workflow:{name}", args=[workflow.pk, *more]
    )


def send(client: Client, content: bytes | str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": ContentFile(data, name="definition.json")})


# --- versions ------------------------------------------------------------------------


def test_the_versions_say_who_published_what(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    version = publish()

    page = browser_of_administrator.get(page_of("versions", version.workflow))

    assert version.sha256[:12] in page.content.decode()


def test_two_versions_are_compared_part_by_part(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow
    spec = small_workflow()
    extra = {**spec["stages"][1], "key": "rejected", "label": said("Hylätty")}
    reject = {**spec["transitions"][0], "key": "reject", "to": "rejected"}
    close = {**spec["transitions"][0], "label": said("Vie loppuun")}
    publish(stages=[*spec["stages"], extra], transitions=[close, reject])

    page = browser_of_administrator.get(
        page_of("compare", workflow), {"before": "1", "after": "2"}
    )

    sections = page.context["sections"]
    found = [
        (one.change, one.name, [(line.before, line.after) for line in one.lines])
        for section in sections
        for one in section.differences
    ]
    assert found == [
        ("added", "Hylätty", []),
        ("changed", "Vie loppuun", [("Päätä", "Vie loppuun")] * 3),
        ("added", "Päätä", []),
    ]
    assert page.content.decode().count("<svg xmlns") == 2


def test_a_version_that_is_not_there_is_not_found(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow

    for after in ("9", "", "x", "1" * 30):
        page = browser_of_administrator.get(
            page_of("compare", workflow), {"before": "1", "after": after}
        )
        assert page.status_code == 404, after


# --- export and import ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["form", "workflow", "bundle"])
def test_the_schemas_are_public(client: Client, name: str) -> None:
    answer = client.get(f"/schemas/{name}.json")

    assert answer.json() == schema(name)


def test_an_unknown_schema_is_not_found(client: Client, db: None) -> None:
    assert client.get("/schemas/secret.json").status_code == 404


def test_what_is_exported_can_be_imported_elsewhere(
    channel: Channel, browser_of_administrator: Client
) -> None:
    workflow = channel.procedure.workflow
    form = channel.procedure.form
    exported = browser_of_administrator.get(
        page_of("export", workflow), {"version": "1", "with": "initiative"}
    ).content
    renamed = exported.replace(b'"key": "initiative"', b'"key": "elsewhere"')

    answer = send(browser_of_administrator, renamed)

    assert answer.status_code == 302
    taken = Workflow.objects.get(key="elsewhere")
    assert taken.spec == {**workflow.spec, "key": "elsewhere"}
    assert Form.objects.get(key="elsewhere").spec == {**form.spec, "key": "elsewhere"}
    assert not taken.live
    assert not taken.versions.exists()


def test_a_shipped_file_is_taken_as_it_is(
    browser_of_administrator: Client, channel: Channel
) -> None:
    path = next(one for one in SHIPPED if one.parent.name == "initiative")

    assert send(browser_of_administrator, path.read_bytes()).status_code == 302


def test_an_import_waits_as_a_draft_and_changes_no_version(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    version = publish()
    changed = small_workflow(title=said("Tuotu"))

    send(browser_of_administrator, json.dumps(changed))

    workflow = Workflow.objects.get()
    assert workflow.spec == version.spec
    assert workflow.get_latest_revision_as_object().spec == changed


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (b"\xff\xfe", "/"),
        ("[]", "/kind"),
        ("{}", "/kind"),
        ('{"schema": 1, "kind": "bundle"}', "/"),
        ('{"schema": 1, "kind": "bundle", "form": {}}', "/form/key"),
        ("[" * 100_000, "/"),
    ],
)
def test_a_file_that_is_none_of_ours_says_where_and_imports_nothing(
    browser_of_administrator: Client, content: bytes | str, pointer: str
) -> None:
    page = send(browser_of_administrator, content)

    assert page.status_code == 422
    assert f"<code>{pointer}</code>" in page.content.decode()
    assert not Workflow.objects.exists()
    assert not Form.objects.exists()


def test_every_problem_of_both_parts_is_shown_and_neither_is_imported(
    browser_of_administrator: Client,
) -> None:
    workflow = small_workflow(start="nowhere")
    workflow["transitions"][0]["roles"] = ["nobody"]
    form = {"schema": 1, "kind": "form", "key": "f", "title": {"fi": "F"}, "steps": []}
    bundle = {"schema": 1, "kind": "bundle", "form": form, "workflow": workflow}

    page = send(browser_of_administrator, json.dumps(bundle))

    text = page.content.decode()
    for pointer in (
        "/form/steps",
        "/workflow/start",
        "/workflow/transitions/0/roles/0",
    ):
        assert f"<code>{pointer}</code>" in text, pointer
    assert not Workflow.objects.exists()
    assert not Form.objects.exists()


# --- who may ------------------------------------------------------------------------


def test_only_administrators_reach_the_pages_of_definitions(
    publish: Callable[..., WorkflowVersion],
    browser_of_administrator: Client,
    unit: Unit,
) -> None:
    workflow = publish().workflow
    addresses = [
        IMPORT,
        "/admin/channels/",
        "/admin/channels/new/",
        reverse("wagtailsnippets_workflows_workflow:list"),
        reverse("wagtailsnippets_workflows_workflow:add"),
        reverse("wagtailsnippets_workflows_form:list"),
        page_of("edit", workflow),
        page_of("delete", workflow),
        page_of("history", workflow),
        page_of("versions", workflow),
        page_of("version", workflow, 1),
        f"{page_of('compare', workflow)}?before=1&after=1",
        page_of("export", workflow),
        page_of("preview_on_edit", workflow),
    ]
    stranger = Client()
    stranger.force_login(make_person("reader", "reviewer", unit=unit))

    for address in addresses:
        assert browser_of_administrator.get(address).status_code == 200, address
        refused = stranger.get(address)
        assert refused.status_code in (302, 403), address
        assert Client().get(address)["Location"].startswith("/admin/login/"), address


def test_who_only_edits_can_neither_publish_nor_delete(
    administrator: User,
    browser_of_administrator: Client,
    publish: Callable[..., WorkflowVersion],
) -> None:
    workflow = publish().workflow
    group = administrator.groups.get()
    group.permissions.remove(
        *group.permissions.filter(codename__in=["publish_workflow", "delete_workflow"])
    )

    save(browser_of_administrator, workflow, small_workflow(title=said("X")), **PUBLISH)
    browser_of_administrator.post(page_of("delete", workflow))

    assert Workflow.objects.get().versions.count() == 1
