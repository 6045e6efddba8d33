"""The two lists of the desk: open tasks, and all cases of my units."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from workflows.desk.addresses import case_url
from workflows.desk.filters import ALL, MINE, OVERDUE, CaseFilters, TaskFilters
from workflows.desk.keyset import MOST_COUNTED, Cursor, Order, Page, page_of
from workflows.desk.staff import asking
from workflows.desk.words import WORKFLOW, name_of, stage_of, workflow_of
from workflows.models import Case, Deadline, Scope, Task
from workflows.models.search import Found, found_by


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
    """A list that nothing can be added to, in pages found by the last row seen."""

    paginate_by = 50
    results_template_name = "workflows/desk/listing_results.html"
    list_export: ClassVar[list[str]] = []
    any_permission_required: ClassVar[list[str]] = ["view"]
    #: the path to the row's case
    case_path: ClassVar[str]
    #: searching is on; what is searched is the case
    search_fields: ClassVar[list[str]] = ["reference"]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # `?export=` would work even without a button

    @cached_property
    def scope(self) -> Scope:
        return Scope.of(asking(self.request))

    @cached_property
    def found(self) -> Found:
        """Return what the text finds that is searched for."""
        return found_by(self.search_query, case=self.case_path)

    def stretches(self) -> Sequence[Q]:
        """Return the parts of the list that an index has in the list's order."""
        raise NotImplementedError

    def shown(self) -> QuerySet[Any]:
        """Return the model's rows with all that is shown of them."""
        raise NotImplementedError

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return queryset.filter(self.found.condition)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by()

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> Any:
        """Return a page as Wagtail's list wants it; it knows no numbers of pages."""
        moment = self.ordering.lstrip("-")
        is_broad = self.is_searching and self.found.is_broad
        self.page = page_of(
            queryset,
            shown=self.shown(),
            # The few that a text finds are put in order without an index.
            stretches=self.stretches() if is_broad == self.is_searching else [Q()],
            order=Order(moment=moment, is_descending=self.ordering.startswith("-")),
            cursor=Cursor.read(self.request.GET.get(self.page_kwarg, "")),
            size=page_size,
            most=page_size if is_broad else MOST_COUNTED,
        )
        return None, None, self.page.rows, False

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        context["counted"] = counted(self.page)
        context["page"] = self.page
        return dict(context)


def counted(page: Page) -> str:
    """Return how many rows the list has, in words."""
    if page.count > page.most:
        most = number_format(page.most, use_l10n=True, force_grouping=True)
        return gettext("More than %(n)s in the list") % {"n": most}
    words = ngettext("%(n)s in the list", "%(n)s in the list", page.count)
    return words % {"n": page.count}


class TaskListing(Listing):
    """
    Open tasks, the most urgent first.

    Those of the user's roles; those that the user claimed; or those of every role.
    """

    model = Task
    page_title = _("Tasks")
    header_icon = "tasks"
    default_ordering = "sort_at"
    filterset_class = TaskFilters
    template_name = "workflows/desk/tasks.html"
    case_path = "case"

    @property
    def whose(self) -> str:
        return str(self.request.GET.get("whose", ""))

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
            Column("assignee", label=_("Claimed by"), accessor=assignee_of),
            DayColumn("due_at", label=_("Due"), sort_key="sort_at", due=True),
            DayColumn(
                "case__arrived_at", label=_("Arrived"), accessor="case.arrived_at"
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Task]:
        tasks = Task.objects.open()
        if self.whose in (ALL, MINE):
            return tasks.of_cases_within(self.scope)
        return tasks.within(self.scope)

    def stretches(self) -> Sequence[Q]:
        if self.whose == MINE:
            return [Q(assignee=self.request.user)]
        return self.scope.by_unit if self.whose == ALL else self.scope.by_duty

    def shown(self) -> QuerySet[Task]:
        return Task.objects.select_related(
            "case__submission", "case__workflow_version", "assignee"
        ).defer("case__submission__answers", "case__workflow_version__spec")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        views = (
            ("", "", _("Of my roles")),
            ("whose", MINE, _("Mine")),
            ("due", OVERDUE, _("Overdue")),
            ("whose", ALL, _("All")),
        )
        asked = {key: self.request.GET.get(key, "") for key in ("whose", "due")}
        context = super().get_context_data(*args, **kwargs)
        context["views"] = [
            {
                "url": f"{self.index_url}?{key}={value}" if key else self.index_url,
                "label": label,
                "is_here": {name: one for name, one in asked.items() if one}
                == ({key: value} if key else {}),
            }
            for key, value, label in views
        ]
        return context


def assignee_of(task: Task) -> str:
    """Return who claimed the task, empty when nobody did."""
    return str(task.assignee.get_full_name() or task.assignee) if task.assignee else ""


class CaseListing(Listing):
    """Every case of the user's units, the newest first."""

    model = Case
    page_title = _("Cases")
    header_icon = "folder-inverse"
    default_ordering = "-arrived_at"
    filterset_class = CaseFilters
    case_path = "pk"

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
            DayColumn("due_at", label=_("Next date"), due=True),
            DayColumn("arrived_at", label=_("Arrived"), sort_key="arrived_at"),
            DayColumn("closed_at", label=_("Closed")),
        ]

    def get_base_queryset(self) -> QuerySet[Case]:
        return Case.objects.within(self.scope)

    def stretches(self) -> Sequence[Q]:
        return self.scope.by_unit

    def shown(self) -> QuerySet[Case]:
        armed = Deadline.objects.filter(
            case=OuterRef("pk"), state=Deadline.State.ARMED
        ).order_by("due_at", "pk")
        return (
            Case.objects.select_related("submission", "workflow_version")
            .defer("submission__answers", "workflow_version__spec")
            .annotate(due_at=Subquery(armed.values("due_at")[:1]))
        )
