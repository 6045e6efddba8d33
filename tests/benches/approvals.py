"""A page through three group approvals of Wagtail's workflow, to compare with."""

import uuid
from collections.abc import Callable

from django.contrib.auth.models import Group

from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from cms.accounts.models import User


def approved_page() -> Callable[[], Callable[[], None]]:
    """Return a contender: a page, approved by three groups in turn."""
    admin = User.objects.create_superuser("bench-admin", password="bench")
    workflow = Workflow.objects.create(name="bench")
    for number in range(3):
        task = GroupApprovalTask.objects.create(name=f"bench {number}")
        task.groups.add(Group.objects.get_or_create(name="bench")[0])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    root = Page.objects.get(depth=1)

    def prepare() -> Callable[[], None]:
        slug = uuid.uuid4().hex
        page = root.add_child(instance=Page(title=slug, slug=slug, live=False))
        page.save_revision(user=admin)

        def timed() -> None:
            state = workflow.start(page, admin)
            for _ in range(3):
                current = state.current_task_state
                current.task.specific.on_action(current.specific, admin, "approve")
                state.refresh_from_db()

        return timed

    return prepare
