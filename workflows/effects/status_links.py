"""
The resident's link to the status of a case.

It is not stored: it is derived from the case's public id with the secret key, so a
leaked database opens no status page. Raising the case's `link_number` revokes it.
"""

import base64
import binascii
import uuid
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from workflows.models import Case

_ID_BYTES = 16
_MAC_BYTES = 20


def status_token(case: Case, *, secret: str | bytes | None = None) -> str:
    """Return the case's token: its public id and a proof that we made the link."""
    raw = case.public_id.bytes + _proof(case, secret)
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def status_url(case: Case, *, language: str) -> str:
    """Return the absolute address of the case's status page in the language."""
    with override(language):
        path = reverse("workflows:status", args=[status_token(case)])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def without_link(letter: Mapping[str, str], case: Case) -> dict[str, str]:
    """
    Return the letter without the case's link, for everybody but its receiver.

    Who has the link can act as the submitter.
    """
    token = status_token(case)
    return {key: text.replace(token, "…") for key, text in letter.items()}


def case_of(token: str) -> Case | None:
    """Return the case whose status the token opens, or nothing for any other text."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    if len(raw) != _ID_BYTES + _MAC_BYTES:
        return None
    public_id = uuid.UUID(bytes=raw[:_ID_BYTES])
    case = (
        Case.objects.select_related("workflow_version", "submission", "unit")
        .defer("workflow_version__spec")
        .filter(public_id=public_id)
        .first()
    )
    keys = (None, *settings.SECRET_KEY_FALLBACKS)
    if case and any(
        constant_time_compare(status_token(case, secret=key), token) for key in keys
    ):
        return case
    return None


def _proof(case: Case, secret: str | bytes | None) -> bytes:
    value = f"{case.public_id}:{case.link_number}"
    mac = salted_hmac(
        "workflows.status_links", value, secret=secret, algorithm="sha256"
    )
    return mac.digest()[:_MAC_BYTES]
