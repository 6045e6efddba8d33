"""What the quarters and the year of the participation programme were like, in words."""

from collections.abc import Mapping, Sequence


def _text(lead: str, *points: str) -> str:
    items = "".join(f"<li>{point}</li>" for point in points)
    return f"<p>{lead}</p><ul>{items}</ul>"


#: of the last quarters, the latest first
QUARTERS: Mapping[str, Sequence[str]] = {
    "fi": (
        _text(
            "Neljänneksellä keskityttiin siihen, että palveluun pääsee helpommin. Asukkailta saatu palaute näkyi ensimmäistä kertaa myös lautakuntien esityksissä.",
            "Sähköinen ajanvaraus kattaa nyt kaikki terveysasemat.",
            "Kokemusasiantuntijoita on mukana uusissa kehittämisryhmissä.",
            "Yksi toimenpide on viivästynyt, ja sille on sovittu uusi aikataulu.",
        ),
        _text(
            "Neljänneksellä rakennettiin pohjaa: sovittiin vastuista ja siitä, miten tuloksia mitataan.",
            "Asukaskyselyn ensimmäiset tulokset käsiteltiin osallisuusfoorumissa.",
            "Henkilöstölle pidettiin kolme koulutusta kohtaamisesta.",
        ),
    ),
    "sv": (
        _text(
            "Kvartalet handlade om att göra det lättare att komma till tjänsterna. Invånarnas respons syntes för första gången också i nämndernas förslag.",
            "Den elektroniska tidsbokningen omfattar nu alla hälsostationer.",
            "Erfarenhetsexperter är med i nya utvecklingsgrupper.",
            "En åtgärd är försenad och har fått en ny tidtabell.",
        ),
        _text(
            "Under kvartalet lades grunden: man kom överens om ansvar och om hur resultaten mäts.",
            "De första resultaten av invånarenkäten behandlades på delaktighetsforumet.",
            "Personalen fick tre utbildningar i bemötande.",
        ),
    ),
    "en": (
        _text(
            "The quarter was about making it easier to get into services. For the first time residents\u2019 feedback was seen in the proposals of the boards as well.",
            "Online booking now covers every health centre.",
            "Experts by experience take part in new development groups.",
            "One measure is delayed and has a new timetable.",
        ),
        _text(
            "The quarter laid the ground: who answers for what was agreed on, and how results are measured.",
            "The first results of the residents\u2019 survey were gone through at the participation forum.",
            "The staff had three trainings in meeting people.",
        ),
    ),
}

#: of the year that the latest of those quarters is in
YEARS: Mapping[str, str] = {
    "fi": _text(
        "Vuoden aikana ohjelma siirtyi suunnitelmista arkeen. Eniten edettiin tiedonsaannissa, vähiten siinä, miten palaute näkyy päätöksissä.",
        "Jokaisella osa-alueella on vastuuyksikkö ja sovitut mittarit.",
        "Asukkaiden antamat aloitteet ja niiden vastaukset julkaistaan.",
    ),
    "sv": _text(
        "Under året gick programmet från planer till vardag. Mest framsteg gjordes i informationen, minst i hur responsen syns i besluten.",
        "Varje delområde har en ansvarig enhet och överenskomna mätare.",
        "Invånarnas initiativ och svaren på dem publiceras.",
    ),
    "en": _text(
        "Over the year the programme went from plans to everyday work. Information got furthest; how feedback is seen in decisions got least far.",
        "Each area has a unit that answers for it and agreed indicators.",
        "Residents\u2019 initiatives and the answers to them are published.",
    ),
}
