"""What the dashboard says of my tasks."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from wagtail.admin.ui.components import Component

from workflows.desk.addresses import list_url
from workflows.desk.filters import DUE_SOON, OVERDUE, SOON
from workflows.desk.keyset import MOST_COUNTED, Order, first_keys
from workflows.models import Scope, Task

if TYPE_CHECKING:
    from cms.accounts.models import User


class TasksPanel(Component):
    """How many tasks are mine, and how many of them are urgent. Bounded work."""

    name = "desk_tasks"
    template_name = "workflows/desk/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        now, user = timezone.now(), parent_context["request"].user
        dues = first_dues(user, MOST_COUNTED + 1)
        tasks = list_url("desk_tasks")
        return {
            "every": min(len(dues), MOST_COUNTED),
            "overdue": sum(due < now for due in dues[:MOST_COUNTED]),
            "soon": sum(now <= due < now + SOON for due in dues[:MOST_COUNTED]),
            "most_counted": MOST_COUNTED if len(dues) > MOST_COUNTED else None,
            "url": tasks,
            "overdue_url": f"{tasks}?due={OVERDUE}",
            "soon_url": f"{tasks}?due={DUE_SOON}",
        }


def first_dues(user: "User", size: int) -> list[datetime]:
    """Return when the user's most urgent tasks are due, as many as asked for."""
    scope = Scope.of(user)
    if not scope.by_duty:
        return []
    tasks = Task.objects.open().within(scope)
    keys = first_keys(tasks, scope.by_duty, Order(moment="sort_at"), size)
    first = Task.objects.filter(pk__in=keys).order_by("sort_at")
    return list(first.values_list("sort_at", flat=True)[:size])
