"""Which task comes first."""

from typing import TYPE_CHECKING

from django.db.models import F

from workflows.models import Case, Task

if TYPE_CHECKING:
    from cms.accounts.models import User


def next_task(*, user: "User", after: Case) -> Task | None:
    """Return the user's most urgent open task of another case, if there is one."""
    return (
        Task.objects.open()
        .visible_to(user)
        .exclude(case=after)
        .select_related("case")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
        .first()
    )
