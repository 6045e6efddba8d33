"""Was the resident told, when and what? What the page of a case says of mails."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from wagtail.admin.ui.components import Component

from workflows.effects.status_links import without_link
from workflows.models import Case, SentMail

State = SentMail.State


@dataclass(frozen=True, kw_only=True)
class Told:
    """One mail to the submitter in words."""

    subject: str
    text: str
    #: enough of the address to tell which one it was
    address: str
    state: str
    code: str
    at: datetime
    is_failed: bool
    is_doubtful: bool


class SentMailsPanel(Component):
    """The mails of a case, the latest first, each with what it said."""

    template_name = "workflows/desk/sent_mails.html"

    def __init__(self, case: Case) -> None:
        self.case = case

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        mails = [_told(one, self.case) for one in SentMail.objects.of_case(self.case)]
        submission = self.case.submission
        can_be_told = bool(submission.email or submission.erased_at)
        return {"mails": mails, "can_be_told": can_be_told}


def sent_mails_panel(case: Case, request: HttpRequest) -> Component:
    return SentMailsPanel(case)


def _told(mail: SentMail, case: Case) -> Told:
    letter = without_link(mail.letter, case)
    return Told(
        subject=letter.get("subject", ""),
        text=letter.get("text", ""),
        address=masked(letter.get("to", "")),
        state=str(State(mail.state).label),
        code=mail.code,
        at=mail.returned_at or mail.sent_at or mail.tried_at,
        is_failed=mail.state in (State.REFUSED, State.RETURNED),
        is_doubtful=mail.is_doubtful,
    )


def masked(address: str) -> str:
    """Return the address without most of its name: "r…@example.org"."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}…{at}{domain}" if name else ""
