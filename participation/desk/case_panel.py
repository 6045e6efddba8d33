"""What the page of a case says of its outcome and reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wagtail.admin.ui.components import Component

from participation.desk.reports import MAY_DOWNLOAD, MAY_SEE, download_url
from participation.models import Outcome
from workflows.models import Case
from workflows.models.cases import MAY_EXPORT
from workflows.views.public_links import public_url


class OutcomePanel(Component):
    """The published outcome of a case, and its sealed reports for who may see them."""

    template_name = "participation/desk/outcome_panel.html"

    def __init__(self, outcome: Outcome, request: HttpRequest) -> None:
        self.outcome, self.request = outcome, request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        reports = (
            self.outcome.reports.current().order_by("language", "pk")
            if user.has_perm(MAY_SEE)
            else ()
        )
        fetches = user.has_perm(MAY_DOWNLOAD)
        return {
            "outcome": self.outcome,
            "measures": self.outcome.promised.order_by("number"),
            "url": public_url(self.outcome.case, language=self.outcome.language),
            "reports": [
                {
                    "report": one,
                    "page": reverse("desk_report", args=[one.pk]),
                    "url": download_url(one.pk) if fetches else "",
                }
                for one in reports
            ],
        }


class PrintPanel(Component):
    """The way to the print-out of a case."""

    template_name = "participation/desk/print_panel.html"

    def __init__(self, case: Case) -> None:
        self.case = case

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"url": reverse("desk_case_print", args=[self.case.pk])}


def print_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel for those who may have the dossier."""
    return PrintPanel(case) if request.user.has_perm(MAY_EXPORT) else None


def outcome_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel of a case that has an outcome."""
    outcome = Outcome.objects.filter(case=case).select_related("case").first()
    return OutcomePanel(outcome, request) if outcome else None
