"""What an uploaded file must be before it is kept."""

import errno
import hashlib
import logging
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files import File
from django.template.defaultfilters import filesizeformat

from workflows.engine.file_kinds import KINDS, ending_of, limits_of
from workflows.engine.form_spec import FieldSpec
from workflows.errors import (
    FileContentRefused,
    FileEmpty,
    FileNotKept,
    FileTooLarge,
    FileTypeRefused,
)
from workflows.models import Attachment

logger = logging.getLogger(__name__)

_NAME_LENGTH = 200
#: of a sealed file on its way to the storage; a larger one goes by the disk
_IN_MEMORY_BYTES = 1024 * 1024


def examined(*, upload: File[Any], spec: FieldSpec) -> Attachment:
    """
    Return the upload as an attachment for the question, not yet saved.

    The browser's word on the type is not asked: the ending and the content are.

    :raises FileRefused: if it is empty, too large or not what the question takes
    """
    name, size = _name(upload), upload.size
    limits, ending = limits_of(spec), ending_of(name)
    endings = ", ".join(limits.endings)
    if ending not in limits.endings or ending not in KINDS:
        raise FileTypeRefused(name=name, endings=endings)
    if not size:
        raise FileEmpty(name=name)
    if size > limits.max_bytes:
        raise FileTooLarge(name=name, limit=filesizeformat(limits.max_bytes))
    kind = KINDS[ending]
    if not kind.is_one(upload):
        raise FileContentRefused(name=name, endings=endings)
    return Attachment(
        field_key=spec.key,
        name=name,
        content_type=kind.content_type,
        size_bytes=size,
        sha256=_sha256(upload),
    )


def store(attachment: Attachment, upload: File[Any]) -> None:
    """
    Write the file of an examined upload, sealed; the row is the caller's to save.

    :raises FileNotKept: if the storage does not take it
    """
    try:
        with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as sealed:
            for piece in attachment.seal(upload.chunks()):
                sealed.write(piece)
            attachment.file.save(attachment.name, File(sealed), save=False)
    except OSError as error:
        logger.error("A file was not kept: %s.", errno.errorcode.get(error.errno or 0))  # noqa: TRY400 - its traceback names the file
        raise FileNotKept(name=attachment.name) from None


def _name(upload: File[Any]) -> str:
    """Return the file's own name: no folders, nothing unprintable, not too long."""
    last = PurePosixPath((upload.name or "").replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-_NAME_LENGTH:]


def _sha256(upload: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
