"""Where the editor's pages are, and its menu."""

from typing import Any, ClassVar

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from workflows.editor import views
from workflows.editor.forms import DefinitionForm, FormForm, WorkflowForm
from workflows.editor.moving_page import MovingPage
from workflows.editor.version_pages import (
    ComparePage,
    CompareRevisions,
    ExportView,
    VersionPage,
    VersionsPage,
)
from workflows.models import Form, Workflow
from workflows.models.definitions import Definition

#: pages of Wagtail's snippets that a definition has no use for
_UNUSED = {"unpublish", "revisions_compare"}


class DefinitionViewSet(SnippetViewSet):
    """Drafts, history and moderation by Wagtail; lists, preview and deletion by us."""

    model: ClassVar[type[Definition]]
    form: ClassVar[type[DefinitionForm]]

    index_view_class = views.DefinitionIndex
    edit_view_class = views.EditDefinition
    delete_view_class = views.DeleteDefinition
    preview_on_add_view_class = views.PreviewOnCreate
    preview_on_edit_view_class = views.PreviewOnEdit
    workflow_action_view_class = views.ModerateDefinition
    copy_view_enabled = False
    delete_template_name = "workflows/definitions/delete.html"
    search_fields: ClassVar[list[str]] = ["key"]
    list_per_page = 50

    @cached_property
    def _edit_handler(self) -> Any:
        panels = [FieldPanel("spec", heading=self.model_opts.verbose_name)]
        return ObjectList(panels, base_form_class=self.form).bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model.objects.annotate(
            newest=Max("versions__number"),
            channels=Count("procedures", distinct=True),
        )

    def register_chooser_viewset(self) -> None:
        """Register none: its list would show every definition to all of the staff."""

    def get_urlpatterns(self) -> list[URLPattern]:
        model, conv = {"model": self.model}, self.pk_path_converter
        versions = VersionsPage.as_view(**model)
        compare = ComparePage.as_view(**model)
        version = VersionPage.as_view(**model)
        export = ExportView.as_view(**model)
        return [
            *(one for one in super().get_urlpatterns() if one.name not in _UNUSED),
            path(f"versions/<{conv}:pk>/", versions, name="versions"),
            path(f"versions/<{conv}:pk>/compare/", compare, name="compare"),
            path(f"versions/<{conv}:pk>/<int:state>/", version, name="version"),
            path(
                f"history/<{conv}:pk>/revisions/compare/<str:before>...<str:after>/",
                CompareRevisions.as_view(**model),
                name="revisions_compare",
            ),
            path(f"export/<{conv}:pk>/", export, name="export"),
        ]


class WorkflowViewSet(DefinitionViewSet):
    model = Workflow
    form = WorkflowForm
    icon = "order"
    base_url_path = "definitions/workflows"
    menu_name = "definitions-workflows"

    def get_urlpatterns(self) -> list[URLPattern]:
        moving = MovingPage.as_view(model=self.model)
        address = f"versions/<{self.pk_path_converter}:pk>/move/"
        return [*super().get_urlpatterns(), path(address, moving, name="move")]


class FormViewSet(DefinitionViewSet):
    model = Form
    form = FormForm
    icon = "form"
    base_url_path = "definitions/forms"
    menu_name = "definitions-forms"


class DefinitionsGroup(SnippetViewSetGroup):
    menu_label = _("Definitions")
    menu_name = "definitions"
    menu_icon = "cogs"
    menu_order = 300
    add_to_admin_menu = True
    items = (WorkflowViewSet, FormViewSet)
