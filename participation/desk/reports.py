"""The register of sealed reports, and handing them out to staff."""

import logging
import uuid
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from participation.actions.downloads import download_report
from participation.file_responses import report_response
from participation.models import Report
from participation.reports.kinds import registry
from workflows.desk.registers import SafeModelAdmin
from workflows.desk.staff import asking

logger = logging.getLogger(__name__)

MAY_SEE = "participation.view_report"
MAY_DOWNLOAD = "participation.download_report"


def download_url(report_id: uuid.UUID) -> str:
    """Return the address from which staff fetch the report."""
    return reverse("desk_report_download", args=[report_id])


@require_GET
def download(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """
    Return the sealed file, after writing down who fetched it.

    :raises Http404: if there is no such report, or none of the user's units
    """
    if not request.user.has_perm(MAY_DOWNLOAD):
        raise PermissionDenied
    visible = Report.objects.visible_to(asking(request))
    report = get_object_or_404(visible, pk=report_id)
    try:
        response = report_response(request, report)
    except FileNotFoundError:
        logger.exception("The file of report %s is missing.", report.pk)
        raise Http404 from None
    download_report(report=report, user=asking(request), at=timezone.now())
    response["Cache-Control"] = "private, no-store"
    return response


class KindFilter(SimpleListFilter):
    """Narrows the register to one kind."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(one.key, str(one.label)) for one in registry.kinds() if one.is_kept]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ReportAdmin(SafeModelAdmin):
    """The reports of the user's units, the newest first; each fetched from its row."""

    model = Report
    base_url_path = "sealed-reports"
    menu_label = _("Sealed reports")
    menu_item_name = "desk-sealed-reports"
    menu_icon = "doc-full-inverse"
    menu_order = 40
    list_display = (
        "title_link",
        "reference",
        "kind_in_words",
        "language_in_words",
        "sealed_on",
        "standing",
        "times",
        "file_link",
    )
    list_filter = (KindFilter, "is_test")
    short_columns = ("reference", "language_in_words", "sealed_on", "file_link")
    search_fields = ("title", "code", "reference")
    ordering = ("-sealed_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows = Report.objects.visible_to(asking(request)).order_by(*self.ordering)
        return rows.select_related("superseded_by").annotate(
            times_fetched=Count("downloads")
        )

    def title_link(self, report: Report) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("desk_report", args=[report.pk]),
            report.title,
        )

    def reference(self, report: Report) -> str:
        return report.reference

    def kind_in_words(self, report: Report) -> str:
        return registry.label_of(report.kind)

    def language_in_words(self, report: Report) -> str:
        return str(get_language_info(report.language)["name_translated"])

    def sealed_on(self, report: Report) -> str:
        return date_format(localtime(report.sealed_at), "SHORT_DATETIME_FORMAT")

    def standing(self, report: Report) -> str:
        """Say whether the report still stands, and whether its seal counts."""
        if report.withdrawn_at is not None:
            return gettext("Withdrawn")
        if getattr(report, "superseded_by", None) is not None:
            return gettext("Replaced")
        return gettext("Test, no legal value") if report.is_test else gettext("Valid")

    def times(self, report: Report) -> int:
        return int(report.times_fetched)  # type: ignore[attr-defined]

    def file_link(self, report: Report) -> SafeString:
        return format_html(
            '<a href="{}" class="button button-small button-secondary" download>'
            '{}<span class="w-sr-only">: {}</span></a>',
            download_url(report.pk),
            gettext("Download"),
            report.title,
        )

    title_link.short_description = _("Title")  # type: ignore[attr-defined]
    title_link.admin_order_field = "title"  # type: ignore[attr-defined]
    reference.short_description = _("Reference")  # type: ignore[attr-defined]
    kind_in_words.short_description = _("Kind")  # type: ignore[attr-defined]
    language_in_words.short_description = _("Language")  # type: ignore[attr-defined]
    sealed_on.short_description = _("Sealed")  # type: ignore[attr-defined]
    sealed_on.admin_order_field = "sealed_at"  # type: ignore[attr-defined]
    standing.short_description = _("Standing")  # type: ignore[attr-defined]
    times.short_description = _("Downloads")  # type: ignore[attr-defined]
    file_link.short_description = _("File")  # type: ignore[attr-defined]
