"""Drafts, problems at their inputs, publishing, versions, deletion."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from tests.editor.conftest import PUBLISH, form_of, said, save, small_workflow
from workflows.models import Workflow, WorkflowVersion

ADD = "/admin/definitions/workflows/add/"


def errors_on(page: str) -> Any:
    """Return the errors that the page's blocks are told of."""
    [found] = re.findall(r'data-w-block-arguments-value="([^"]*)"', page)
    return json.loads(unescape(found))[1]


def test_a_new_workflow_is_saved_unfinished_and_named_by_its_title(
    browser_of_administrator: Client,
) -> None:
    unfinished = {"title": {"fi": "Lupa-asia"}, "stages": [], "transitions": []}

    answer = browser_of_administrator.post(ADD, form_of(unfinished))

    workflow = Workflow.objects.get()
    assert answer.status_code == 302
    assert (workflow.key, workflow.live) == ("lupa_asia", False)
    assert not workflow.versions.exists()


def test_publishing_makes_the_next_version_of_whoever_published(
    browser_of_administrator: Client,
    administrator: User,
    publish: Callable[..., WorkflowVersion],
) -> None:
    workflow = publish().workflow
    changed = small_workflow(title=said("Uusi nimi"))

    save(browser_of_administrator, workflow, changed, **PUBLISH)

    newest = workflow.versions.newest_first()[0]
    assert newest.number == 2
    assert newest.spec == changed
    assert newest.published_by == administrator


def test_publishing_the_same_again_makes_no_version(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow

    save(browser_of_administrator, workflow, small_workflow(), **PUBLISH)

    assert workflow.versions.count() == 1


def test_going_back_to_an_older_state_makes_a_version_of_its_own(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow
    publish(title=said("Toinen"))

    save(browser_of_administrator, workflow, small_workflow(), **PUBLISH)

    assert workflow.versions.newest_first()[0].spec == small_workflow()
    assert workflow.versions.count() == 3


def test_a_draft_changes_nothing_that_is_published(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    version = publish()

    save(browser_of_administrator, version.workflow, small_workflow(title=said("Eri")))

    workflow = Workflow.objects.get()
    assert workflow.spec == version.spec
    assert workflow.get_latest_revision_as_object().spec["title"] == said("Eri")
    assert workflow.versions.count() == 1


def test_every_problem_is_shown_at_the_input_that_caused_it(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    version = publish()
    spec = small_workflow(title={"fi": "Vain suomeksi"})
    spec["stages"][0]["role"] = "nobody"
    spec["transitions"][0]["to"] = "nowhere"
    spec["transitions"][0]["effects"] = [{"kind": "mail", "params": {"mail": "none"}}]

    page = save(browser_of_administrator, version.workflow, spec, **PUBLISH)

    blocks = errors_on(page.content.decode())["blockErrors"]
    close = blocks["transitions"]["blockErrors"]["0"]["blockErrors"]
    assert len(blocks["title"]["messages"]) == 2
    assert "messages" in blocks["stages"]["blockErrors"]["0"]["blockErrors"]["role"]
    assert "messages" in close["target"]
    assert "messages" in close["effects"]["blockErrors"]["0"]["blockErrors"][
        "mail"
    ] or ("messages" in close["effects"]["blockErrors"]["0"])
    assert version.workflow.versions.count() == 1


def test_a_key_that_can_never_be_is_refused_even_in_a_draft(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow
    spec = small_workflow()
    spec["stages"][0]["key"] = "Not A Key"

    page = save(browser_of_administrator, workflow, spec)

    blocks = errors_on(page.content.decode())["blockErrors"]
    assert "key" in blocks["stages"]["blockErrors"]["0"]["blockErrors"]
    assert not workflow.revisions.exists()


def test_the_key_of_a_published_workflow_never_follows_its_title(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow

    save(
        browser_of_administrator,
        workflow,
        small_workflow(title=said("Ihan muu")),
        **PUBLISH,
    )

    workflow.refresh_from_db()
    assert workflow.key == "small"
    assert workflow.versions.newest_first()[0].spec["key"] == "small"


def test_running_cases_stay_on_their_version(
    channel: Channel,
    browser_of_administrator: Client,
    people: dict[str, User],
    at: datetime,
) -> None:
    case = make_case(channel, at=at)
    workflow = channel.procedure.workflow
    spec = {**workflow.spec, "title": said("Muutettu")}

    save(browser_of_administrator, workflow, spec, **PUBLISH)
    act(case, "take", people["registrar"], at=at)

    case.refresh_from_db()
    assert workflow.versions.count() == 2
    assert case.workflow_version.number == 1


# --- preview -------------------------------------------------------------------------


def test_the_preview_draws_what_is_being_edited_and_says_what_is_missing(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow
    address = reverse(
        "wagtailsnippets_workflows_workflow:preview_on_edit", args=[workflow.pk]
    )
    spec = small_workflow()
    spec["stages"][0]["label"] = {"fi": "Luonnoksen vaihe"}

    sent = browser_of_administrator.post(address, form_of(spec))
    page = browser_of_administrator.get(address)

    assert sent.json() == {"is_valid": True, "is_available": True}
    text = page.content.decode()
    assert "<svg" in text
    assert "Luonnoksen vaihe" in text
    assert 'class="definition-problems"' in text
