"""
The public page on which anybody checks a report.

It changes nothing and knows nobody, so it needs neither a session nor a token
against forged requests, and sets no cookie.
"""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from participation.models import Report
from participation.reports.codes import read_code
from participation.reports.errors import InspectorBusy
from participation.reports.inspection import Finding, inspect_file, newer_edition
from participation.reports.organisation import organisation_name
from participation.reports.telling import standing_of, tell
from participation.reports.texts import report_language
from participation.views.independent import service_pages
from participation.views.turnstile import may_pass
from participation.views.uploads import MAX_BYTES, InMemory


class CodeForm(forms.Form):
    """Asks for the code printed on the report."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_(
            "It is on the last page of the report, for example 7KQM-3XWR-9DBT."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
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


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; check an uploaded file against all our reports."""
    if typed := request.GET.get("code"):
        return redirect("participation:verify_code", code=read_code(typed) or "-")
    return _page(request, report=None)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was issued under the code; check an uploaded file against it."""
    known = read_code(code)
    report = Report.objects.filter(code=known).first()
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
    form, finding, refusal = FileForm(), None, ""
    if request.method == "POST":
        request.upload_handlers = [InMemory(request)]
        form = FileForm(request.POST, request.FILES)
        finding, refusal, status = _inspected(request, form, report, status)
    newer = newer_edition(report) if report else None
    context = {
        "report": report,
        "newer": newer,
        "standing": standing_of(report, newer=newer) if report else None,
        "organisation": organisation_name(report_language(get_language())),
        "unknown_code": unknown_code,
        "code_form": CodeForm(initial={"code": unknown_code}),
        "file_form": form,
        "finding": finding,
        "told": tell(finding) if finding else None,
        "refusal": refusal,
        **service_pages(),
    }
    return render(
        request, "participation/reports/verification.html", context, status=status
    )


def _inspected(
    request: HttpRequest, form: FileForm, report: Report | None, status: int
) -> tuple[Finding | None, Any, int]:
    """Return what was found of the file, or why nothing was, and the status."""
    if not form.is_valid():
        return None, "", HTTPStatus.UNPROCESSABLE_ENTITY
    at = timezone.now()
    if not may_pass(request, at=at):
        text = _("You have had many files checked. Try again in a minute.")
        return None, text, HTTPStatus.TOO_MANY_REQUESTS
    try:
        data = form.cleaned_data["file"].read()
        return inspect_file(data, report=report, at=at), "", status
    except InspectorBusy:
        text = _("Many files are being checked right now. Try again in a minute.")
        return None, text, HTTPStatus.SERVICE_UNAVAILABLE
