"""Lets residents turn to the authority through its channels, and staff handle it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cms.accounts.models import User
from cms.demo.contact import Contact
from cms.demo.contacts_asked import ASKED
from cms.demo.contacts_asked_to_mend import TO_MEND
from cms.demo.contacts_told import TOLD
from cms.demo.sending import send, take
from workflows.models import Procedure

CONTACTS = (*TOLD, *TO_MEND, *ASKED)


def load_contacts(*, staff: Mapping[str, User], at: datetime) -> None:
    """Send every contact, the oldest first, and handle it as far as it is told."""
    keys = {contact.channel for contact in CONTACTS}
    procedures = {one.key: one for one in Procedure.objects.filter(key__in=keys)}
    for contact in sorted(CONTACTS, key=lambda one: -one.days_ago):
        _load(contact, procedures[contact.channel], staff, at)


def _load(
    contact: Contact, procedure: Procedure, staff: Mapping[str, User], at: datetime
) -> None:
    arrived_at = at - timedelta(days=contact.days_ago)
    case = send(
        procedure=procedure,
        answers={**contact.answers, "privacy_read": True},
        language=contact.language,
        at=arrived_at,
    )
    pause = (at - arrived_at) / (len(contact.way) + 1)
    for number, (transition, person, written) in enumerate(contact.way, start=1):
        take(
            case,
            staff,
            transition=transition,
            person=person,
            at=arrived_at + pause * number,
            written=written,
        )
