"""Where the desk's pages are, and their menu items."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from workflows.desk.attachments import AttachView, attachment
from workflows.desk.case_views import CaseView
from workflows.desk.dossier_export import dossier
from workflows.desk.erasure import ErasureView
from workflows.desk.listings import CaseListing, Listing, TaskListing
from workflows.desk.moving import MovingView
from workflows.desk.notes import NoteView
from workflows.desk.transition_views import TransitionView
from workflows.desk.turns import decide_turn
from workflows.models import Case, Task


class DeskMenuItem(MenuItem):
    """A menu item for those who may see the rows behind it."""

    model: type[Model]

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(self.model)
        return bool(policy.user_has_permission(request.user, "view"))


class TasksMenuItem(DeskMenuItem):
    model = Task


class CasesMenuItem(DeskMenuItem):
    model = Case


class DeskViewSet(ViewSet):
    """A list of the desk with its results for the page that is already open."""

    listing: ClassVar[type[Listing]]
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        names: dict[str, Any] = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        rows, page = self.listing.as_view, {"results_only": True}
        return [
            path("", rows(**names), name="index"),
            path("results/", rows(**names, **page), name="index_results"),
        ]


class TaskViewSet(DeskViewSet):
    name = "desk_tasks"
    url_prefix = "tasks"
    listing = TaskListing
    icon = "tasks"
    menu_item_class = TasksMenuItem
    menu_label = _("Tasks")
    menu_name = "desk-tasks"
    menu_order = 20


class CaseViewSet(DeskViewSet):
    name = "desk_cases"
    url_prefix = "cases"
    listing = CaseListing
    icon = "folder-inverse"
    menu_item_class = CasesMenuItem
    menu_label = _("Cases")
    menu_name = "desk-cases"
    menu_order = 30

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:case_id>/", CaseView.as_view(), name="case"),
            path(
                "<int:case_id>/files/<uuid:attachment_id>/",
                attachment,
                name="attachment",
            ),
            path("<int:case_id>/tasks/<int:task_id>/", decide_turn, name="task"),
            path(
                "<int:case_id>/personal-data/erase/",
                ErasureView.as_view(),
                name="erasure",
            ),
            path("<int:case_id>/version/move/", MovingView.as_view(), name="moving"),
            path("<int:case_id>/notes/new/", NoteView.as_view(), name="note"),
            path("<int:case_id>/files/new/", AttachView.as_view(), name="attach"),
            path("<int:case_id>/dossier.zip", dossier, name="dossier"),
            path(
                "<int:case_id>/<slug:transition>/",
                TransitionView.as_view(),
                name="transition",
            ),
        ]
