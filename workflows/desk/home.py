"""What the dashboard says of my tasks."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from wagtail.admin.ui.components import Component

from workflows.desk.addresses import list_url
from workflows.desk.filters import DUE_SOON, OVERDUE, SOON
from workflows.models import Task


class TasksPanel(Component):
    """How many tasks are mine, and how many of them are urgent. One query."""

    name = "desk_tasks"
    template_name = "workflows/desk/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        now, user = timezone.now(), parent_context["request"].user
        counts = (
            Task.objects.open()
            .visible_to(user)
            .aggregate(
                every=Count("pk"),
                overdue=Count("pk", filter=Q(due_at__lt=now)),
                soon=Count("pk", filter=Q(due_at__gte=now, due_at__lt=now + SOON)),
            )
        )
        tasks = list_url("desk_tasks")
        return {
            **counts,
            "url": tasks,
            "overdue_url": f"{tasks}?due={OVERDUE}",
            "soon_url": f"{tasks}?due={DUE_SOON}",
        }
