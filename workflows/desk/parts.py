"""The parts of a parallel stage: who owes what, what was said, how much is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from wagtail.admin.ui.components import Component

from workflows.desk.words import said
from workflows.engine.workflow_spec import Stage, StageKind
from workflows.models import Case, Role, Task


@dataclass(frozen=True, kw_only=True)
class Part:
    """One task of the stage in words."""

    label: str
    role: str
    task: Task
    #: label of the transition it was done with; empty while it is open
    outcome: str


class PartsPanel(Component):
    """Every task of the parallel stage in which the case is, open and done."""

    template_name = "workflows/desk/parts.html"

    def __init__(self, case: Case, stage: Stage) -> None:
        self.case, self.stage = case, stage

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        parts = _parts(self.case, self.stage)
        return {"parts": parts, "quorum": _quorum(self.stage, parts)}


def parts_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel of a case that is in a parallel stage; else asks nothing."""
    stage = case.workflow_version.compiled.stage_by_key[case.stage]
    return PartsPanel(case, stage) if stage.kind is StageKind.PARALLEL else None


def part_label(case: Case, task: Task) -> str:
    """Return what the task is called; empty when it is the only one of its stage."""
    stage = case.workflow_version.compiled.stage_by_key[case.stage]
    return next((said(one.label) for one in stage.tasks if one.key == task.key), "")


def _parts(case: Case, stage: Stage) -> list[Part]:
    visit = case.tasks.filter(stage_entry=case.stage_entry)
    tasks = visit.select_related("assignee", "done_by").order_by("slot")
    roles = Role.objects.filter(key__in={one.role for one in stage.tasks})
    names = dict(roles.values_list("key", "group__name"))
    done_with = case.workflow_version.compiled.transition_by_key
    return [
        Part(
            label=part_label(case, task),
            role=names.get(task.role, task.role),
            task=task,
            outcome=said(done_with[task.outcome].label)
            if task.outcome in done_with
            else "",
        )
        for task in tasks
    ]


def _quorum(stage: Stage, parts: Sequence[Part]) -> str:
    """Return in words how many must be done, and how many are."""
    return gettext("%(needed)d of %(all)d must be done. Done so far: %(done)d.") % {
        "needed": stage.needed,
        "all": len(stage.tasks),
        "done": sum(part.task.done_at is not None for part in parts),
    }
