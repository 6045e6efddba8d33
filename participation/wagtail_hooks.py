"""What participation adds to the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail_modeladmin.options import modeladmin_register

from participation.actions.dossier_part import outcome_part
from participation.desk import home
from participation.desk.case_panel import outcome_panel, print_panel
from participation.desk.channels import ChannelViewSet
from participation.desk.previews import dossier_print, preview
from participation.desk.report_errors import WORDS
from participation.desk.report_orders import OrdersMenuItem, OrdersPage
from participation.desk.report_page import ReportPage
from participation.desk.report_schedules import ScheduleViewSet
from participation.desk.report_topics import TopicPage
from participation.desk.reports import ReportAdmin, download
from workflows.actions.dossier_parts import register_dossier_part
from workflows.desk.case_panels import register_case_panel
from workflows.desk.words import explain_error, name_effect

modeladmin_register(ReportAdmin)
register_case_panel(outcome_panel)
register_case_panel(print_panel)
register_dossier_part(outcome_part)
name_effect("publish_outcome", _("Publishing the outcome"))
name_effect("add_follow_up", _("Publishing the follow-up"))
name_effect("render_report", _("Making the sealed report"))
explain_error("no-such-subject", _("What the report is about is no longer there."))
explain_error(
    "unknown-measure",
    _(
        "The follow-up names a measure that was not promised. Skip it and tell of the "
        "measure again with its right number."
    ),
)
for code, words in WORDS.items():
    explain_error(code, words)


@hooks.register("register_admin_viewset")
def register_channels() -> ChannelViewSet:
    return ChannelViewSet()


@hooks.register("register_admin_viewset")
def register_schedules() -> ScheduleViewSet:
    return ScheduleViewSet()


@hooks.register("register_admin_urls")
def register_report_addresses() -> list[URLPattern]:
    reports = "sealed-reports"
    return [
        path(f"{reports}/orders/", OrdersPage.as_view(), name="desk_report_orders"),
        path(
            f"{reports}/topics/<str:kind>/<str:topic>/",
            TopicPage.as_view(),
            name="desk_report_topic",
        ),
        path(f"{reports}/preview/", preview, name="desk_report_preview"),
        path(f"{reports}/<uuid:report_id>/", ReportPage.as_view(), name="desk_report"),
        path(
            f"{reports}/<uuid:report_id>/download/",
            download,
            name="desk_report_download",
        ),
        path("cases/<int:case_id>/print/", dossier_print, name="desk_case_print"),
    ]


@hooks.register("register_admin_menu_item")
def register_making_reports() -> MenuItem:
    return OrdersMenuItem(
        _("Making reports"),
        reverse("desk_report_orders"),
        name="desk-report-orders",
        icon_name="doc-full-inverse",
        order=41,
    )


@hooks.register("register_permissions")
def register_seal_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        codename="view_sealstanding", content_type__app_label="participation"
    )


@hooks.register("construct_homepage_panels")
def add_seals_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(home.MAY_SEE) and home.has_troubles():
        panels.append(home.SealsPanel())
