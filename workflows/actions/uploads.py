"""What an uploaded file must be before it is kept."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.template.defaultfilters import filesizeformat

from workflows.engine.file_kinds import KINDS, ending_of, limits_of
from workflows.engine.form_spec import FieldSpec
from workflows.errors import (
    FileContentRefused,
    FileEmpty,
    FileTooLarge,
    FileTypeRefused,
)
from workflows.models import Attachment

_NAME_LENGTH = 200


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
