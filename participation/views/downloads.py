"""Handing out public reports to anybody."""

import logging

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from participation.actions.downloads import count_public_download
from participation.file_responses import begins, report_response
from participation.models import Report
from participation.reports.codes import read_code

logger = logging.getLogger(__name__)


@require_GET
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    """
    Return the sealed file of a public report, and count that it was fetched.

    One that was withdrawn is gone, with the reason.

    :raises Http404: if there is no such report, or it is internal
    """
    public = Report.objects.filter(is_public=True)
    report = get_object_or_404(public, code=read_code(code))
    if report.withdrawn_at is not None:
        return render(
            request,
            "participation/reports/withdrawn.html",
            {"report": report},
            status=410,
        )
    try:
        response = report_response(request, report)
    except FileNotFoundError:
        logger.exception("The file of report %s is missing.", report.pk)
        raise Http404 from None
    if begins(request):
        count_public_download(report=report, at=timezone.now())
    response["Cache-Control"] = "public, max-age=300"
    return response
