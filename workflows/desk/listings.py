"""The two lists of the desk: my open tasks, and all cases of my units."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from workflows.desk.addresses import case_url
from workflows.desk.filters import CaseFilters, TaskFilters
from workflows.desk.words import WORKFLOW, name_of, stage_of, workflow_of
from workflows.models import Case, Deadline, Task


class DayColumn(Column):
    """A date; with `due`, one that is said to be overdue when it is past."""

    cell_template_name = "workflows/desk/day_cell.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["workflows/desk.css"]}

    def __init__(self, name: str, *, due: bool = False, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.due = due

    def get_cell_context_data(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        day: datetime | None = context["raw_value"]
        context["overdue"] = self.due and day is not None and day < timezone.now()
        return dict(context)


class Listing(generic.IndexView):
    """A list that nothing can be added to, in an order that is never ambiguous."""

    paginate_by = 50
    list_export: ClassVar[list[str]] = []
    any_permission_required: ClassVar[list[str]] = ["view"]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # `?export=` would work even without a button

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        field = F(self.ordering.lstrip("-"))
        if self.ordering.startswith("-"):
            return queryset.order_by(field.desc(nulls_last=True), "-pk")
        return queryset.order_by(field.asc(nulls_last=True), "pk")


class TaskListing(Listing):
    """Open tasks of the user's roles in the user's units, the most urgent first."""

    model = Task
    page_title = _("Tasks")
    header_icon = "tasks"
    default_ordering = "due_at"
    filterset_class = TaskFilters
    search_fields: ClassVar[list[str]] = [
        "case__reference",
        "case__submission__subject",
    ]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "case",
                label=_("Case"),
                accessor=lambda task: name_of(task.case),
                get_url=lambda task: case_url(task.case_id),
            ),
            Column(
                "workflow",
                label=WORKFLOW,
                accessor=lambda task: workflow_of(task.case),
            ),
            StatusTagColumn(
                "stage", label=_("Stage"), accessor=lambda task: stage_of(task.case)
            ),
            DayColumn("due_at", label=_("Due"), sort_key="due_at", due=True),
            DayColumn(
                "case__arrived_at",
                label=_("Arrived"),
                accessor="case.arrived_at",
                sort_key="case__arrived_at",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Task]:
        return (
            Task.objects.open()
            .visible_to(self.request.user)
            .select_related("case__submission", "case__workflow_version")
            .defer("case__submission__answers", "case__workflow_version__spec")
        )


class CaseListing(Listing):
    """Every case of the user's units, the newest first."""

    model = Case
    page_title = _("Cases")
    header_icon = "folder-inverse"
    default_ordering = "-arrived_at"
    filterset_class = CaseFilters
    search_fields: ClassVar[list[str]] = ["reference", "submission__subject"]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "reference",
                label=_("Case"),
                accessor=name_of,
                get_url=lambda case: case_url(case.pk),
            ),
            Column("workflow", label=WORKFLOW, accessor=workflow_of),
            StatusTagColumn(
                "stage",
                label=_("Stage"),
                accessor=stage_of,
                primary=lambda case: case.closed_at is None,
            ),
            DayColumn("due_at", label=_("Next date"), sort_key="due_at", due=True),
            DayColumn("arrived_at", label=_("Arrived"), sort_key="arrived_at"),
            DayColumn("closed_at", label=_("Closed"), sort_key="closed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Case]:
        armed = Deadline.objects.filter(
            case=OuterRef("pk"), state=Deadline.State.ARMED
        ).order_by("due_at", "pk")
        return (
            Case.objects.visible_to(self.request.user)
            .select_related("submission", "workflow_version")
            .defer("submission__answers", "workflow_version__spec")
            .annotate(due_at=Subquery(armed.values("due_at")[:1]))
        )
