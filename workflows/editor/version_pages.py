"""The published versions of a definition: who published what, and what differs."""

import json
from typing import Any, ClassVar

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from workflows.desk.staff import asking
from workflows.editor.differences import differences
from workflows.editor.drawings import drawing_of
from workflows.editor.form_blocks import FormPart
from workflows.editor.workflow_blocks import WorkflowPart
from workflows.engine.bundles import write_bundle
from workflows.models import Form, Workflow
from workflows.models.cases import MAY_MIGRATE
from workflows.models.definitions import Definition

_READERS = ["add", "change", "publish", "view"]

#: stands for what is being edited, among the numbers of versions
DRAFT = "draft"


def plural(model: type[Definition]) -> str:
    """Return what several of the kind are called."""
    return str(model._meta.verbose_name_plural)  # noqa: SLF001


class OfDefinition(PermissionCheckedMixin):
    """A page of one definition, for those who may see it."""

    model: type[Definition] = Workflow
    any_permission_required: ClassVar[list[str]] = _READERS
    kwargs: dict[str, Any]

    @cached_property
    def definition(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    @property
    def name(self) -> str:
        return "workflow" if issubclass(self.model, Workflow) else "form"

    def address(self, page: str, *arguments: Any) -> str:
        name = f"wagtailsnippets_workflows_{self.name}:{page}"
        return reverse(name, args=[self.definition.pk, *arguments])

    def spec_of(self, state: str) -> Any:
        """Return the JSON of a version by its number, or of the draft."""
        if state == DRAFT:
            return self.definition.get_latest_revision_as_object().spec
        if not state.isdecimal():
            raise Http404
        versions = self.definition.versions
        return get_object_or_404(versions, number=int(state[:6])).spec


class DefinitionPage(OfDefinition, WagtailAdminTemplateMixin, TemplateView):
    """A page in the admin's frame."""

    _show_breadcrumbs = True

    def get_page_subtitle(self) -> str:
        return str(self.definition)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = reverse(f"wagtailsnippets_workflows_{self.name}:list")
        return [
            *super().get_breadcrumbs_items(),
            {"url": index, "label": plural(self.model)},
            {"url": self.address("edit"), "label": str(self.definition)},
            {"url": "", "label": self.get_page_title()},
        ]


class VersionsPage(DefinitionPage):
    """Every version, who published it, how many cases run on it."""

    template_name = "workflows/definitions/versions.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _("Versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        used = "cases" if self.name == "workflow" else "submissions"
        versions = self.definition.versions.newest_first().select_related(
            "published_by"
        )
        counted = versions.annotate(used=Count(used)).defer("spec")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "definition": self.definition,
            "versions": counted,
            "is_workflow": self.name == "workflow",
            "procedures": self.definition.procedures.select_related("form", "workflow"),
            "compare_url": self.address("compare"),
            "move_url": self.move_url(),
            "export_url": self.address("export"),
        }

    def move_url(self) -> str:
        """Return where cases are moved between versions; empty if not for the user."""
        may = self.name == "workflow" and asking(self.request).has_perm(MAY_MIGRATE)
        return self.address("move") if may else ""


class ComparePage(DefinitionPage):
    """Two states side by side."""

    template_name = "workflows/definitions/compare.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _("Compare")

    def compared(self) -> list[tuple[str, Any]]:
        """Return the names and the JSON of what is before and after."""
        asked = [self.request.GET.get(name, "") for name in ("before", "after")]
        return [(_state(state), self.spec_of(state)) for state in asked]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (old, before), (new, after) = self.compared()
        is_workflow = self.name == "workflow"
        block = WorkflowPart() if is_workflow else FormPart()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "states": [old, new],
            "sections": differences(block, before, after),
            "drawings": [
                drawing_of(before, name="before"),
                drawing_of(after, name="after"),
            ]
            if is_workflow
            else [],
            "versions_url": self.address("versions"),
        }


class CompareRevisions(ComparePage):
    """Two revisions of the editor's history side by side."""

    def compared(self) -> list[tuple[str, Any]]:
        return [self.revision(self.kwargs[one]) for one in ("before", "after")]

    def revision(self, name: str) -> tuple[str, Any]:
        """Return the name and the JSON of a revision, as Wagtail's history names it."""
        revisions = self.definition.revisions.order_by("created_at", "pk")
        if name == "live":
            return _("What is published"), self.definition.spec
        if name == "latest":
            return _state(DRAFT), self.spec_of(DRAFT)
        if name == "earliest":
            found = revisions.first()
        else:
            found = revisions.filter(pk=int(name)).first() if name.isdecimal() else None
        if found is None:
            raise Http404
        moment = date_format(localtime(found.created_at), "SHORT_DATETIME_FORMAT")
        return moment, found.content.get("spec") or {}


class VersionPage(DefinitionPage):
    """One version: its drawing and its tables."""

    template_name = "workflows/definitions/version.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _state(str(self.kwargs["state"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spec = self.spec_of(str(self.kwargs["state"]))
        is_workflow = self.name == "workflow"
        block = WorkflowPart() if is_workflow else FormPart()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "drawing": drawing_of(spec) if is_workflow else None,
            "sections": differences(block, {}, spec),
        }


class ExportView(OfDefinition, View):
    """The definition as a file, alone or with what it works with."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        parts = {self.name: self.spec_of(request.GET.get("version", DRAFT))}
        if other := request.GET.get("with", ""):
            parts |= self.partner(other)
        if len(parts) == 1:
            text = json.dumps(parts[self.name], ensure_ascii=False, indent=2) + "\n"
        else:
            text = write_bundle(**parts)
        response = HttpResponse(text, content_type="application/json")
        name = f"{self.definition.key}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def partner(self, procedure: str) -> dict[str, Any]:
        """Return the newest version of what a channel puts together with this."""
        found = get_object_or_404(self.definition.procedures, key=procedure)
        other: Form | Workflow = (
            found.form if self.name == "workflow" else found.workflow
        )
        kind = "form" if self.name == "workflow" else "workflow"
        newest = other.versions.newest_first().first()
        if newest is None:
            raise Http404
        return {kind: newest.spec}


def _state(state: str) -> str:
    if state == DRAFT:
        return _("What is being edited")
    return _("Version %(number)s") % {"number": state}
