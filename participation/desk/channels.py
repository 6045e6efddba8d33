"""Channels in the admin: a form and a workflow put together, with their policy."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.forms.models import fields_for_model, model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateTimeInput

from participation.actions.channels import (
    ChannelInUse,
    came_through,
    delete_channel,
    mismatches,
    save_channel,
)
from participation.models import Channel
from workflows.models import Form, Procedure, Unit, Workflow

#: whatever a procedure has is set here
PROCEDURE_FIELDS = [
    field.name
    for field in (*Procedure._meta.fields, *Procedure._meta.many_to_many)  # noqa: SLF001
    if field.editable and not field.primary_key
]
_WIDGETS = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}


class ChannelForm(WagtailAdminModelForm):
    """The fields of the procedure, and the policy of the channel."""

    fields: dict[str, Any]
    initial: dict[str, Any]

    class Meta:
        model = Channel
        fields: ClassVar[list[str]] = ["publishes_outcomes", "yearly_list"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        self.procedure = Procedure() if is_new else self.instance.procedure
        self.fields = {
            **fields_for_model(Procedure, fields=PROCEDURE_FIELDS, widgets=_WIDGETS),
            **self.fields,
        }
        published = {"versions__isnull": False}
        self.choices("form").queryset = Form.objects.filter(**published).distinct()
        self.choices("workflow").queryset = Workflow.objects.filter(
            **published
        ).distinct()
        self.fields["key"].help_text = _(
            "The lasting name of the channel, in addresses. It can't be changed later."
        )
        self.fields["key"].disabled = not is_new
        for name, model in (("form", Form), ("workflow", Workflow), ("unit", Unit)):
            self.fields[name].label = capfirst(model._meta.verbose_name)  # noqa: SLF001
        self.fields["readers"].widget = forms.CheckboxSelectMultiple(
            choices=self.choices("readers").choices
        )
        if not is_new:
            kept = model_to_dict(self.procedure, fields=PROCEDURE_FIELDS)
            self.initial = {**kept, **self.initial}

    def choices(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in PROCEDURE_FIELDS:
            if name in cleaned and name != "readers":
                setattr(self.procedure, name, cleaned[name])
        if self.errors:
            return cleaned
        found = mismatches(self.procedure)
        for name, sentence in found.items():
            self.add_error(name, sentence)
        try:
            self.procedure.full_clean()
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return cleaned

    def save(self, commit: bool = True) -> Channel:  # noqa: FBT001, FBT002
        channel = save_channel(
            procedure=self.procedure,
            readers=self.cleaned_data["readers"],
            publishes_outcomes=self.cleaned_data["publishes_outcomes"],
            yearly_list=self.cleaned_data["yearly_list"],
            by=self.for_user,
            at=timezone.now(),
        )
        self.instance.procedure = channel.procedure
        return channel


class ChannelIndex(generic.IndexView):
    """Every channel with what it is made of."""

    default_ordering = "procedure__key"
    page_title = gettext_lazy("Channels")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("__str__"),
            Column("workflow", label=_("Workflow"), accessor="procedure.workflow"),
            Column("unit", label=_("Unit"), accessor="procedure.unit"),
            Column("cases", label=_("Cases"), accessor="cases"),
        ]

    def get_base_queryset(self) -> QuerySet[Channel]:
        return Channel.objects.select_related(
            "procedure__form", "procedure__workflow", "procedure__unit"
        ).annotate(cases=Count("procedure__cases"))


class ChannelDelete(generic.DeleteView):
    """Deletes a channel through which nothing came; says what stands against it."""

    template_name = "participation/desk/channel_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {"cases": came_through(self.object.procedure), "pages": 0, **context}

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.permission_policy.user_has_permission(self.request.user, "delete"):
            raise PermissionDenied
        done = self.get_success_message()
        try:
            delete_channel(channel=self.object)
        except ChannelInUse as used:
            counts = {"cases": used.cases, "pages": used.pages}
            context = self.get_context_data(form=form, **counts)
            refusal: HttpResponse = self.render_to_response(context, status=409)
            return refusal
        messages.success(self.request, done)
        return redirect(self.get_success_url())


class ChannelViewSet(ModelViewSet):
    """The menu item and the pages."""

    model = Channel
    form_class = None
    icon = "site"
    name = "channels"
    url_prefix = "channels"
    menu_label = gettext_lazy("Channels")
    menu_name = "channels"
    menu_order = 290
    add_to_admin_menu = True
    index_view_class = ChannelIndex
    delete_view_class = ChannelDelete
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002
        return ChannelForm
