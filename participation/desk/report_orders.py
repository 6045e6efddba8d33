"""Ordering reports that are of no single case, and how far their making is."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from participation.actions.issuing import MAY_ISSUE
from participation.actions.orders import AlreadyOrdered, order_report, retry_order
from participation.actions.reports import find_report
from participation.desk.report_topics import topics_for
from participation.models import ReportOrder
from participation.reports.kinds import registry
from participation.reports.kinds.yearly_list import YearlyListReport, name_of
from participation.reports.texts import LANGUAGES
from workflows.desk.staff import asking
from workflows.desk.words import error_in_words
from workflows.models import Unit

#: years back from this one that can be chosen
_YEARS = 5
_ORDERS_ON_A_PAGE = 25


class OrdersMenuItem(MenuItem):
    """A menu item for those who may issue reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_ISSUE))


class YearlyListForm(forms.Form):
    """Which list of initiatives is wanted."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("The whole organisation"),
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, sent: Any = None, *, request: HttpRequest) -> None:
        super().__init__(sent, label_suffix="")
        user, this_year = asking(request), localdate().year
        units = Unit.objects.all() if user.is_superuser else user.units.all()
        years = range(this_year, this_year - _YEARS, -1)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.order_by("name")  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (one, get_language_info(one)["name_translated"]) for one in LANGUAGES
        ]


class OrdersPage(WagtailAdminTemplateMixin, TemplateView):
    """The form of the yearly list, and the orders with their progress."""

    template_name = "participation/desk/report_orders.html"
    page_title = _("Making reports")
    header_icon = "doc-full-inverse"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not request.user.has_perm(MAY_ISSUE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if order_id := request.POST.get("retry"):
            return self._retry(request, order_id)
        form = YearlyListForm(request.POST, request=request)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            refused: HttpResponse = self.render_to_response(context, status=422)
            return refused
        wanted = {
            "kind": YearlyListReport.key,
            "subject": name_of(form.cleaned_data["year"], form.cleaned_data["unit"]),
            "language": form.cleaned_data["language"],
        }
        if request.POST.get("preview"):
            return redirect(f"{reverse('desk_report_preview')}?{urlencode(wanted)}")
        try:
            order_report(
                **wanted,
                user=asking(request),
                at=timezone.now(),
                replaces=find_report(**wanted),
            )
        except AlreadyOrdered:
            messages.error(request, gettext("This report is being made already."))
        else:
            messages.success(request, gettext("The report is being made."))
        return redirect("desk_report_orders")

    def _retry(self, request: HttpRequest, order_id: str) -> HttpResponse:
        visible = ReportOrder.objects.visible_to(asking(request))
        dead = visible.filter(state=ReportOrder.State.DEAD)
        order = get_object_or_404(dead, pk=order_id)
        try:
            retry_order(order=order, user=asking(request), at=timezone.now())
        except AlreadyOrdered:
            messages.error(request, gettext("This report is being made already."))
        return redirect("desk_report_orders")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        orders = ReportOrder.objects.visible_to(asking(self.request))
        shown = orders.select_related("ordered_by", "report").newest_first()
        pages = Paginator(shown, _ORDERS_ON_A_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return {
            "form": YearlyListForm(request=self.request),
            **super().get_context_data(**kwargs),
            "offered": topics_for(self.request),
            "page": page,
            "orders": [_told(one) for one in page],
        }


def _told(order: ReportOrder) -> dict[str, Any]:
    return {
        "order": order,
        "kind": registry.label_of(order.kind),
        "language": get_language_info(order.language)["name_translated"],
        "is_open": order.state in ReportOrder.OPEN_STATES,
        "is_dead": order.state == ReportOrder.State.DEAD,
        "explained": error_in_words(order.error) if order.error else "",
    }
