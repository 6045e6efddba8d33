"""The register of sealed reports, and handing them out to staff."""

import logging
import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from participation.actions.downloads import download_report
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
def download(request: HttpRequest, report_id: uuid.UUID) -> FileResponse:
    """
    Return the sealed file, after writing down who fetched it.

    :raises Http404: if there is no such report, or none of the user's units
    """
    if not request.user.has_perm(MAY_DOWNLOAD):
        raise PermissionDenied
    visible = Report.objects.visible_to(asking(request))
    report = get_object_or_404(visible, pk=report_id)
    try:
        content = report.file.open("rb")
    except FileNotFoundError:
        logger.exception("The file of report %s is missing.", report.pk)
        raise Http404 from None
    download_report(report=report, user=asking(request), at=timezone.now())
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{slugify(report.title) or 'report'}-{report.code}.pdf",
        content_type="application/pdf",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


class ReportAdmin(SafeModelAdmin):
    """The reports of the user's units, the newest first; each fetched from its row."""

    model = Report
    base_url_path = "sealed-reports"
    menu_label = _("Sealed reports")
    menu_item_name = "desk-sealed-reports"
    menu_icon = "doc-full-inverse"
    menu_order = 40
    list_display = (
        "title",
        "reference",
        "kind_in_words",
        "language_in_words",
        "sealed_on",
        "value",
        "times",
        "file_link",
    )
    list_filter = ("kind", "is_test")
    short_columns = ("reference", "language_in_words", "sealed_on", "file_link")
    search_fields = ("title", "code", "reference")
    ordering = ("-sealed_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows = Report.objects.visible_to(asking(request)).order_by(*self.ordering)
        return rows.annotate(times_fetched=Count("downloads"))

    def reference(self, report: Report) -> str:
        return report.reference

    def kind_in_words(self, report: Report) -> str:
        return registry.label_of(report.kind)

    def language_in_words(self, report: Report) -> str:
        return str(get_language_info(report.language)["name_translated"])

    def sealed_on(self, report: Report) -> str:
        return date_format(localtime(report.sealed_at), "SHORT_DATETIME_FORMAT")

    def value(self, report: Report) -> str:
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

    reference.short_description = _("Reference")  # type: ignore[attr-defined]
    kind_in_words.short_description = _("Kind")  # type: ignore[attr-defined]
    language_in_words.short_description = _("Language")  # type: ignore[attr-defined]
    sealed_on.short_description = _("Sealed")  # type: ignore[attr-defined]
    sealed_on.admin_order_field = "sealed_at"  # type: ignore[attr-defined]
    value.short_description = _("Seal")  # type: ignore[attr-defined]
    times.short_description = _("Downloads")  # type: ignore[attr-defined]
    file_link.short_description = _("File")  # type: ignore[attr-defined]
