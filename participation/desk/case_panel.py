"""What the page of a case says of its outcome and reports."""

from typing import Any

from django.http import HttpRequest

from wagtail.admin.ui.components import Component

from participation.desk.reports import MAY_DOWNLOAD, MAY_SEE, download_url
from participation.models import Outcome
from workflows.models import Case
from workflows.views.public_links import public_url


class OutcomePanel(Component):
    """The published outcome of a case, and its sealed reports for who may see them."""

    template_name = "participation/desk/outcome_panel.html"

    def __init__(self, outcome: Outcome, request: HttpRequest) -> None:
        self.outcome, self.request = outcome, request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        reports = (
            self.outcome.reports.order_by("language", "pk")
            if user.has_perm(MAY_SEE)
            else ()
        )
        fetches = user.has_perm(MAY_DOWNLOAD)
        return {
            "outcome": self.outcome,
            "measures": self.outcome.promised.order_by("number"),
            "url": public_url(self.outcome.case, language=self.outcome.language),
            "reports": [
                {"report": one, "url": download_url(one.pk) if fetches else ""}
                for one in reports
            ],
        }


def outcome_panel(case: Case, request: HttpRequest) -> Component | None:
    """Return the panel of a case that has an outcome."""
    outcome = Outcome.objects.filter(case=case).select_related("case").first()
    return OutcomePanel(outcome, request) if outcome else None
