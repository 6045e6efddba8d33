"""Sealing the files that were kept before files were sealed."""

import logging
import uuid
from functools import partial

from django.core.files import File
from django.db import transaction

from workflows.actions.uploads import store
from workflows.errors import FileNotKept
from workflows.models import Attachment
from workflows.models.attachments import KEY_COLUMNS

logger = logging.getLogger(__name__)

_SEALED = ("file", "name", "clear_name", *KEY_COLUMNS)


def seal_plain_files() -> tuple[int, int]:
    """
    Seal every file that lies in clear, and its name; may be stopped and run again.

    :returns: how many were sealed, and how many could not be read or written
    """
    done = failed = 0
    plain = Attachment.objects.filter(wrapped_key=b"").order_by("pk")
    for key in list(plain.values_list("pk", flat=True)):
        try:
            done += _seal(key)
        except (FileNotFoundError, FileNotKept):
            logger.exception("The file of attachment %s was not sealed.", key)
            failed += 1
    return done, failed


def _seal(key: uuid.UUID) -> int:
    """Write the file anew, and let the row change over to it if nobody else did."""
    row = Attachment.objects.with_key().filter(pk=key, wrapped_key=b"").first()
    if row is None:
        return 0
    sealed = Attachment(pk=row.pk, name=row.clear_name)
    with row.open() as content:
        store(sealed, File(content))
    try:
        with transaction.atomic():
            locked = Attachment.objects.select_for_update(of=("self",), no_key=True)
            now = locked.filter(pk=key, wrapped_key=b"").with_key().first()
            if now is None:
                sealed.file.delete(save=False)
                return 0
            before = now.file.name
            if now.owner is not None:
                sealed.go_with(now.owner)
            for name in ("name", "file", *KEY_COLUMNS):
                setattr(now, name, getattr(sealed, name))
            now.clear_name = ""
            now.save(update_fields=_SEALED)
            if not Attachment.objects.filter(file=before).exists():
                transaction.on_commit(partial(now.file.storage.delete, str(before)))
    except BaseException:
        sealed.file.delete(save=False)
        raise
    return 1
