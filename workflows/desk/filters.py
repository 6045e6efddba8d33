"""What the desk's lists can be narrowed to."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from workflows.desk.words import (
    WORKFLOW,
    published_versions,
    roles_at,
    stage_choices,
    workflow_choices,
)
from workflows.models import Case, Task

#: how far the desk looks ahead
SOON = timedelta(days=7)

OVERDUE, DUE_SOON = "overdue", "soon"
OPEN, CLOSED = "open", "closed"
MINE, ALL = "mine", "all"

EVERYTHING = _("All")


def one_of(
    label: Any, method: str, choices: Any = (), *, otherwise: Any = EVERYTHING
) -> django_filters.ChoiceFilter:
    """
    Return a filter that offers the choices as radio buttons.

    :param otherwise: the words for choosing none of them
    """
    return django_filters.ChoiceFilter(
        label=label,
        method=method,
        choices=choices,
        widget=forms.RadioSelect,
        empty_label=otherwise,
    )


class ByWorkflow(WagtailFilterSet):
    """Narrowed by workflow and stage, which are read once for both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = published_versions()
        self.filters["stage"].extra["choices"] = stage_choices(self.versions)
        self.filters["workflow"].extra["choices"] = workflow_choices(self.versions)

    def versions_of(self, workflow: str) -> list[int]:
        """Return the keys of the workflow's versions: of those an index knows."""
        return [one.pk for one in self.versions if one.workflow.key == workflow]


class TaskFilters(ByWorkflow):
    whose = one_of(
        _("Whose"),
        "narrow_whose",
        [(MINE, _("Mine")), (ALL, _("All"))],
        otherwise=_("Of my roles"),
    )
    due = one_of(
        _("Due"),
        "narrow_due",
        [(OVERDUE, _("Overdue")), (DUE_SOON, _("Due within seven days"))],
    )
    stage = one_of(_("Stage"), "narrow_stage")
    workflow = one_of(WORKFLOW, "narrow_workflow")

    class Meta:
        model = Task
        fields: list[str] = []

    def narrow_due(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        now = timezone.now()
        if value == OVERDUE:
            return tasks.filter(sort_at__lt=now)
        return tasks.filter(sort_at__gte=now, sort_at__lt=now + SOON)

    def narrow_whose(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        if value == MINE:
            return tasks.filter(assignee=self.request.user)
        return tasks  # the list itself is longer

    def narrow_stage(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        workflow, _, stage = value.partition(":")
        return tasks.filter(
            # Says no more than the rest does, and keeps other roles' tasks unread.
            role__in=roles_at(self.versions, workflow=workflow, stage=stage),
            case__stage=stage,
            case__workflow_version__in=self.versions_of(workflow),
        )

    def narrow_workflow(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        return tasks.filter(case__workflow_version__in=self.versions_of(value))


class CaseFilters(ByWorkflow):
    state = one_of(
        _("State"), "narrow_state", [(OPEN, _("Open")), (CLOSED, _("Closed"))]
    )
    stage = one_of(_("Stage"), "narrow_stage")
    workflow = one_of(WORKFLOW, "narrow_workflow")

    class Meta:
        model = Case
        fields: list[str] = []

    def narrow_state(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        return cases.filter(closed_at__isnull=value == OPEN)

    def narrow_stage(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        workflow, _, stage = value.partition(":")
        return cases.filter(
            stage=stage, workflow_version__in=self.versions_of(workflow)
        )

    def narrow_workflow(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        return cases.filter(workflow_version__in=self.versions_of(value))
