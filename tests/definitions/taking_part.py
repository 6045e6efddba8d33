"""What people send through the channels of participation, and what is done with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from participation.models import Channel
from tests.definitions.sending import send_form
from workflows.models import Case

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "survey_answer": {"is_heard": "rather_agree", "ways": ["surveys", "events"]},
    "forum_registration": {
        "name": "Foorumin Osallistuja",
        "group": "resident",
        "email": "resident@example.org",
        "privacy_read": True,
    },
    "register_signup": {
        "pools": ["expert_by_experience"],
        "name": "Kokemuksen Tuntija",
        "email": "resident@example.org",
        "contact_by": "email",
        "contact_consent": True,
        "privacy_read": True,
    },
    "statement": {
        "themes": ["developing"],
        "developing_view": "supports_partly",
        "developing_statement": "Raatien pitää saada vastaus ehdotuksiinsa.",
        "general_statement": "Hyvä luonnos, mutta aikataulu puuttuu.",
        "giver_kind": "person",
        "given_by": "Lausunnon Antaja",
        "publish": "without_name",
        "email": "resident@example.org",
        "understands_public": True,
        "privacy_read": True,
    },
    "expert_request": {
        "purpose": "development",
        "topic": "Päihdepoliklinikan ajanvarauksen uudistaminen",
        "description": "Kokemusasiantuntija arvioi ajanvarauksen eri vaiheet.",
        "experience": "Kokemus päihdehoidosta.",
        "wanted_on": "2026-05-04",
        "occasions": 3,
        "duration": "2 tuntia, klo 13-15",
        "place": "Etäyhteydellä",
        "fee": "by_rule",
        "travel": "remote",
        "support": "Osastonhoitaja perehdyttää ja purkaa kokemukset.",
        "unit_name": "Päihdepoliklinikka",
        "name": "Pyynnön Tekijä, osastonhoitaja",
        "email": "unit@example.org",
        "understands": True,
    },
}


def sent(
    channel: Channel, *, at: datetime, language: str = "fi", **answers: Any
) -> Case:
    """Send the channel's form; the answers stand in place of the usual ones."""
    answers = {**ANSWERS[channel.procedure.key], **answers}
    return send_form(channel, answers, at=at, language=language)


def stage_of(case: Case) -> str:
    """Return where the case is now."""
    return Case.objects.values_list("stage", flat=True).get(pk=case.pk)


def result_of(case: Case) -> str:
    """Return the lasting meaning of the final stage that the case is in."""
    case = Case.objects.get(pk=case.pk)
    assert case.closed_at is not None, case.stage
    return case.workflow_version.compiled.stage_by_key[case.stage].result


def mails_of(case: Case) -> list[str]:
    """Return the keys of the mails that the case has set off, in order."""
    effects = case.effects.filter(kind="mail").order_by("event__seq", "ordinal")
    return [effect.params["mail"] for effect in effects]
