"""Handing out what residents attached: to be saved, never to be shown."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from wagtail.permissions import policy_registry

from workflows.actions.access import record_access
from workflows.desk.staff import asking
from workflows.models import AccessRecord, Attachment, Case

logger = logging.getLogger(__name__)


@require_GET
def attachment(request: HttpRequest, case_id: int, attachment_id: str) -> FileResponse:
    """
    Return a file of a case of the user's units as a download.

    Whatever a stranger sent is never opened on this site's address: the type tells
    nothing, and the policy allows nothing should a browser open it all the same.

    :raises Http404: if the case or the file is none of the user's
    """
    policy = policy_registry.get_by_type(Case)
    if not policy.user_has_permission(request.user, "view"):
        raise PermissionDenied
    case = get_object_or_404(Case.objects.visible_to(asking(request)), pk=case_id)
    found = get_object_or_404(Attachment.objects.of_case(case), pk=attachment_id)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        logger.exception("The file of attachment %s is missing.", found.pk)
        raise Http404 from None
    what, now = AccessRecord.What.ATTACHMENT, timezone.now()
    record_access(case=case, who=asking(request), what=what, at=now)
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
