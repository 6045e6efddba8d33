"""What did not succeed by itself: the register of effects that are not done."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin import messages

from workflows.actions.actors import Actor
from workflows.actions.effects import RETRIABLE, SKIPPABLE, retry_effect, skip_effect
from workflows.desk.addresses import case_url
from workflows.desk.registers import SafeInspectView, SafeModelAdmin
from workflows.desk.staff import asking
from workflows.desk.words import effect_name, error_in_words
from workflows.errors import WorkflowError
from workflows.models import Effect

MAY_DECIDE = "workflows.change_effect"


class SkipForm(forms.Form):
    """Why an effect is given up."""

    reason = forms.CharField(
        label=_("Why it is passed over"),
        help_text=_("Shown in the case's history. Name no people here."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IncidentView(SafeInspectView):
    """One effect, with the two things a person can do about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect: Effect = self.instance
        decides = self.request.user.has_perm(MAY_DECIDE)
        return {
            "skip_form": SkipForm(label_suffix=""),
            **super().get_context_data(**kwargs),
            "effect": effect,
            "name": effect_name(effect.kind),
            "error": error_in_words(effect.error),
            "case_url": case_url(effect.case_id),
            "may_retry": decides and effect.state in RETRIABLE,
            "may_skip": decides and effect.state in SKIPPABLE,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_DECIDE):
            raise PermissionDenied
        if request.POST.get("do") == "retry":
            return self.decided(retry_effect, gettext("It will be tried again now."))
        form = SkipForm(request.POST, label_suffix="")
        if not form.is_valid():
            context = self.get_context_data(skip_form=form)
            names = self.get_template_names()
            return TemplateResponse(request, names, context, status=422)
        reason = form.cleaned_data["reason"]
        return self.decided(skip_effect, gettext("It was passed over."), reason=reason)

    def decided(self, action: Any, sentence: str, **more: str) -> HttpResponse:
        """Do what was decided, and say how it went."""
        try:
            action(
                effect_id=self.instance.pk,
                actor=Actor.person(self.request.user),
                at=timezone.now(),
                **more,
            )
        except WorkflowError as problem:
            messages.error(self.request, str(problem))
        else:
            messages.success(self.request, sentence)
        return redirect(self.index_url)


class IncidentAdmin(SafeModelAdmin):
    """Effects that wait, are in hand, failed or were given up."""

    model = Effect
    base_url_path = "incidents"
    menu_label = _("Incidents")
    menu_item_name = "desk-incidents"
    menu_icon = "warning"
    menu_order = 900
    add_to_settings_menu = True
    list_display = (
        "what",
        "of_case",
        "state_in_words",
        "attempts",
        "next_try",
        "what_went_wrong",
    )
    list_filter = ("state",)
    short_columns = ("of_case", "state_in_words", "next_try")
    search_fields = ("case__reference",)
    ordering = ("state", "-not_before", "-pk")  # failed ones first
    inspect_view_enabled = True
    inspect_view_class = IncidentView
    inspect_template_name = "workflows/desk/incident.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Effect]:
        """Return what is not done; effects belong to units as their cases do."""
        rows = Effect.objects.visible_to(asking(request)).order_by(*self.ordering)
        return rows.exclude(state=Effect.State.DONE).select_related("case")

    def what(self, effect: Effect) -> str:
        return effect_name(effect.kind)

    def of_case(self, effect: Effect) -> SafeString:
        address = reverse("desk_cases:case", args=[effect.case_id])
        return format_html('<a href="{}">{}</a>', address, effect.case.reference)

    def state_in_words(self, effect: Effect) -> str:
        return str(Effect.State(effect.state).label)

    def next_try(self, effect: Effect) -> Any:
        return effect.not_before if effect.state in Effect.OPEN_STATES else None

    def what_went_wrong(self, effect: Effect) -> str:
        return error_in_words(effect.error)

    what.short_description = _("What")  # type: ignore[attr-defined]
    of_case.short_description = _("Case")  # type: ignore[attr-defined]
    state_in_words.short_description = _("State")  # type: ignore[attr-defined]
    state_in_words.admin_order_field = "state"  # type: ignore[attr-defined]
    next_try.short_description = _("Next try")  # type: ignore[attr-defined]
    next_try.admin_order_field = "not_before"  # type: ignore[attr-defined]
    what_went_wrong.short_description = _("Error")  # type: ignore[attr-defined]
    what_went_wrong.admin_order_field = "error"  # type: ignore[attr-defined]
