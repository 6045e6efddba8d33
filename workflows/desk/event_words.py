"""What the history of a case calls each event."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from workflows.actions.attachments import ATTACHED
from workflows.actions.places import PLACES_RAISED
from workflows.desk import deadline_words
from workflows.desk.turns import assignment_in_words
from workflows.desk.words import said
from workflows.engine.confirmations import Method
from workflows.engine.workflow_spec import Transition
from workflows.models import CaseEvent


def event_in_words(event: CaseEvent, transition: Transition | None) -> str:
    """Return the title of an event, which may be of a transition."""
    if transition is not None:
        return said(transition.label)
    if event.type == "assigned":
        return assignment_in_words(event)
    if event.type == ATTACHED:
        return _attached_in_words(event)
    if event.type in deadline_words.TYPES:
        return deadline_words.deadline_event_in_words(event)
    titles = {
        "submitted": gettext("Sent in"),
        "split_off": gettext("Continued from another case"),
        "joined": gettext("Another case was merged into this one"),
        "linked": gettext("Another case was linked to this one"),
        PLACES_RAISED: gettext("More places were given"),
        "retyped": gettext("Goes on as another kind of case"),
        "migrated": gettext("Goes on in another version of the workflow"),
        "noted": gettext("Note for colleagues"),
        "erased": gettext("Personal data was erased"),
        "effect_retried": gettext("An incident was set to be tried again"),
        "effect_skipped": gettext("An incident was passed over"),
        "mail_returned": gettext("A mail to the submitter came back"),
    }
    return titles.get(event.type, event.type)


def _attached_in_words(event: CaseEvent) -> str:
    if event.data["for_submitter"]:
        return gettext("A file was attached for the submitter")
    return gettext("A file was attached for colleagues")


def confirmation_in_words(event: CaseEvent) -> Iterator[tuple[str, str]]:
    """Yield with what second factor the event was confirmed, and when, if it was."""
    if confirmed := event.data.get("confirmed"):
        words = {
            Method.APP: gettext("with a code of the authenticator app, %(when)s"),
            Method.BACKUP_CODE: gettext("with a backup code, %(when)s"),
        }[Method(confirmed["method"])]
        at = localtime(datetime.fromisoformat(confirmed["at"]))
        when = date_format(at, "SHORT_DATETIME_FORMAT")
        yield gettext("Confirmed with a second factor"), words % {"when": when}
