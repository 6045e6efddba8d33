"""The public page on which anybody checks a report."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.models import Report
from participation.reports.codes import read_code
from participation.reports.inspection import Finding, inspect_file
from participation.reports.organisation import organisation_name
from participation.reports.texts import report_language
from participation.reports.verification import Condition

MAX_BYTES = 20 * 1024 * 1024

#: what each condition asks, for people
SENTENCES = {
    Condition.SEALED: (
        _("The file carries an electronic seal."),
        _("The file carries no electronic seal that could be read."),
    ),
    Condition.INTACT: (
        _("What was sealed has not been changed."),
        _("What was sealed has been changed, or the seal is broken."),
    ),
    Condition.WHOLE: (
        _("The seal covers the whole file."),
        _("The seal does not cover the whole file: something was added later."),
    ),
    Condition.TRUSTED: (
        _("The seal is by a certificate that we trust, and it was valid."),
        _("The seal is not by a certificate that we trust."),
    ),
    Condition.IDENTICAL: (
        _("The file is byte for byte the one that we issued."),
        _("The file is not byte for byte one that we have issued."),
    ),
}


class CodeForm(forms.Form):
    """Asks for the code printed on the report."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_(
            "It is on the last page of the report, for example 7KQM-3XWR-9DBT."
        ),
        max_length=40,
    )


class FileForm(forms.Form):
    """Asks for the file to check, which is never kept."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("20 MB at most. The file is checked and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is too large. It can be 20 MB at most.")
            )
        return file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; check an uploaded file against all our reports."""
    if request.GET.get("code"):
        return redirect(
            "participation:verify_code", code=read_code(request.GET["code"]) or "-"
        )
    return _page(request, report=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was issued under the code; check an uploaded file against it."""
    known = read_code(code)
    report = Report.objects.select_related("outcome__case").filter(code=known).first()
    if report is None:
        return _page(request, report=None, unknown_code=known, status=404)
    return _page(request, report=report)


def _page(
    request: HttpRequest,
    *,
    report: Report | None,
    unknown_code: str = "",
    status: int = 200,
) -> HttpResponse:
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    finding = None
    if is_sent and form.is_valid():
        data = form.cleaned_data["file"].read()
        finding = inspect_file(data, report=report, at=timezone.now())
    context = {
        "report": report,
        "organisation": organisation_name(report_language(get_language())),
        "unknown_code": unknown_code,
        "code_form": CodeForm(initial={"code": unknown_code}),
        "file_form": form,
        "finding": finding,
        "checks": _told(finding),
    }
    if form.errors:
        status = 422
    return render(
        request, "participation/reports/verification.html", context, status=status
    )


def _told(finding: Finding | None) -> list[tuple[bool, Any]]:
    """Return each condition as whether it holds and the sentence that says so."""
    if finding is None:
        return []
    return [
        (check.holds, SENTENCES[check.condition][0 if check.holds else 1])
        for check in finding.verdict.checks
    ]
