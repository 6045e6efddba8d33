"""Reports: what was issued under a code, and what a file is."""

from http import HTTPStatus

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ninja import Router

from cms.api.problems import Problem, Refused
from cms.api.report_schemas import Inspection, IssuedReport
from participation.models import Report
from participation.reports.codes import read_code
from participation.reports.errors import InspectorBusy
from participation.reports.inspection import inspect_file
from participation.views.turnstile import WINDOW_SECONDS, may_pass
from participation.views.uploads import MAX_BYTES

PDF = "application/pdf"
router = Router(tags=["reports"])

#: how a file may be refused
_REFUSALS = (
    HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_FILE = {
    "requestBody": {
        "required": True,
        "description": "The PDF file itself, 20 MB at most. It is not kept.",
        "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/reports/{code}",
    response={HTTPStatus.OK: IssuedReport, HTTPStatus.NOT_FOUND: Problem},
    summary="What was issued under a code",
)
def issued_report(request: HttpRequest, code: str) -> IssuedReport:
    """Return the report whose last page bears the code, however it is typed."""
    return IssuedReport.of(_find(code))


@router.post(
    "/inspections",
    response={
        HTTPStatus.OK: Inspection,
        **dict.fromkeys(_REFUSALS, Problem),
    },
    openapi_extra=_FILE,
    summary="Check a file",
)
def inspection(request: HttpRequest, code: str = "") -> Inspection:
    """Check any PDF, ours or not, against our register and by its own seals."""
    report = _find(code) if code else None
    at = timezone.now()
    if not may_pass(request, at=at):
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS,
            _("You have had many files checked. Try again in a minute."),
            retry_seconds=WINDOW_SECONDS,
        )
    data = _received(request)
    try:
        return Inspection.of(inspect_file(data, report=report, at=at))
    except InspectorBusy:
        raise Refused(
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("Many files are being checked right now. Try again in a minute."),
            retry_seconds=WINDOW_SECONDS,
        ) from None


def _find(code: str) -> Report:
    report = Report.objects.filter(code=read_code(code)).first()
    if report is None:
        raise Refused(
            HTTPStatus.NOT_FOUND, _("We have issued no report with that code.")
        )
    return report


def _received(request: HttpRequest) -> bytes:
    """Return the body, read no further than the limit and never put on disk."""
    if request.content_type != PDF:
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            _("Send the PDF file itself as application/pdf."),
        )
    data = request.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            _("The file is too large. It can be 20 MB at most."),
        )
    if not data:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, _("The file is empty."))
    return data
