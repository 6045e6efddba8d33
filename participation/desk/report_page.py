"""One report in the admin: its facts, its editions, and what can be done about it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from participation.actions.issuing import may_issue
from participation.actions.orders import AlreadyOrdered, order_report
from participation.actions.renewals import NotFailed, retry_renewal
from participation.actions.withdrawals import AlreadyWithdrawn, withdraw_report
from participation.models import Report, SealRenewal
from participation.reports.kinds import registry
from participation.reports.kinds.kind import NoSuchSubject
from workflows.desk.staff import asking
from workflows.desk.words import error_in_words

MAY_SEE = "participation.view_report"


class WithdrawalForm(forms.Form):
    """Why a report is withdrawn."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("Shown to whoever checks the report. No personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class ReportPage(WagtailAdminTemplateMixin, TemplateView):
    """
    The report's page; `do` of what is sent tells what is to be done.

    "anew" replaces it, "language" makes it in another one, "withdraw" takes it back,
    "renew" tries to renew its archive time stamp again.
    """

    template_name = "participation/desk/report.html"
    page_title = _("Report")
    header_icon = "doc-full-inverse"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        visible = Report.objects.visible_to(asking(request))
        found = visible.select_related("superseded_by", "supersedes", "withdrawn_by")
        self.report = get_object_or_404(found, pk=kwargs["report_id"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self._may_issue():
            raise PermissionDenied
        if request.POST.get("do") == "withdraw":
            return self._withdraw(request)
        if request.POST.get("do") == "renew":
            return self._renew(request)
        replaces = self.report if request.POST.get("do") == "anew" else None
        language = request.POST.get("language", "")
        try:
            order_report(
                kind=self.report.kind,
                subject=self.report.subject,
                language=self.report.language if replaces else language,
                user=asking(request),
                at=timezone.now(),
                replaces=replaces,
            )
        except AlreadyOrdered:
            messages.error(
                request, gettext("This report is being made, or it is there already.")
            )
        except NoSuchSubject:
            messages.error(
                request, gettext("What the report is about is no longer there.")
            )
        else:
            messages.success(request, gettext("The report is being made."))
        return redirect("desk_report_orders")

    def _renew(self, request: HttpRequest) -> HttpResponse:
        try:
            retry_renewal(report=self.report, user=asking(request), at=timezone.now())
        except NotFailed:
            messages.error(request, gettext("There is nothing to try again."))
        else:
            messages.success(request, gettext("It will be tried again now."))
        return redirect("desk_report", self.report.pk)

    def _withdraw(self, request: HttpRequest) -> HttpResponse:
        form = WithdrawalForm(request.POST, label_suffix="")
        if not form.is_valid():
            context = self.get_context_data(form=form)
            refused: HttpResponse = self.render_to_response(context, status=422)
            return refused
        try:
            withdraw_report(
                report=self.report,
                reason=form.cleaned_data["reason"],
                user=asking(request),
                at=timezone.now(),
            )
        except AlreadyWithdrawn:
            messages.error(request, gettext("The report was withdrawn already."))
        else:
            messages.success(request, gettext("The report was withdrawn."))
        return redirect("desk_report", self.report.pk)

    def _may_issue(self) -> bool:
        return may_issue(
            asking(self.request), kind=self.report.kind, subject=self.report.subject
        )

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        replacement = getattr(report, "superseded_by", None)
        is_theirs = self._may_issue()
        return {
            "form": WithdrawalForm(label_suffix=""),
            **super().get_context_data(**kwargs),
            "report": report,
            "kind": registry.label_of(report.kind),
            "language": get_language_info(report.language)["name_translated"],
            "replacement": replacement,
            "editions": Report.objects.editions_of(
                kind=report.kind, subject=report.subject, language=report.language
            ),
            "unrenewed": _unrenewed(report),
            "seals": report.seals.in_order(),
            "staff_downloads": report.downloads.count(),
            "public_downloads": sum(
                report.public_downloads.values_list("count", flat=True)
            ),
            "may_download": user.has_perm("participation.download_report"),
            "may_issue": is_theirs,
            "may_replace": is_theirs and replacement is None,
            "languages": _languages_left(report) if is_theirs else [],
            "register_url": reverse("sealed-reports_modeladmin_index"),
        }


def _unrenewed(report: Report) -> str | Promise:
    """Return why the archive time stamp could not be renewed, and what to do."""
    failed = SealRenewal.objects.failed().filter(report=report).first()
    return error_in_words(failed.error) if failed else ""


def _languages_left(report: Report) -> list[tuple[str, str]]:
    """Return the languages in which the report has not been issued, with names."""
    try:
        kind = registry.kind(report.kind)
        languages = kind.languages(kind.find(report.subject))
    except (KeyError, NoSuchSubject):
        return []
    there = set(
        Report.objects.filter(kind=report.kind, subject=report.subject).values_list(
            "language", flat=True
        )
    )
    return [
        (one, get_language_info(one)["name_translated"])
        for one in languages
        if one not in there
    ]
