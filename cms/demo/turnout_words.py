"""What those who take part in the demo wrote, and what they were answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: transition, who does it ("" for the submitter), what is written
Step = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A free-text answer of the survey, and what was taken of it into the results."""

    text: str
    gathered: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Statement:
    theme: str
    text: str
    general: str
    publish: str
    days_ago: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignUp:
    pools: tuple[str, ...]
    motive: str
    days_ago: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExpertRequest:
    answers: Mapping[str, Any]
    days_ago: int
    steps: tuple[Step, ...] = ()


IDEAS = (
    Idea(
        text="Asukasraadin ehdotuksista ei kuulu jälkeenpäin mitään.",
        gathered={
            "themes": ["decisions"],
            "gist": "Raadille pitää kertoa, mihin ehdotukset johtivat.",
        },
    ),
    Idea(
        text="Asukasillat ovat aina samassa paikassa ja liian aikaisin.",
        gathered={
            "themes": ["developing"],
            "gist": "Asukasiltoja toivotaan eri kuntiin ja myöhemmäksi illalla.",
        },
    ),
    Idea(text="Nuorilta voisi kysyä siellä, missä he jo ovat.", gathered={}),
)

STATEMENTS = (
    Statement(
        theme="developing",
        text="Luonnoksessa luvataan asukasraatien jatkuvan. Raatien ehdotuksille pitäisi kirjata vastaamisen määräaika.",
        general="Luonnos on selkeä, ja sen neljä osa-aluetta ovat oikeat. Aikataulu jää avoimeksi.",
        publish="without_name",
        days_ago=15,
        steps=(
            (
                "prepare",
                "reviewer",
                {
                    "public_title": "Asukasraatien ehdotuksiin vastaamiselle määräaika",
                    "public_summary": "Lausunnossa kannatetaan luonnoksen osa-alueita ja toivotaan, että asukasraatien ehdotuksiin vastataan sovitussa ajassa.",
                    "answer": "Lausunto otetaan huomioon. Raadit ovat saaneet vastauksia vaihtelevasti, ja yhteinen aika on perusteltu.",
                    "measures": "Ohjelmaan lisätään tavoite: raadin ehdotukseen vastataan kahdessa kuukaudessa.",
                    "answered_by": "Osallisuussuunnittelija",
                },
            ),
            ("publish", "approver", {}),
        ),
    ),
    Statement(
        theme="information",
        text="Ajanvarauksen ohjeet pitää saada myös paperilla. Kaikilla jäsenillämme ei ole verkkoyhteyttä.",
        general="Kannatamme ohjelmaa. Verkon rinnalle tarvitaan muita tapoja.",
        publish="no",
        days_ago=9,
        steps=(
            (
                "gather",
                "reviewer",
                {
                    "considered": "yes",
                    "effect": "Luonnokseen lisätään, että jokaisesta kanavasta on myös paperinen tai puhelimessa toimiva vaihtoehto.",
                },
            ),
        ),
    ),
    Statement(
        theme="decisions",
        text="Päätösten perusteluissa pitäisi aina kertoa, mitä asukkailta kuultiin ja miten se vaikutti.",
        general="Hyvä luonnos. Neljännesvuosittainen seuranta on tarpeen.",
        publish="with_name",
        days_ago=3,
    ),
)

SIGN_UPS = (
    SignUp(
        pools=("expert_by_experience",),
        motive="Haluan, että oma kokemukseni auttaa muita saamaan apua nopeammin.",
        days_ago=30,
        steps=(
            (
                "accept",
                "coordinator",
                {
                    "pools": ["expert_by_experience"],
                    "training": "coming",
                    "next_step": "Koulutus alkaa ensi kuussa. Lähetämme siitä kutsun.",
                },
            ),
        ),
    ),
    SignUp(
        pools=("panel", "network"),
        motive="Kuntani palvelut siirtyvät kauemmas, ja haluan olla mukana miettimässä ratkaisuja.",
        days_ago=6,
    ),
    SignUp(pools=("developer",), motive="", days_ago=2),
)

EXPERT_REQUESTS = (
    ExpertRequest(
        answers={
            "purpose": "development",
            "topic": "Päihdepoliklinikan ajanvarauksen uudistaminen",
            "description": "Kokemusasiantuntija käy kanssamme läpi, miltä ajanvaraus tuntuu sen eri vaiheissa.",
            "experience": "Kokemus päihdehoidosta ja sen hakemisesta.",
            "occasions": 3,
            "duration": "2 tuntia, klo 13.00",
            "place": "Etäyhteydellä",
            "unit_name": "Päihdepoliklinikka",
        },
        days_ago=8,
        steps=(
            ("take", "coordinator", {"plan": "Kysymme pankista kolmea henkilöä."}),
            (
                "propose",
                "coordinator",
                {
                    "expert": "Kokemusasiantuntija, kokemus päihdehoidosta",
                    "terms": "Kolme kertaa etäyhteydellä, palkkio ohjeen mukaan.",
                    "agreed_by_expert": True,
                },
            ),
        ),
    ),
    ExpertRequest(
        answers={
            "purpose": "event",
            "topic": "Puheenvuoro omaishoidon koulutuspäivässä",
            "description": "Etsimme omaishoitajaa kertomaan, mikä tuki on auttanut arjessa.",
            "experience": "Omaishoitajuus ikääntyneen läheisen kanssa.",
            "occasions": 1,
            "duration": "30 minuuttia, klo 10.00",
            "place": "Keski-Järven kirjasto, esteetön sali",
            "unit_name": "Ikääntyneiden palvelut",
        },
        days_ago=1,
    ),
)
