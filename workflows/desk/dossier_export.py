"""Handing out the dossier of a case, to those who may, and noting it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wagtail.permissions import policy_registry

from workflows.actions.access import record_access
from workflows.actions.dossiers import dossier_of
from workflows.desk.dossier import case_for
from workflows.desk.staff import asking
from workflows.models import AccessRecord, Case
from workflows.models.cases import MAY_EXPORT


@require_GET
def dossier(request: HttpRequest, case_id: int) -> StreamingHttpResponse:
    """
    Return the archive of a case of the user's units.

    :raises PermissionDenied: if the user may not export, or sees no cases at all
    :raises Http404: if the case is none of the user's
    """
    user, policy = asking(request), policy_registry.get_by_type(Case)
    if not policy.user_has_permission(user, "view"):
        raise PermissionDenied
    case = case_for(user, case_id)
    if not user.has_perm(MAY_EXPORT):
        raise PermissionDenied
    now = timezone.now()
    record_access(case=case, who=user, what=AccessRecord.What.DOSSIER, at=now)
    return StreamingHttpResponse(
        dossier_of(case=case, at=now),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{case.reference}.zip"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
