"""Sending the shipped forms and walking the cases through them, as people do."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMessage

from participation.models import Channel
from tests.definitions.sending import send_form
from workflows.effects import outbox
from workflows.engine.calendars import FINLAND
from workflows.models import Case

#: in each channel's form, what somebody writes who wants an answer
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "initiative": {
        "theme": "health_centre",
        "title": "Penkkejä terveysaseman pihalle",
        "proposal": "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville.",
        "effect": "Huonosti kävelevä jaksaa odottaa kyytiä.",
        "ground": "resident",
        "name": "Aloitteen Tekijä",
        "home_municipality": "Esimerkkilä",
        "email": "resident@example.org",
        "publish_name": "no",
        "understands_public": True,
        "privacy_read": True,
    },
    "service_initiative": {
        "service": "older_people",
        "unit": "Niemenkylän päivätoiminta",
        "uses": "self",
        "title": "Ulkoilua joka päivä",
        "proposal": "Päivätoiminnassa pitäisi päästä ulos joka päivä, ei kerran viikossa.",
        "name": "Aloitteen Tekijä",
        "email": "resident@example.org",
        "understands_public": True,
        "privacy_read": True,
    },
    "feedback": {
        "kind": "criticism",
        "service": "health_centre",
        "place": "Keskustan terveysasema",
        "title": "Takaisinsoitto ei tullut",
        "text": "Odotin soittoa koko päivän, eikä kukaan soittanut.",
        "wants_answer": "yes",
        "name": "Palautteen Antaja",
        "email": "resident@example.org",
        "privacy_read": True,
    },
    "complaint": {
        "maker": "self",
        "kind": "health",
        "place": "Keskustan terveysasema",
        "when": "3.3.2026",
        "text": "Minua ei tutkittu, vaikka kerroin oireista.",
        "name": "Muistutuksen Tekijä",
        "birth_date": "1950-05-05",
        "address": "Rantatie 2, 00000 Keski-Järvi",
        "email": "resident@example.org",
        "delivery": "letter",
        "privacy_read": True,
    },
    "information_request": {
        "title": "Pöytäkirja terveysaseman siirrosta",
        "request": "Pyydän pöytäkirjaa, jossa siirrosta päätettiin.",
        "concerns": "public",
        "delivery": "email",
        "email": "resident@example.org",
        "privacy_read": True,
    },
    "data_request": {
        "right": "access",
        "service": "Suun terveydenhuolto",
        "text": "Kaikki tiedot vuosilta 2024 ja 2025.",
        "whose": "own",
        "name": "Pyynnön Tekijä",
        "birth_date": "1970-01-01",
        "email": "resident@example.org",
        "delivery": "letter",
        "privacy_read": True,
    },
    "accessibility_feedback": {
        "title": "Lomaketta ei voi lähettää näppäimistöllä",
        "page_address": "https://example.org/aloite",
        "text": "Painike ei saa kohdistusta.",
        "wish": "mend",
        "technology": "Ruudunlukija",
        "wants_answer": "yes",
        "email": "resident@example.org",
        "privacy_read": True,
    },
}


def send(
    channel: Channel, *, at: datetime, language: str = "fi", **answers: Any
) -> Case:
    """Send the channel's form, with other answers than the usual ones if given."""
    answers = {**ANSWERS[channel.procedure.key], **answers}
    return send_form(channel, answers, at=at, language=language)


def due(case: Case, key: str) -> date | None:
    """Return the last day of the case's newest deadline of that key."""
    deadline = case.deadlines.filter(key=key).order_by("-pk")[0]
    return deadline.due_at.astimezone(FINLAND).date() if deadline.due_at else None


def mails(mailoutbox: list[EmailMessage]) -> list[EmailMessage]:
    """Send what waits and return what the submitters have got, oldest first."""
    outbox.drain(["mail"])
    return mailoutbox
