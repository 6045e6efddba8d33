"""Reading what comes back: delivery status notifications (RFC 3464)."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

#: our Message-ID: the effect's id, and how often the mail had come back before
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.\d+)?@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A mail of ours that was not delivered."""

    effect_id: uuid.UUID
    #: enhanced status code (RFC 3463), for instance 5.1.1; empty if none was given
    status: str


def read_bounce(raw: bytes) -> Bounce | None:
    """
    Return what the message says was not delivered, or nothing.

    A notice that a mail is delayed or was delivered is no bounce; neither is a
    message that does not carry a Message-ID of ours.
    """
    message = message_from_bytes(raw, policy=policy.default)
    failed = [part for part in _reports(message) if _value(part, "Action") == "failed"]
    original = _original_id(message)
    if not failed or original is None:
        return None
    status = _STATUS.match(_value(failed[0], "Status"))
    return Bounce(effect_id=original, status=status[0] if status else "")


def _reports(message: EmailMessage) -> Iterator[Message]:
    """Yield the groups of fields of each recipient, and those of the whole mail."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            if isinstance(groups, list):
                yield from (one for one in groups if isinstance(one, Message))


def _original_id(message: EmailMessage) -> uuid.UUID | None:
    """Return the effect whose mail the notice has with it, whole or its headers."""
    for part in message.walk():
        carries = part.get_content_type() in ("message/rfc822", "text/rfc822-headers")
        if carries and (found := _OURS.search(part.as_string())):
            return uuid.UUID(found[1])
    return None


def _value(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip().lower()
