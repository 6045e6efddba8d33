"""
A page through Wagtail's own workflow, as an organisation uses it.

Neither crippled nor flattered. A news page of an ordinary size, two levels below the
home page, goes through three tasks in turn, each of a group with two reviewers; an
editor asks for it, and there is one superuser. Timed is what the admin's views do
between the request and the answer: find the page, the task and what the user may do
with it, and do that. Each request has a user of its own, since Wagtail keeps on the
user what it found of the groups. Templates of the admin are not rendered.

Wagtail sends its mails before it answers; here into memory, which is faster than any
server. Its background tasks go to the broker, as in our settings; the search index is
the database's, as there. The caller commits, as a request does.
"""

import uuid
from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import Group, Permission

from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.accounts.models import User
from cms.models import HomePage, NewsIndexPage, NewsPage

TASKS = 3
REVIEWERS = 2

PARAGRAPH = (
    "<p>Alueen asukkaat kertoivat osallisuusfoorumissa, mitä lähipalveluilta odotetaan."
    " Ryhmätöiden tulokset on koottu yhteen, ja niihin palataan syksyn kokouksessa."
    " <b>Jokainen ehdotus saa vastauksen</b>, ja vastaukset julkaistaan sivulla.</p>"
)
BODY = [
    *(
        block
        for number in range(4)
        for block in (
            ("heading", {"text": f"Aihe {number}", "level": "2"}),
            ("text", PARAGRAPH * 2),
        )
    ),
    ("contacts", [{"role": "Osallisuuskoordinaattori", "email": "a@example.org"}]),
]


def approved_page(*, mailed: bool) -> Callable[[], Callable[[], None]]:
    """
    Return a contender: a page, approved by three groups in turn.

    :param mailed: whether the people have addresses; without them nobody is told
    """
    name = "mailed" if mailed else "silent"
    people = [
        [_person(f"{name}-{task}-{number}", mailed) for number in range(REVIEWERS)]
        for task in range(TASKS)
    ]
    editor = _person(f"{name}-editor", mailed)
    _person(f"{name}-admin", mailed, is_superuser=mailed)
    parent = _news(name)
    _workflow(name, people, page=parent.get_parent())

    def prepare() -> Callable[[], None]:
        slug = uuid.uuid4().hex
        page = NewsPage(
            title="Foorumin tulokset on koottu",
            slug=slug,
            live=False,
            date=date(2026, 3, 10),
            lead="Foorumin ryhmätöiden tulokset ja seuraavat vaiheet.",
            body=BODY,
        )
        parent.add_child(instance=page)
        page.save_revision(user=editor)
        page = page.get_latest_revision_as_object()
        users = [User.objects.get(pk=one.pk) for one, *_ in people]

        def timed() -> None:
            page.get_workflow().start(page, editor)
            for user in users:
                _approve(page.pk, user)

        return timed

    return prepare


def _approve(page_id: int, user: User) -> None:
    """Do what `wagtail.admin.views.generic.workflow.WorkflowAction` does."""
    page = Page.objects.get(pk=page_id)
    state_id = page.current_workflow_state.current_task_state_id
    state = TaskState.objects.get(pk=state_id).specific
    task = state.task.specific
    assert page.workflow_in_progress
    assert "approve" in [action for action, *_ in task.get_actions(page, user)]
    task.on_action(state, user, "approve", comment="Luettu.")


def _person(name: str, mailed: bool, **more: bool) -> User:
    email = f"{name}@example.org" if mailed else ""
    return User.objects.create_user(name, email=email, password="bench", **more)


def _workflow(name: str, people: list[list[User]], *, page: Page) -> None:
    """Let each group approve, and publish, what lies under the page."""
    workflow = Workflow.objects.create(name=name)
    WorkflowPage.objects.create(page=page, workflow=workflow)
    publish = Permission.objects.get(codename="publish_page")
    for number, reviewers in enumerate(people):
        group = Group.objects.create(name=f"{name} {number}")
        group.user_set.set(reviewers)
        GroupPagePermission.objects.create(group=group, page=page, permission=publish)
        task = GroupApprovalTask.objects.create(name=f"{name} {number}")
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)


def _news(name: str) -> Page:
    """Return the list of news under a home page."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title=name, slug=name))
    return home.add_child(instance=NewsIndexPage(title="Uutiset", slug="uutiset"))
