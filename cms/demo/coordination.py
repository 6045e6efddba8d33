"""The five parts of the coordination model, each with its tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

Task = tuple[str, str]


def _part(title: str, text: str, *tasks: Task) -> tuple[str, dict[str, Any]]:
    return (
        "part",
        {
            "title": title,
            "text": text,
            "tasks": [
                {"task": task, "responsible": responsible}
                for task, responsible in tasks
            ],
        },
    )


PARTS: Mapping[str, Sequence[tuple[str, dict[str, Any]]]] = {
    "fi": [
        _part(
            "1. Yhteinen tahtotila ja ymmärrys",
            "Osallisuudelle on yhteinen tavoite, käsitteet ja laatukriteerit.",
            ("Yhteisten materiaalien ylläpito", "Osallisuuden erityisasiantuntija"),
            ("Yhdessä oppimisen tilaisuudet", "Henkilöstön kehittäminen"),
        ),
        _part(
            "2. Väylät, verkostot ja ryhmät",
            "Asiakkailla on reittejä vaikuttaa, ja ammattilaiset osaavat käyttää niitä.",
            ("Vaikuttajaverkosto", "Osallisuuden erityisasiantuntija"),
            ("Kokemusasiantuntijapankki", "Kokemusasiantuntijoiden koordinaattori"),
            ("Vertaisryhmät ja vertaistukijat", "Järjestöyhteistyön asiantuntija"),
            ("Asiakasraadit ja kehittäjäryhmät", "Asukaskehittämisen asiantuntija"),
            ("Ohjeet kokemusasiantuntijan kutsumiseen", ""),
        ),
        _part(
            "3. Menetelmät ja toimintamallit",
            "Yhteiset menetelmät ovat käytössä, ja niiden käyttöön saa tukea.",
            ("Koulutusten järjestäminen", "Henkilöstön kehittäminen"),
            ("Menetelmäosaajien pankki", "Osallisuuden erityisasiantuntija"),
            ("Menetelmien käyttöönoton seuranta", ""),
            (
                "Tuki lapsivaikutusten arviointiin ja osallistuvaan budjetointiin",
                "Strategia ja kehittäminen",
            ),
        ),
        _part(
            "4. Hyvinvointi- ja kokemustieto",
            "Asukkaat tuottavat tietoa ja ovat mukana käsittelemässä sitä.",
            ("Kerätyn tiedon yhteensovittaminen", "Tietojohtaminen"),
            ("Puuttuvan tiedon kartoittaminen", "Tietojohtaminen"),
            ("Säännöllisten tiedonkeruiden kalenteri", ""),
        ),
        _part(
            "5. Läpinäkyvyys ja tiedonsaanti",
            "Toiminnasta kerrotaan niin, että eri ryhmät löytävät ja ymmärtävät tiedon.",
            ("Osallistu ja vaikuta -osion ylläpito", "Viestintä"),
            ("Osallistumisväylistä tiedottaminen", "Viestintä"),
        ),
    ],
    "sv": [
        _part(
            "1. Gemensam vilja och förståelse",
            "Det finns ett gemensamt mål för delaktigheten samt gemensamma begrepp och kvalitetskriterier.",
            ("Underhåll av gemensamt material", "Specialsakkunnig i delaktighet"),
            ("Tillfällen för gemensamt lärande", "Personalutveckling"),
        ),
        _part(
            "2. Kanaler, nätverk och grupper",
            "Klienterna har vägar att påverka, och yrkesfolket kan använda dem.",
            ("Påverkarnätverket", "Specialsakkunnig i delaktighet"),
            ("Banken för erfarenhetsexperter", "Koordinator för erfarenhetsexperter"),
            ("Kamratgrupper och kamratstödjare", "Sakkunnig i organisationssamarbete"),
            ("Klientpaneler och utvecklargrupper", "Sakkunnig i invånarutveckling"),
            ("Anvisningar för att anlita en erfarenhetsexpert", ""),
        ),
        _part(
            "3. Metoder och modeller",
            "Gemensamma metoder används, och det finns stöd för att använda dem.",
            ("Ordnande av utbildningar", "Personalutveckling"),
            ("Banken för metodkunniga", "Specialsakkunnig i delaktighet"),
            ("Uppföljning av hur metoderna tas i bruk", ""),
            (
                "Stöd för bedömning av konsekvenser för barn och för deltagande budgetering",
                "Strategi och utveckling",
            ),
        ),
        _part(
            "4. Kunskap om välfärd och erfarenheter",
            "Invånarna tar fram kunskap och är med när den behandlas.",
            ("Samordning av insamlad kunskap", "Kunskapsledning"),
            ("Kartläggning av kunskap som saknas", "Kunskapsledning"),
            ("Kalender för regelbundna insamlingar", ""),
        ),
        _part(
            "5. Öppenhet och information",
            "Verksamheten beskrivs så att olika grupper hittar och förstår informationen.",
            ("Underhåll av avsnittet Delta och påverka", "Kommunikation"),
            ("Information om kanalerna för delaktighet", "Kommunikation"),
        ),
    ],
    "en": [
        _part(
            "1. A shared will and understanding",
            "There is a shared aim for participation, with shared concepts and criteria of quality.",
            ("Keeping shared materials", "Senior specialist in participation"),
            ("Occasions to learn together", "Staff development"),
        ),
        _part(
            "2. Channels, networks and groups",
            "Clients have ways to influence, and professionals know how to use them.",
            ("Influence network", "Senior specialist in participation"),
            ("Bank of experts by experience", "Coordinator of experts by experience"),
            (
                "Peer groups and peer supporters",
                "Specialist in work with organisations",
            ),
            (
                "Client panels and developer groups",
                "Specialist in resident development",
            ),
            ("Guidance on inviting an expert by experience", ""),
        ),
        _part(
            "3. Methods and working models",
            "Shared methods are in use, and there is support for using them.",
            ("Arranging training", "Staff development"),
            ("Bank of method experts", "Senior specialist in participation"),
            ("Following how methods are adopted", ""),
            (
                "Support for child impact assessment and participatory budgeting",
                "Strategy and development",
            ),
        ),
        _part(
            "4. Knowledge of wellbeing and experience",
            "Residents produce knowledge and take part in interpreting it.",
            ("Bringing gathered knowledge together", "Knowledge management"),
            ("Mapping what is not known", "Knowledge management"),
            ("Calendar of regular collections", ""),
        ),
        _part(
            "5. Transparency and information",
            "Activities are told of so that different groups find and understand it.",
            ("Keeping the Take part and influence section", "Communications"),
            ("Telling about the channels", "Communications"),
        ),
    ],
}
