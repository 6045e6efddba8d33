"""Importing a form and a workflow from a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from workflows.actions.editing import import_definitions
from workflows.desk.staff import asking
from workflows.editor.problem_words import in_words
from workflows.editor.version_pages import plural
from workflows.engine.bundles import MAX_BYTES, read_bundle
from workflows.engine.codec import BadDefinition, Problem
from workflows.errors import DefinitionRefused
from workflows.models import Form, Workflow


class ImportForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A form, a workflow or both, in the JSON that this system exports."
        ),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


class ImportPage(WagtailAdminTemplateMixin, FormView[ImportForm]):
    """Takes a file in as drafts; a file with problems changes nothing."""

    form_class = ImportForm
    template_name = "workflows/definitions/import.html"
    page_title = gettext_lazy("Import a form or a workflow")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        for model in (Form, Workflow):
            policy = policy_registry.get_by_type(model)
            if not all(
                policy.user_has_permission(request.user, one)
                for one in ("add", "change")
            ):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = reverse("wagtailsnippets_workflows_workflow:list")
        return [
            *super().get_breadcrumbs_items(),
            {"url": index, "label": plural(Workflow)},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: ImportForm) -> HttpResponse:
        content = form.cleaned_data["file"].read(MAX_BYTES + 1)
        try:
            bundle = read_bundle(content)
            imported = import_definitions(
                bundle=bundle, by=asking(self.request), at=timezone.now()
            )
        except (BadDefinition, DefinitionRefused) as refused:
            return self.refused(form, [*refused.problems])
        for definition in imported:
            sentence = _(
                "“%(name)s” was imported as a draft. Look at it and publish it."
            )
            messages.success(self.request, sentence % {"name": str(definition)})
        last = imported[-1]
        name = "workflow" if isinstance(last, Workflow) else "form"
        return redirect(
            reverse(f"wagtailsnippets_workflows_{name}:edit", args=[last.pk])
        )

    def refused(self, form: ImportForm, problems: list[Problem]) -> HttpResponse:
        rows = [(one.path or "/", in_words(one), one.message) for one in problems]
        context = self.get_context_data(form=form, problems=rows)
        return self.render_to_response(context, status=422)
