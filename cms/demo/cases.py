"""Takes the demo's initiatives to where they are, by the real actions."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.accounts.models import User
from cms.demo.initiative import Initiative
from cms.demo.initiatives_answered import ANSWERED
from cms.demo.initiatives_open import OPEN
from cms.demo.sending import send, take
from workflows.models import Procedure

#: the way to each stage: the transitions and who does them
_TO_REVIEW = (("take", "registrar"),)
_TO_HEARING = (*_TO_REVIEW, ("offer_hearing", "reviewer"))
_HEARD = (*_TO_HEARING, ("reply_hearing", ""))
_TO_APPROVAL = (*_HEARD, ("assess", "reviewer"), ("respond", "reviewer"))
_TO_FOLLOW_UP = (*_TO_APPROVAL, ("approve", "approver"), ("publish", "publisher"))
_NOTE = ("note_follow_up", "reviewer")
WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "received": (),
    "review": _TO_REVIEW,
    "completion": (*_TO_REVIEW, ("ask_completion", "reviewer")),
    "response": _TO_APPROVAL[:-1],
    "approval": _TO_APPROVAL,
    "publication": _TO_FOLLOW_UP[:-1],
    "follow_up": _TO_FOLLOW_UP,
    "closed": (*_TO_FOLLOW_UP, _NOTE, ("close", "reviewer")),
    "rejected": (*_HEARD, ("reject", "reviewer")),
    "transferred": (*_TO_REVIEW, ("transfer", "reviewer")),
    "withdrawn": (("withdraw", ""),),
}
#: what the resident is told when handling begins, in the resident's language
_TAKEN = {
    "fi": {
        "handled_by": "Osallisuusyksikkö, osallisuussuunnittelija",
        "estimate": "kahden kuukauden kuluessa",
    },
    "sv": {
        "handled_by": "Delaktighetsenheten, delaktighetsplanerare",
        "estimate": "inom två månader",
    },
    "en": {
        "handled_by": "Participation unit, participation planner",
        "estimate": "within two months",
    },
}
_HEARING = {
    "fi": {
        "offer_hearing": {"matter": "Mikä ehdotuksessasi on sinulle tärkeintä?"},
        "reply_hearing": {"statement": "Tärkeintä on, että muutos koskee kaikkia."},
    },
    "sv": {
        "offer_hearing": {"matter": "Vad är viktigast för dig i ditt förslag?"},
        "reply_hearing": {"statement": "Det viktigaste är att ändringen gäller alla."},
    },
    "en": {
        "offer_hearing": {"matter": "What matters most to you in your proposal?"},
        "reply_hearing": {"statement": "That the change reaches everybody."},
    },
}
_ASSESSED = {"assessment": "Ehdotus on toteutettavissa nykyisillä varoilla."}


def load_cases(
    *, procedure: Procedure, staff: Mapping[str, User], at: datetime
) -> None:
    """Send every initiative and handle it as far as it is told to be."""
    told = sorted((*OPEN, *ANSWERED), key=lambda one: -one.days_ago)
    for number, initiative in enumerate(told, start=1):
        arrived_at = at - timedelta(days=initiative.days_ago)
        case = send(
            procedure=procedure,
            answers=_answers(initiative, number),
            language=initiative.language,
            at=arrived_at,
        )
        for step in _steps(initiative, arrived_at, at):
            take(case, staff, **step)


def _answers(initiative: Initiative, number: int) -> dict[str, Any]:
    return {
        "theme": initiative.theme,
        "area": initiative.area,
        "title": initiative.title,
        "proposal": initiative.proposal,
        "effect": initiative.effect,
        "ground": initiative.ground,
        "organisation_name": initiative.organisation,
        "organisation_position": "Puheenjohtaja",
        "name": f"Esimerkki Asukas {number}",
        "home_municipality": "Keski-Järvi",
        "email": f"asukas{number}@example.org",
        "phone": "",
        "publish_name": "no",
        "understands_public": True,
        "privacy_read": True,
    }


def _steps(
    initiative: Initiative, arrived_at: datetime, at: datetime
) -> Iterator[dict[str, Any]]:
    """Yield each transition of the initiative's way, spread between then and now."""
    way = list(WAYS[initiative.stage])
    if initiative.stage == "follow_up" and _NOTE[0] in initiative.written:
        way.append(_NOTE)
    pause = (at - arrived_at) / (len(way) + 1)
    language = initiative.language
    defaults = {"take": _TAKEN[language], "assess": _ASSESSED, **_HEARING[language]}
    for number, (transition, person) in enumerate(way, start=1):
        yield {
            "transition": transition,
            "person": person,
            "at": arrived_at + pause * number,
            "written": initiative.written.get(transition, defaults.get(transition, {})),
        }
