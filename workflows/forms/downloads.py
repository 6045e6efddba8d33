"""Handing out what was attached: to be saved, never to be shown."""

import logging

from django.http import FileResponse, Http404

from workflows.engine.sealing import Unreadable
from workflows.models import Attachment

logger = logging.getLogger(__name__)


def download_of(attachment: Attachment) -> FileResponse:
    """
    Return the file as a download.

    Whatever a stranger sent is never opened on this site's address: the type tells
    nothing, and the policy allows nothing should a browser open it all the same.

    :raises Http404: if the file is gone, or somebody changed it
    """
    try:
        content = attachment.open()
    except (FileNotFoundError, Unreadable):
        logger.exception("The file of attachment %s cannot be read.", attachment.pk)
        raise Http404 from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
        headers={
            "Content-Length": str(attachment.size_bytes),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
