"""Pages that are printed for whoever asks and kept nowhere: drafts and dossiers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from wagtail.permissions import policy_registry

from participation.actions.issuing import MAY_ISSUE, sees
from participation.reports.apart import Limits
from participation.reports.documents import Issue, make_document
from participation.reports.errors import RenderFailed
from participation.reports.kinds import registry
from participation.reports.kinds.dossier import DossierPrint
from participation.reports.kinds.kind import Kind, NoSuchSubject
from participation.reports.pdf import render_pdf
from participation.reports.texts import report_language
from workflows.actions.access import record_access
from workflows.desk.dossier import case_for
from workflows.desk.staff import asking
from workflows.models import AccessRecord, Case
from workflows.models.cases import MAY_EXPORT

#: somebody waits for it
_LIMITS = Limits(cpu_seconds=25, wall_seconds=50)


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """
    Return the report as it would be issued now, marked as a draft on every page.

    :raises PermissionDenied: if the user may not issue reports, or not this one
    :raises Http404: if there is no such kind or subject, or none that the user sees
    """
    user = asking(request)
    if not user.has_perm(MAY_ISSUE):
        raise PermissionDenied
    try:
        kind = registry.kind(request.GET.get("kind", ""))
        subject = kind.find(request.GET.get("subject", ""))
    except (KeyError, NoSuchSubject):
        raise Http404 from None
    if not kind.is_kept:
        raise Http404
    language = report_language(request.GET.get("language", ""))
    about = kind.about(subject, language=language)
    if not sees(user, case=about.case, unit=about.unit):
        raise Http404
    if not kind.may_issue(subject, user):
        raise PermissionDenied
    return _printed(request, kind, subject, language, is_draft=True)


@require_GET
def dossier_print(request: HttpRequest, case_id: int) -> HttpResponse:
    """
    Return the print-out of a case, after noting who reads it.

    :raises PermissionDenied: if the user may not export dossiers
    :raises Http404: if the case is none of the user's
    """
    user, policy = asking(request), policy_registry.get_by_type(Case)
    if not policy.user_has_permission(user, "view"):
        raise PermissionDenied
    case = case_for(user, case_id)
    if not user.has_perm(MAY_EXPORT):
        raise PermissionDenied
    record_access(
        case=case, who=user, what=AccessRecord.What.DOSSIER, at=timezone.now()
    )
    kind = DossierPrint()
    language = report_language(get_language() or "")
    subject = kind.find(f"{kind.key}:{case.public_id}")
    return _printed(request, kind, subject, language, is_draft=False)


def _printed(
    request: HttpRequest,
    kind: Kind[Any],
    subject: Any,
    language: str,
    *,
    is_draft: bool,
) -> HttpResponse:
    issue = Issue(language=language, code="", is_draft=is_draft)
    document = make_document(kind, subject, issue)
    try:
        content = render_pdf(
            html=document.html,
            css=document.css,
            attachments=[document.data],
            limits=_LIMITS,
        )
    except RenderFailed as failure:
        context = {"code": failure.code, "title": document.title}
        return render(
            request, "participation/desk/preview_failed.html", context, status=503
        )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{document.about.reference}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
