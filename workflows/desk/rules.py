"""Deadline rules and days on which offices are shut, edited in the admin."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from workflows.actions.recounts import refresh_calendars
from workflows.desk.rule_forms import ClosureForm, DatedRuleForm
from workflows.effects.reasons import period_in_words
from workflows.models import Closure, DatedRule, Recount


def _languages(name: str) -> list[FieldPanel]:
    return [FieldPanel(f"{name}_{one}") for one in ("fi", "sv", "en")]


def _holds_in(row: DatedRule | Closure) -> str:
    return row.unit.name if row.unit else gettext("Every unit")


def _day(value: date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def _made_by(rule: DatedRule) -> str:
    return gettext("shipped") if rule.is_shipped else gettext("our own")


class RuleIndex(generic.IndexView):
    """Every version of every rule; shipped ones may be copied and not changed."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete"]

    def get_base_queryset(self) -> Any:
        return DatedRule.objects.select_related("unit")

    def get_edit_url(self, instance: DatedRule) -> str | None:
        url: str | None = super().get_edit_url(instance)
        return None if instance.is_shipped else url

    def get_delete_url(self, instance: DatedRule) -> str | None:
        url: str | None = super().get_delete_url(instance)
        return None if instance.is_shipped else url


def _refuse_shipped(rule: DatedRule) -> DatedRule:
    if rule.is_shipped:
        raise PermissionDenied
    return rule


class EditRule(generic.EditView):
    def get_object(self, queryset: Any = None) -> DatedRule:
        return _refuse_shipped(super().get_object(queryset))


class DeleteRule(generic.DeleteView):
    def get_object(self, queryset: Any = None) -> DatedRule:
        return _refuse_shipped(super().get_object(queryset))


class CopyRule(generic.CopyView):
    """A version of the organisation's own, beginning with what another one says."""

    page_title = _("Own version of a rule")

    def get_initial_form_instance(self) -> DatedRule:
        rule: DatedRule = self.get_object()
        rule.pk, rule.is_shipped = None, False
        return rule


class RuleViewSet(ModelViewSet):
    """Rules of the library; running deadlines keep the terms they began with."""

    model = DatedRule
    name = "deadline_rules"
    url_prefix = "deadline-rules"
    icon = "time"
    menu_label = _("Deadline rules")
    index_view_class = RuleIndex
    edit_view_class = EditRule
    delete_view_class = DeleteRule
    copy_view_class = CopyRule
    search_fields: ClassVar[list[str]] = ["key"]
    list_filter: ClassVar[list[str]] = ["is_shipped", "unit", "clock"]
    ordering: ClassVar[list[str]] = ["key", "-valid_from", "pk"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("key", label=_("Key"), sort_key="key"),
        Column(
            "period",
            label=_("Period"),
            accessor=lambda rule: period_in_words(rule.terms.period),
        ),
        Column("unit", label=_("Holds in"), accessor=_holds_in),
        Column(
            "valid_from",
            label=_("In force from"),
            sort_key="valid_from",
            accessor=lambda rule: _day(rule.valid_from),
        ),
        Column(
            "valid_to",
            label=_("No longer from"),
            accessor=lambda rule: _day(rule.valid_to),
        ),
        Column("made_by", label=_("Made by"), accessor=_made_by),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("key"), *_languages("title"), *_languages("trigger")],
                heading=_("What it is about"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("unit"),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                ],
                heading=_("Where and when it holds"),
                help_text=_(
                    "A case goes by the version in force on the day it arrived."
                    " Deadlines that run keep the version they began with."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("clock"),
                    FieldRowPanel([FieldPanel("amount"), FieldPanel("unit_of_time")]),
                    FieldPanel("calendar"),
                    FieldPanel("pauses"),
                    FieldRowPanel(
                        [FieldPanel("extended_amount"), FieldPanel("extended_unit")]
                    ),
                    FieldPanel("warnings"),
                ],
                heading=_("How the time is counted"),
            ),
            MultiFieldPanel(
                [*_languages("basis"), FieldPanel("link")], heading=_("Why")
            ),
        ],
        base_form_class=DatedRuleForm,
    )


class ClosureIndex(generic.IndexView):
    """Days on which an office is shut, and how far counting again has come."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for run in Recount.objects.filter(finished_at=None).select_related("unit"):
            if run.looked < run.total:
                messages.info(
                    request,
                    gettext(
                        "Dates of %(unit)s are being counted again:"
                        " %(looked)s of %(total)s."
                    )
                    % {"unit": run.unit, "looked": run.looked, "total": run.total},
                )
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        return Closure.objects.select_related("unit")


class CreateClosure(generic.CreateView):
    def save_instance(self) -> Closure:
        closure: Closure = super().save_instance()
        refresh_calendars(at=timezone.now())
        return closure


class EditClosure(generic.EditView):
    def save_instance(self) -> Closure:
        closure: Closure = super().save_instance()
        refresh_calendars(at=timezone.now())
        return closure


class DeleteClosure(generic.DeleteView):
    @transaction.atomic
    def delete_action(self) -> None:
        super().delete_action()
        refresh_calendars(at=timezone.now())


class ClosureViewSet(ModelViewSet):
    """A change here counts the dates of running service clocks again."""

    model = Closure
    name = "closures"
    url_prefix = "closures"
    icon = "calendar"
    menu_label = _("Office closures")
    index_view_class = ClosureIndex
    add_view_class = CreateClosure
    edit_view_class = EditClosure
    delete_view_class = DeleteClosure
    copy_view_enabled = False
    search_fields: ClassVar[list[str]] = ["label"]
    list_filter: ClassVar[list[str]] = ["unit"]
    ordering: ClassVar[list[str]] = ["-day", "pk"]
    list_display: ClassVar[list[Any]] = [
        "day",
        "label",
        Column("unit", label=_("Who is closed"), accessor=_holds_in),
    ]
    edit_handler = ObjectList(
        [FieldPanel("day"), FieldPanel("label"), FieldPanel("unit")],
        base_form_class=ClosureForm,
    )


class DeadlinesGroup(ViewSetGroup):
    """What deadlines are counted by."""

    menu_label = _("Deadlines")
    menu_name = "deadlines"
    menu_icon = "time"
    menu_order = 905
    add_to_settings_menu = True
    items = (RuleViewSet, ClosureViewSet)
