"""The pages of a definition in the admin that are not just Wagtail's."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail.admin.ui.tables import BaseColumn, Column, LiveStatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets
from wagtail.utils.decorators import xframe_options_sameorigin_override

from workflows.actions.editing import delete_definition, uses
from workflows.editor.previews import preview_context
from workflows.editor.problem_words import in_words
from workflows.errors import DefinitionInUse, DefinitionRefused
from workflows.models import Workflow


class DefinitionIndex(snippets.IndexView):
    """The list; nothing is deleted from here in bulk."""

    default_ordering = "key"
    import_url_name = "definitions_import"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("__str__"),
            Column("key", label=_("Key"), sort_key="key"),
            Column("newest", label=_("Newest version"), accessor="newest"),
            Column("channels", label=_("Channels"), accessor="channels"),
            LiveStatusTagColumn(),
        ]

    def _get_title_column(self, name: str, *args: Any, **kwargs: Any) -> TitleColumn:
        column: TitleColumn = super()._get_title_column(name, *args, **kwargs)
        column.sort_key = None  # the name is inside the definition
        return column

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        found = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            found.append(
                HeaderButton(
                    label=_("Import a file"),
                    url=reverse(self.import_url_name),
                    icon_name="upload",
                )
            )
        return found


class PreviewOnEdit(snippets.PreviewOnEditView):
    """What the preview panel shows: the drawing, and what is missing."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(self._get_form_data(self._get_form_state()))
        if not self.validate_form(form):
            return self.error_response()  # type: ignore[no-any-return]
        spec = form.cleaned_data["spec"] if form.is_bound else self.object.spec
        context = preview_context(self.model, spec)
        return TemplateResponse(request, "workflows/definitions/preview.html", context)


class PreviewOnCreate(snippets.PreviewOnCreateView, PreviewOnEdit):
    """The same before anything is saved."""


class EditDefinition(snippets.EditView):
    """The editor; a refusal at the last moment is said, not shown as a failure."""

    def run_action_method(self) -> HttpResponse | None:
        try:
            response: HttpResponse | None = super().run_action_method()
        except DefinitionRefused as refused:
            return _said(self.request, refused, self.get_edit_url())
        return response

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        name = "workflow" if issubclass(self.model, Workflow) else "form"
        return [
            *super().header_more_buttons,
            HeaderButton(
                label=_("Versions"),
                url=reverse(
                    f"wagtailsnippets_workflows_{name}:versions", args=[self.object.pk]
                ),
                icon_name="history",
            ),
            HeaderButton(
                label=_("Export"),
                url=reverse(
                    f"wagtailsnippets_workflows_{name}:export", args=[self.object.pk]
                ),
                icon_name="download",
            ),
        ]


class ModerateDefinition(snippets.WorkflowActionView):
    """A step of moderation, which may publish."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except DefinitionRefused as refused:
            return _said(request, refused, self.redirect_url)
        return response


class DeleteDefinition(snippets.DeleteView):
    """Deletes what nothing uses, and says what uses the rest."""

    template_name = "workflows/definitions/delete.html"
    usage_url_name = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        channels, cases = uses(self.object)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "channels": channels, "cases": cases}

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.permission_policy.user_has_permission(self.request.user, "delete"):
            raise PermissionDenied
        try:
            delete_definition(definition=self.object)
        except DefinitionInUse:
            context = self.get_context_data(form=form)
            response: HttpResponse = self.render_to_response(context, status=409)
            return response
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


def _said(
    request: HttpRequest, refused: DefinitionRefused, address: str
) -> HttpResponse:
    sentences = " ".join(dict.fromkeys(in_words(one) for one in refused.problems))
    messages.error(request, f"{refused.message} {sentences}")
    return redirect(address)
