"""A second factor in definitions: compared, drawn as a table, exported and imported."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.editor.conftest import small_workflow
from tests.editor.test_pages import page_of, send
from workflows.editor.drawings import drawing_of
from workflows.models import Workflow, WorkflowVersion


def confirmed() -> dict[str, Any]:
    spec = small_workflow()
    spec["transitions"][0]["second_factor"] = True
    return spec


def test_two_versions_differ_by_it(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish().workflow
    publish(transitions=confirmed()["transitions"])

    page = browser_of_administrator.get(
        page_of("compare", workflow), {"before": "1", "after": "2"}
    )

    [section] = page.context["sections"]
    [difference] = section.differences
    [line] = difference.lines
    assert "On vahvistettava kaksivaiheisesti" in line.name
    assert "(vahvistetaan kaksivaiheisesti)" in page.content.decode()


def test_the_table_beside_the_drawing_says_it(db: None) -> None:
    assert [row.second_factor for row in drawing_of(confirmed()).rows] == [True]
    assert [row.second_factor for row in drawing_of(small_workflow()).rows] == [False]


def test_it_is_exported_and_imported(
    browser_of_administrator: Client, publish: Callable[..., WorkflowVersion]
) -> None:
    workflow = publish(transitions=confirmed()["transitions"]).workflow
    exported = browser_of_administrator.get(
        page_of("export", workflow), {"version": "1"}
    ).content
    renamed = exported.replace(b'"key": "small"', b'"key": "elsewhere"')

    answer = send(browser_of_administrator, renamed)

    assert answer.status_code == 302
    taken = Workflow.objects.get(key="elsewhere")
    assert taken.spec == {**confirmed(), "key": "elsewhere"}
