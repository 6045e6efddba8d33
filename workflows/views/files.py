"""Files that staff gave to the submitter, behind the status link."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from workflows.effects.status_links import case_of
from workflows.forms.downloads import download_of
from workflows.models import Attachment
from workflows.views.status import only_for_submitter


@require_safe
def file(_request: HttpRequest, token: str, attachment_id: UUID) -> FileResponse:
    """
    Return a file of the link's case that is meant for the submitter as a download.

    :raises Http404: if the link opens no case, or the file is not for its submitter
    """
    if (case := case_of(token)) is None:
        raise Http404
    given = Attachment.objects.given_to_submitter(case)
    return only_for_submitter(download_of(get_object_or_404(given, pk=attachment_id)))
