"""Workflows in two versions, and the pages that move cases between them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tests.drawn import a_workflow, arrow, stage, text
from workflows.actions.actors import Actor
from workflows.actions.definitions import publish_workflow
from workflows.actions.relocations import Relocation
from workflows.models import Case, Deadline, Task, WorkflowVersion

if TYPE_CHECKING:
    from tests.desk.conftest import Desk


def clock(key: str, *stages: str, days: int, since: str = "arrival") -> dict[str, Any]:
    return {
        "key": key,
        "clock": "service",
        "period": {"amount": days, "unit": "day"},
        "during": [*stages],
        "counts_from": since,
        "label": text(key),
        "reason": text(key),
        "basis": text(key),
    }


def drawn(first: str = "desk", *clocks: Any, role: str = "reviewer") -> Any:
    return a_workflow(
        [stage(first, "work", role=role), stage("done", "final")],
        [arrow("answer", first, "done", roles=["reviewer"])],
        deadlines=[*clocks],
    )


KEPT = clock("kept", "desk", days=30)


def publish(spec: Any, at: datetime) -> WorkflowVersion:
    return publish_workflow(spec=spec, by=None, at=at)


def state() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Case, Task, Deadline)
    ]


def relocation(cases: list[Case], new: WorkflowVersion, desk: "Desk") -> Relocation:
    return Relocation(
        source=cases[0].workflow_version,
        target=new,
        stages={},
        actor=Actor.person(desk.user),
    )


def many(desk: "Desk", version: WorkflowVersion, **data: Any) -> Any:
    """Send the page that moves many."""
    name = "wagtailsnippets_workflows_workflow:move"
    return desk.client.post(reverse(name, args=[version.workflow_id]), data)


# --- one case ------------------------------------------------------------------------
