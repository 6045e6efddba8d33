"""What those who look after records may do with a case, and who read which case."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.components import Component

from workflows.desk.registers import SafeModelAdmin
from workflows.models import AccessRecord, Case
from workflows.models.cases import MAY_EXPORT
from workflows.models.submissions import MAY_ERASE


class RecordsPanel(Component):
    """Links to the dossier and to erasure, for those who may."""

    template_name = "workflows/desk/records_panel.html"

    def __init__(self, case: Case, *, may_export: bool, may_erase: bool) -> None:
        self.context = {"case": case, "may_export": may_export, "may_erase": may_erase}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return self.context


def records_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel for somebody who may do any of it."""
    exports = request.user.has_perm(MAY_EXPORT)
    erases = request.user.has_perm(MAY_ERASE) and not case.submission.erased_at
    if not (exports or erases):
        return None
    return RecordsPanel(case, may_export=exports, may_erase=erases)


class AccessRecordAdmin(SafeModelAdmin):
    """Every reading of a case's secret data, the latest first."""

    model = AccessRecord
    base_url_path = "readings"
    menu_label = _("Readings of cases")
    menu_item_name = "desk-readings"
    menu_icon = "view"
    menu_order = 910
    add_to_settings_menu = True
    list_display = ("at", "who", "of_case", "what_in_words")
    list_filter = ("what", "at")
    short_columns = ("at", "of_case", "what_in_words")
    search_fields = ("case__reference", "who__username", "who__last_name")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessRecord]:
        rows: QuerySet[AccessRecord] = super().get_queryset(request)
        return rows.select_related("case", "who")

    def of_case(self, record: AccessRecord) -> SafeString:
        address = reverse("desk_cases:case", args=[record.case_id])
        return format_html('<a href="{}">{}</a>', address, record.case.reference)

    def what_in_words(self, record: AccessRecord) -> str:
        return str(AccessRecord.What(record.what).label)

    of_case.short_description = _("Case")  # type: ignore[attr-defined]
    what_in_words.short_description = _("What was read")  # type: ignore[attr-defined]
    what_in_words.admin_order_field = "what"  # type: ignore[attr-defined]
