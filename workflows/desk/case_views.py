"""The page of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from workflows.actions.access import record_access
from workflows.desk.addresses import case_url, list_url
from workflows.desk.case_panels import panels_of
from workflows.desk.changes import changes_of
from workflows.desk.clocks import consequences, dues
from workflows.desk.dossier import Dossier, case_for
from workflows.desk.linked_cases import linked_cases, retyped
from workflows.desk.offers import offers
from workflows.desk.staff import asking
from workflows.models import AccessRecord, Case
from workflows.models.cases import MAY_MIGRATE


class OfCase(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Shared by the pages of one case: permission first, then the row."""

    model = Case
    permission_required = "view"
    header_icon = "folder-inverse"
    request: HttpRequest
    case: Case

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if self.user_has_permission(self.permission_required):
            user = asking(request)
            self.case = case_for(user, kwargs["case_id"])
            if request.method != "POST":
                page, now = AccessRecord.What.PAGE, timezone.now()
                record_access(case=self.case, who=user, what=page, at=now)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.case.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        info = get_language_info(self.case.submission.language)
        return {
            **super().get_context_data(**kwargs),
            "case": self.case,
            "answer_language": info["name_translated"],
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": list_url("desk_cases"), "label": _("Cases")},
            {"url": case_url(self.case.pk), "label": self.case.reference},
        ]


class CaseView(OfCase):
    """Everything about a case, and what the user may do with it."""

    template_name = "workflows/desk/case.html"

    def get(self, request: HttpRequest, case_id: int) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        running, dossier = dues(self.case), Dossier(self.case)
        offered = offers(case=self.case, user=asking(self.request), at=timezone.now())
        return {
            **super().get_context_data(**kwargs),
            "dossier": dossier,
            "changes": changes_of(dossier),
            "linked": linked_cases(dossier, asking(self.request)),
            "retyped": retyped(dossier),
            "offers": [one for one in offered if not one.is_rare],
            "rare_offers": [one for one in offered if one.is_rare],
            "dues": running,
            "next_due": next((one for one in running if one.is_running), None),
            "consequences": consequences(self.case),
            "panels": panels_of(self.case, self.request),
            "may_move": asking(self.request).has_perm(MAY_MIGRATE),
        }
