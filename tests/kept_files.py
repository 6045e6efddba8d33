"""Files as the actions keep them, for tests that need one beside a case."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from workflows.actions.uploads import store
from workflows.models import Attachment, Submission


def keep_file(
    *,
    content: bytes,
    name: str,
    at: datetime,
    submission: Submission | None = None,
    **more: Any,
) -> Attachment:
    """Seal and keep a file, of the submission or of what else is named."""
    attachment = Attachment(
        **{"field_key": "attachments", "content_type": "application/pdf", **more},
        submission=submission,
        name=name,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=at,
    )
    store(attachment, ContentFile(content, name=name))
    if submission is not None:
        attachment.go_with(submission)
    attachment.save(force_insert=True)
    return attachment
