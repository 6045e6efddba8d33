"""The words of the two programmes by language."""

from collections.abc import Mapping, Sequence
from typing import Any

from cms.demo.entry import text

PARTICIPATION: Mapping[str, Mapping[str, Any]] = {
    "fi": {
        "title": "Osallisuusohjelma",
        "slug": "osallisuusohjelma",
        "lead": "Ohjelma kertoo, miten asukkaat pääsevät vaikuttamaan neljällä osa-alueella. Seuraamme sen toteutumista neljännesvuosittain.",
        "body": [
            text(
                "Osallisuus lisää hyvinvointia ja terveyttä. Se syntyy teoista: siitä, että tieto löytyy, asiakas kohdataan, palveluja kehitetään yhdessä ja päätöksissä näkyy, mitä on kuultu."
            )
        ],
        "preparation": "<p>Ohjelma valmisteltiin yhdessä asukkaiden, järjestöjen, alueen kuntien, työntekijöiden ja päättäjien kanssa. Ajatuksia kerättiin sähköisillä kyselyillä, kuntien asukasilloissa, järjestöjen tapaamisissa, messuilla, pop up -pisteissä, palvelujen arjessa sekä valtuuston ja hallituksen seminaareissa.</p>",
    },
    "sv": {
        "title": "Delaktighetsprogrammet",
        "slug": "delaktighetsprogrammet",
        "lead": "Programmet berättar hur invånarna kan påverka inom fyra delområden. Vi följer upp det varje kvartal.",
        "body": [
            text(
                "Delaktighet ökar välfärden och hälsan. Den uppstår genom handlingar: att informationen går att hitta, att klienten blir bemött, att tjänsterna utvecklas tillsammans och att det syns i besluten vad som har sagts."
            )
        ],
        "preparation": "<p>Programmet bereddes tillsammans med invånare, organisationer, områdets kommuner, anställda och beslutsfattare. Tankar samlades in genom webbenkäter, vid kommunernas invånarkvällar, vid träffar med organisationer, på mässor, i pop up-punkter, i tjänsternas vardag och vid fullmäktiges och styrelsens seminarier.</p>",
    },
    "en": {
        "title": "Participation programme",
        "slug": "participation-programme",
        "lead": "The programme tells how residents get to influence in four areas. We review it every quarter.",
        "body": [
            text(
                "Participation adds to wellbeing and health. It comes from deeds: information that can be found, clients who are met, services developed together and decisions in which one sees what was heard."
            )
        ],
        "preparation": "<p>The programme was prepared together with residents, organisations, the municipalities of the area, staff and decision-makers. Thoughts were gathered in online surveys, at residents' evenings, at meetings with organisations, at fairs, in pop-up points, in the daily work of services and in seminars of the council and the board.</p>",
    },
}

PARTICIPATION_APPROVALS: Mapping[str, Sequence[tuple[str, str]]] = {
    "fi": [
        ("Aluehallitus", "Esitti ohjelman aluevaltuustolle."),
        ("Aluevaltuusto", "Hyväksyi ohjelman."),
    ],
    "sv": [
        ("Välfärdsområdesstyrelsen", "Föreslog programmet för fullmäktige."),
        ("Välfärdsområdesfullmäktige", "Godkände programmet."),
    ],
    "en": [
        ("County board", "Proposed the programme to the council."),
        ("County council", "Approved the programme."),
    ],
}

WELLBEING: Mapping[str, Mapping[str, Any]] = {
    "fi": {
        "title": "Hyvinvointiohjelma",
        "slug": "hyvinvointiohjelma",
        "lead": "Hyvinvointiohjelma kokoaa, miten edistämme asukkaiden hyvinvointia, terveyttä ja turvallisuutta kuntien ja järjestöjen kanssa.",
        "body": (
            "Ohjelman luonnos oli avoimesti asukkaiden ja järjestöjen kommentoitavana. Kommentit käsitellään ennen kuin ohjelma menee päätettäväksi, ja julkaisemme koosteen siitä, mitä niiden perusteella muutettiin ja mitä ei.",
            "Hyvinvointityö kuuluu lain mukaan sekä kunnille että hyvinvointialueelle. Siksi neuvottelemme siitä yhdessä joka vuosi.",
        ),
        "preparation": "<p>Luonnosta valmisteltiin kuntien hyvinvointikoordinaattoreiden, järjestöjen ja hyvinvointialueen asiantuntijoiden kanssa, ja siitä keskusteltiin osallisuusfoorumissa.</p>",
    },
    "sv": {
        "title": "Välfärdsprogrammet",
        "slug": "valfardsprogrammet",
        "lead": "Välfärdsprogrammet samlar hur vi främjar invånarnas välfärd, hälsa och trygghet tillsammans med kommunerna och organisationerna.",
        "body": (
            "Invånare och organisationer kunde fritt kommentera utkastet till program. Kommentarerna behandlas innan programmet går till beslut, och vi publicerar ett sammandrag av vad som ändrades utifrån dem och vad som inte ändrades.",
            "Enligt lagen hör arbetet för välfärd både till kommunerna och till välfärdsområdet. Därför förhandlar vi om det tillsammans varje år.",
        ),
        "preparation": "<p>Utkastet bereddes med kommunernas välfärdskoordinatorer, organisationer och välfärdsområdets sakkunniga, och det diskuterades på delaktighetsforumet.</p>",
    },
    "en": {
        "title": "Wellbeing programme",
        "slug": "wellbeing-programme",
        "lead": "The wellbeing programme gathers how we promote residents' wellbeing, health and safety together with municipalities and organisations.",
        "body": (
            "The draft was open for comments from residents and organisations. The comments are gone through before the programme is decided on, and we publish a summary of what was changed because of them and what was not.",
            "By law, work for wellbeing belongs both to municipalities and to the county. So we negotiate on it together every year.",
        ),
        "preparation": "<p>The draft was prepared with the municipalities' wellbeing coordinators, organisations and the county's specialists, and it was spoken of at the participation forum.</p>",
    },
}

WELLBEING_THEMES: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]] = {
    "fi": [
        (
            "Yhdenvertainen arki",
            "Hyvinvointierot kaventuvat vain, jos palvelut tavoittavat nekin, jotka eivät itse hae apua.",
            (
                "Viemme neuvontaa sinne, missä ihmiset muutenkin käyvät.",
                "Arvioimme päätösten vaikutukset lapsiin ennen kuin päätämme.",
            ),
        ),
        (
            "Mielen hyvinvointi ja yhteisöt",
            "Yksinäisyyttä vähennetään yhdessä järjestöjen kanssa.",
            ("Pidämme vertaisryhmät avoinna koko alueella.",),
        ),
    ],
    "sv": [
        (
            "En jämlik vardag",
            "Skillnaderna i välfärd minskar bara om tjänsterna når också dem som inte själva söker hjälp.",
            (
                "Vi för rådgivningen dit där människor ändå rör sig.",
                "Vi bedömer beslutens konsekvenser för barn innan vi beslutar.",
            ),
        ),
        (
            "Psykisk välfärd och gemenskaper",
            "Ensamheten minskas tillsammans med organisationerna.",
            ("Vi håller kamratgrupper öppna i hela området.",),
        ),
    ],
    "en": [
        (
            "An equal everyday life",
            "Differences in wellbeing narrow only if services reach those too who do not seek help.",
            (
                "We take advice to places where people go anyway.",
                "We assess the effects on children before we decide.",
            ),
        ),
        (
            "Wellbeing of the mind, and communities",
            "Loneliness is reduced together with organisations.",
            ("We keep peer groups open in the whole area.",),
        ),
    ],
}

WELLBEING_APPROVALS: Mapping[str, Sequence[tuple[str, str]]] = {
    "fi": [
        ("Avoin kommentointi", "Asukkaat ja järjestöt kommentoivat luonnosta."),
        ("Aluehallitus", "Käsittelee ohjelman ja koosteen kommenteista."),
        ("Aluevaltuusto", "Päättää ohjelmasta."),
    ],
    "sv": [
        ("Öppen kommentarsrunda", "Invånare och organisationer kommenterade utkastet."),
        (
            "Välfärdsområdesstyrelsen",
            "Behandlar programmet och sammandraget av kommentarerna.",
        ),
        ("Välfärdsområdesfullmäktige", "Beslutar om programmet."),
    ],
    "en": [
        ("Open comment round", "Residents and organisations commented on the draft."),
        ("County board", "Deals with the programme and the summary of comments."),
        ("County council", "Decides on the programme."),
    ],
}
