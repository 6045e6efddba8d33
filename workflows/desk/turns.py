"""Whose turn it is in a case: claiming its tasks and handing them over."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from workflows.actions.assignments import (
    CLAIMED,
    HANDED_OVER,
    RELEASED,
    claim_task,
    hand_over_task,
    release_task,
)
from workflows.desk.addresses import case_url, task_url
from workflows.desk.parts import part_label
from workflows.desk.staff import asking
from workflows.errors import NotTheirRole, WorkflowError
from workflows.models import Case, CaseEvent, Role, Task


def assignment_in_words(event: CaseEvent) -> str:
    """Return what happened to a task; the history says who did it."""
    titles = {
        CLAIMED: gettext("Task claimed"),
        HANDED_OVER: gettext("Task handed over to a colleague"),
        RELEASED: gettext("Task released"),
    }
    return titles[event.data["act"]]


class TurnsPanel(Component):
    """The open tasks of a case, and what the user may do about who has them."""

    template_name = "workflows/desk/turns.html"

    def __init__(self, tasks: list[Task], case: Case, request: HttpRequest) -> None:
        self.tasks, self.case, self.request = tasks, case, request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = asking(self.request)
        mine = Role.objects.keys_of(user, case=self.case)
        names = dict(Role.objects.values_list("key", "group__name"))
        return {
            "turns": [
                {
                    "task": task,
                    "url": task_url(self.case.pk, task.pk),
                    "role": part_label(self.case, task)
                    or names.get(task.role, task.role),
                    "is_mine": task.assignee_id == user.pk,
                    "may_decide": task.role in mine,
                    "colleagues": [
                        one for one in task.colleagues() if one.pk != task.assignee_id
                    ]
                    if task.role in mine
                    else [],
                }
                for task in self.tasks
            ]
        }


def turns_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel of a case in which somebody owes something."""
    tasks = case.tasks.open().select_related("assignee", "unit").order_by("slot")
    found = list(tasks)
    for task in found:
        task.case = case
    return TurnsPanel(found, case, request) if found else None


@require_POST
def decide_turn(request: HttpRequest, case_id: int, task_id: int) -> HttpResponse:
    """
    Claim, release or hand over a task, as the button says; back to the case.

    :raises Http404: if the case is none of the user's, or has no such task
    """
    policy = policy_registry.get_by_type(Case)
    if not policy.user_has_permission(request.user, "view"):
        raise PermissionDenied
    user = asking(request)
    case = get_object_or_404(Case.objects.visible_to(user), pk=case_id)
    task = get_object_or_404(Task, pk=task_id, case=case)
    try:
        sentence = _decided(request, task)
    except WorkflowError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, sentence)
    return redirect(case_url(case.pk))


def _decided(request: HttpRequest, task: Task) -> str:
    user, at, do = asking(request), timezone.now(), request.POST.get("do")
    if do == "claim":
        claim_task(task_id=task.pk, actor=user, at=at)
        return gettext("The task is yours.")
    if do == "release":
        release_task(task_id=task.pk, actor=user, at=at)
        return gettext("The task is free to claim.")
    if do == "hand_over":
        chosen = request.POST.get("to", "")
        known = task.colleagues().filter(pk=chosen) if chosen.isdecimal() else None
        colleague = known.first() if known is not None else None
        if colleague is None:
            raise NotTheirRole
        hand_over_task(task_id=task.pk, to=colleague, actor=user, at=at)
        return gettext("The task was handed over to %(name)s.") % {"name": colleague}
    raise Http404
