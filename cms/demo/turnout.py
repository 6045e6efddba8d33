"""Who takes part through the demo's other channels, and what was done with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cms.accounts.models import User
from cms.demo.sending import send, take
from cms.demo.turnout_words import (
    EXPERT_REQUESTS,
    IDEAS,
    SIGN_UPS,
    STATEMENTS,
    Step,
)
from workflows.models import Procedure

_GROUPS = ("resident", "organisation", "professional", "expert_by_experience")
_REGISTERED = 14
_SURVEYED = 9
#: days from the moment of loading to what an expert is asked for
_TO_REQUESTED = 60
_VIEWS = ("agree", "rather_agree", "neither", "rather_disagree", "cannot_say")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One form that was sent, and how far it has come."""

    channel: str
    answers: Mapping[str, Any]
    days_ago: int
    language: str = "fi"
    steps: tuple[Step, ...] = field(default=())


def load_turnout(*, staff: Mapping[str, User], at: datetime) -> None:
    """Send every form of the other channels, the earliest first."""
    procedures = {one.key: one for one in Procedure.objects.all()}
    told = [
        *_surveyed(),
        *_registered(),
        *_statements(),
        *_signed_up(),
        *_requested(at),
    ]
    for one in sorted(told, key=lambda one: -one.days_ago):
        sent_at = at - timedelta(days=one.days_ago)
        case = send(
            procedure=procedures[one.channel],
            answers=one.answers,
            language=one.language,
            at=sent_at,
        )
        for number, (transition, person, written) in enumerate(one.steps, start=1):
            taken_at = sent_at + (at - sent_at) * number / (len(one.steps) + 1)
            take(
                case,
                staff,
                transition=transition,
                person=person,
                at=taken_at,
                written=written,
            )


def _surveyed() -> Iterator[Sent]:
    for number in range(_SURVEYED):
        idea = IDEAS[number] if number < len(IDEAS) else None
        yield Sent(
            channel="survey_answer",
            answers={
                "finds_information": _VIEWS[number % 5],
                "is_heard": _VIEWS[number % 3],
                "knows_ways": _VIEWS[(number + 2) % 5],
                "ways": ["surveys", "events"] if number % 2 else ["developing"],
                "obstacles": ["no_time"] if number % 3 else ["no_knowledge"],
                "ideas": idea.text if idea else "",
                "group": _GROUPS[number % 2],
                "age": ("18_29", "30_64", "65_74")[number % 3],
            },
            days_ago=12 - number,
            steps=(("gather", "reviewer", idea.gathered),)
            if idea and idea.gathered
            else (),
        )


def _registered() -> Iterator[Sent]:
    for number in range(1, _REGISTERED + 1):
        yield Sent(
            channel="forum_registration",
            answers={
                "name": f"Esimerkki Osallistuja {number}",
                "group": _GROUPS[number % 4],
                "arrangements": [] if number % 4 else ["captions"],
                "wishes": "",
                "email": f"osallistuja{number}@example.org",
                "privacy_read": True,
            },
            days_ago=_REGISTERED + 1 - number,
        )


def _statements() -> Iterator[Sent]:
    for number, one in enumerate(STATEMENTS, start=1):
        yield Sent(
            channel="statement",
            answers={
                "themes": [one.theme],
                f"{one.theme}_view": "supports_partly",
                f"{one.theme}_statement": one.text,
                "general_statement": one.general,
                "missing": "",
                "giver_kind": "organisation",
                "given_by": f"Esimerkkiyhdistys {number}",
                "signatory": "Esimerkki Puheenjohtaja",
                "publish": one.publish,
                "email": f"yhdistys{number}@example.org",
                "understands_public": True,
                "privacy_read": True,
            },
            days_ago=one.days_ago,
            steps=one.steps,
        )


def _signed_up() -> Iterator[Sent]:
    for number, one in enumerate(SIGN_UPS, start=1):
        yield Sent(
            channel="register_signup",
            answers={
                "pools": list(one.pools),
                "themes": ["mental_health"],
                "motive": one.motive,
                "when": ["evenings"],
                "area": "Keski-Järvi",
                "name": f"Esimerkki Kehittäjä {number}",
                "email": f"kehittaja{number}@example.org",
                "contact_by": "email",
                "contact_consent": True,
                "privacy_read": True,
            },
            days_ago=one.days_ago,
            steps=one.steps,
        )


def _requested(at: datetime) -> Iterator[Sent]:
    wanted_on = (at + timedelta(days=_TO_REQUESTED)).date().isoformat()
    for number, one in enumerate(EXPERT_REQUESTS, start=1):
        yield Sent(
            channel="expert_request",
            answers={
                **one.answers,
                "wanted_on": wanted_on,
                "fee": "by_rule",
                "travel": "remote",
                "support": "Vastuuhoitaja perehdyttää ja käy kokemuksen läpi lopuksi.",
                "name": "Esimerkki Ammattilainen, palveluesimies",
                "email": f"yksikko{number}@example.org",
                "understands": True,
            },
            days_ago=one.days_ago,
            steps=one.steps,
        )
