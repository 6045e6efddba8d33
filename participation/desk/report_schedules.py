"""Schedules of reports in the admin: what is made every year or quarter."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from participation.models import ReportSchedule
from participation.reports.kinds import registry
from participation.reports.kinds.kind import Kind
from participation.reports.texts import LANGUAGES


class ScheduleForm(WagtailAdminModelForm):
    """What is made, of whom, how often, and who is reminded."""

    class Meta:
        model = ReportSchedule
        fields: ClassVar[list[str]] = [
            "kind",
            "about",
            "unit",
            "language",
            "period",
            "days_after",
            "role",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in registry.kinds() if one.periods]
        self.fields["about"] = forms.ChoiceField(
            label=_("About"),
            required=False,
            choices=self._topics(kinds),
            help_text=_("Which page the report is about. The yearly list needs none."),
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=[(one.key, str(one.label)) for one in kinds]
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=[
                (one, get_language_info(one)["name_translated"]) for one in LANGUAGES
            ],
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        kind, period = cleaned.get("kind"), cleaned.get("period")
        if kind and period and period not in registry.kind(kind).periods:
            self.add_error("period", gettext("This report is not made that often."))
        if kind and "about" in cleaned:
            self._check_topic(kind, cleaned["about"])
        if self.instance.begun_on is None:
            self.instance.begun_on = localdate()
        return cleaned

    def _topics(self, kinds: list[Kind[Any]]) -> list[tuple[str, Any]]:
        """Return the topics of the user by kind, and what the schedule has already."""
        offered = [(one, dict(one.topics(self.for_user))) for one in kinds]
        for kind, topics in offered:
            if kind.key == self.instance.kind and self.instance.about:
                kept = self.instance.about
                topics.setdefault(kept, kind.titles([kept]).get(kept, kept))
        return [
            ("", "---------"),
            *(
                (capfirst(str(kind.label)), [*topics.items()])
                for kind, topics in offered
                if topics
            ),
        ]

    def _check_topic(self, key: str, topic: str) -> None:
        kind = registry.kind(key)
        theirs = dict(kind.topics(self.for_user))
        kept = (self.instance.kind, self.instance.about)
        if kind.choice and not topic:
            self.add_error("about", gettext("Choose what the report is about."))
        elif topic and topic not in theirs and (key, topic) != kept:
            self.add_error("about", gettext("No such report is made about this."))


class ScheduleListing(generic.IndexView):
    """All schedules."""

    list_export: ClassVar[list[str]] = []

    def get_base_queryset(self) -> QuerySet[ReportSchedule]:
        return ReportSchedule.objects.select_related("unit", "role__group").order_by(
            "kind", "pk"
        )

    def get_table(self, object_list: Any) -> Any:
        """Give each schedule the title of what it is about, in a query per kind."""
        for kind in registry.kinds():
            theirs = [one for one in object_list if one.kind == kind.key and one.about]
            titles = kind.titles({one.about for one in theirs}) if theirs else {}
            for one in theirs:
                one.topic_title = titles.get(one.about, gettext("no longer there"))
        return super().get_table(object_list)


class ScheduleViewSet(ModelViewSet):
    """What is made by the calendar."""

    model = ReportSchedule
    icon = "date"
    name = "report_schedules"
    url_prefix = "report-schedules"
    menu_label = _("Schedules of reports")
    menu_name = "report-schedules"
    menu_order = 920
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = ScheduleListing
    list_display: ClassVar[list[Any]] = [
        Column(
            "kind",
            label=_("Kind"),
            accessor=lambda schedule: registry.label_of(schedule.kind),
        ),
        Column(
            "about",
            label=_("About"),
            accessor=lambda schedule: getattr(schedule, "topic_title", ""),
        ),
        "unit",
        Column("period", label=_("How often"), accessor="get_period_display"),
        "days_after",
        "role",
    ]

    def get_form_class(self, for_update: bool = False) -> type[ScheduleForm]:  # noqa: FBT001, FBT002
        return ScheduleForm
