"""Which task comes first."""

from typing import TYPE_CHECKING

from workflows.desk.keyset import Order, first_keys
from workflows.models import Case, Scope, Task

if TYPE_CHECKING:
    from cms.accounts.models import User


def next_task(*, user: "User", after: Case) -> Task | None:
    """Return the user's most urgent open task of another case, if there is one."""
    scope = Scope.of(user)
    if not scope.by_duty:
        return None
    others = Task.objects.open().within(scope).exclude(case=after)
    first = first_keys(others, scope.by_duty, Order(moment="sort_at"), 1)
    found = Task.objects.filter(pk__in=first).select_related("case")
    return found.order_by("sort_at", "pk").first()
