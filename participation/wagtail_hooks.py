"""What participation adds to the Wagtail admin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from participation.actions.dossier_part import outcome_part
from participation.desk.case_panel import outcome_panel
from participation.desk.channels import ChannelViewSet
from participation.desk.report_errors import WORDS
from participation.desk.reports import ReportAdmin, download
from workflows.actions.dossier_parts import register_dossier_part
from workflows.desk.case_panels import register_case_panel
from workflows.desk.words import explain_error, name_effect

modeladmin_register(ReportAdmin)
register_case_panel(outcome_panel)
register_dossier_part(outcome_part)
name_effect("publish_outcome", _("Publishing the outcome"))
name_effect("add_follow_up", _("Publishing the follow-up"))
name_effect("render_report", _("Making the sealed report"))
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


@hooks.register("register_admin_urls")
def register_download() -> list[URLPattern]:
    return [
        path(
            "sealed-reports/<uuid:report_id>/download/",
            download,
            name="desk_report_download",
        )
    ]
