"""What the desk's lists can be narrowed to."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from workflows.desk.words import WORKFLOW, stage_choices, workflow_choices
from workflows.models import Case, Task

#: how far the desk looks ahead
SOON = timedelta(days=7)

OVERDUE, DUE_SOON = "overdue", "soon"
OPEN, CLOSED = "open", "closed"


def one_of(label: Any, method: str, choices: Any) -> django_filters.ChoiceFilter:
    """Return a filter that offers the choices as radio buttons."""
    return django_filters.ChoiceFilter(
        label=label,
        method=method,
        choices=choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )


class TaskFilters(WagtailFilterSet):
    due = one_of(
        _("Due"),
        "narrow_due",
        [(OVERDUE, _("Overdue")), (DUE_SOON, _("Due within seven days"))],
    )
    stage = one_of(_("Stage"), "narrow_stage", stage_choices)
    workflow = one_of(WORKFLOW, "narrow_workflow", workflow_choices)

    class Meta:
        model = Task
        fields: list[str] = []

    def narrow_due(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        now = timezone.now()
        if value == OVERDUE:
            return tasks.filter(due_at__lt=now)
        return tasks.filter(due_at__gte=now, due_at__lt=now + SOON)

    def narrow_stage(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        workflow, _, stage = value.partition(":")
        return tasks.filter(
            case__stage=stage, case__workflow_version__workflow__key=workflow
        )

    def narrow_workflow(self, tasks: QuerySet[Task], _name: str, value: str) -> Any:
        return tasks.filter(case__workflow_version__workflow__key=value)


class CaseFilters(WagtailFilterSet):
    state = one_of(
        _("State"), "narrow_state", [(OPEN, _("Open")), (CLOSED, _("Closed"))]
    )
    stage = one_of(_("Stage"), "narrow_stage", stage_choices)
    workflow = one_of(WORKFLOW, "narrow_workflow", workflow_choices)

    class Meta:
        model = Case
        fields: list[str] = []

    def narrow_state(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        return cases.filter(closed_at__isnull=value == OPEN)

    def narrow_stage(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        workflow, _, stage = value.partition(":")
        return cases.filter(stage=stage, workflow_version__workflow__key=workflow)

    def narrow_workflow(self, cases: QuerySet[Case], _name: str, value: str) -> Any:
        return cases.filter(workflow_version__workflow__key=value)
