"""What was and will be spoken of in the forum's meetings, by language."""

from collections.abc import Mapping

PLACES = {
    "fi": "Etäyhteydellä",
    "sv": "På distans",
    "en": "Online",
    "fi-simple": "Tapaaminen on internetissä.",
}

#: of a meeting that people come to and join from afar
HYBRID_PLACES = {
    "fi": "Maakuntakirjaston sali ja etäyhteys",
    "sv": "Landskapsbibliotekets sal och på distans",
    "en": "The hall of the county library, and online",
    "fi-simple": "Kirjasto. Voit tulla mukaan myös internetissä.",
}


def _list(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


MODELS = {
    "fi": {
        "theme": "Osallisuuden ja järjestöyhteistyön toimintamallit",
        "agenda": _list(
            "Katsaus hyvinvointialueen ajankohtaisiin asioihin",
            "Toimintamallien luonnosten esittely",
            "Työskentely pienryhmissä ja yhteinen koonti",
        ),
        "group_work": _list(
            "Ammattilaisten, hallinnon ja järjestöjen vuoropuhelun pitää olla jatkuvaa.",
            "On varmistettava, että osallisuus toteutuu myös heikommassa asemassa olevilla.",
            "Verkon rinnalla tarvitaan aina muitakin tapoja tulla kuulluksi.",
        ),
    },
    "sv": {
        "theme": "Modeller för delaktighet och organisationssamarbete",
        "agenda": _list(
            "En översikt över vad som är aktuellt i välfärdsområdet",
            "Presentation av utkasten till modeller",
            "Arbete i små grupper och gemensam sammanfattning",
        ),
        "group_work": _list(
            "Dialogen mellan yrkesfolk, förvaltning och organisationer ska vara fortlöpande.",
            "Det ska säkerställas att delaktigheten förverkligas också för dem som har det svårast.",
            "Vid sidan av webben behövs det alltid också andra sätt att bli hörd.",
        ),
    },
    "en": {
        "theme": "Working models for participation and work with organisations",
        "agenda": _list(
            "What is going on in the county now",
            "The draft models presented",
            "Work in small groups and a shared summary",
        ),
        "group_work": _list(
            "Professionals, administration and organisations must keep talking with each other.",
            "Participation has to reach people in a weaker position too.",
            "Beside the web there must always be other ways to be heard.",
        ),
    },
    "fi-simple": {"theme": "Miten asukkaat ja järjestöt ovat mukana?"},
}

FAMILIES = {
    "fi": {
        "theme": "Lasten, nuorten ja perheiden digipalvelut",
        "agenda": _list(
            "Mitä uutta digitaaliseen sote-keskukseen on tulossa",
            "Osallisuus hyvinvoinnin edistämisessä",
            "Ryhmätyöt",
        ),
        "group_work": _list(
            "Nuoret halutaan mukaan jo silloin, kun sisältöjä vasta suunnitellaan.",
            "Digitaalinen kohtaaminen vaatii ammattilaiselta omanlaistaan taitoa.",
            "Kuntien ja hyvinvointialueen osallisuusryhmien pitää tietää toisistaan.",
        ),
    },
    "sv": {
        "theme": "Digitala tjänster för barn, unga och familjer",
        "agenda": _list(
            "Vad som är på väg till den digitala social- och hälsocentralen",
            "Delaktighet i arbetet för välfärd",
            "Grupparbeten",
        ),
        "group_work": _list(
            "De unga ska vara med redan när innehållet planeras.",
            "Ett digitalt möte kräver särskild kunskap av yrkespersonen.",
            "Kommunernas och välfärdsområdets delaktighetsgrupper ska känna till varandra.",
        ),
    },
    "en": {
        "theme": "Digital services for children, young people and families",
        "agenda": _list(
            "What is coming to the digital health and social services centre",
            "Participation in promoting wellbeing",
            "Group work",
        ),
        "group_work": _list(
            "Young people want to be there when contents are first planned.",
            "Meeting somebody digitally takes skills of its own.",
            "The participation groups of municipalities and of the county should know of each other.",
        ),
    },
    "fi-simple": {"theme": "Palvelut lapsille, nuorille ja perheille"},
}

ACCESS = {
    "fi": {
        "theme": "Palveluun pääsy ja omahoito",
        "agenda": _list(
            "Miten ajanvaraus ja asiointi toimivat nyt",
            "Asukaskyselyn ensimmäiset tulokset",
            "Ryhmätyöt",
        ),
        "group_work": _list(
            "Soittopyyntö on monelle helpompi kuin jonottaminen puhelimessa.",
            "Omahoidon ohjeiden pitää löytyä yhdestä paikasta ja selkeällä kielellä.",
            "Iltavastaanottoja toivottiin etenkin pienempiin kuntiin.",
        ),
    },
    "sv": {
        "theme": "Tillgång till tjänster och egenvård",
        "agenda": _list(
            "Hur tidsbokningen och ärendehanteringen fungerar nu",
            "De första resultaten av invånarenkäten",
            "Grupparbeten",
        ),
        "group_work": _list(
            "Att be om att bli uppringd är lättare för många än att köa i telefonen.",
            "Anvisningarna för egenvård ska finnas på ett ställe och på ett klart språk.",
            "Kvällsmottagning önskades särskilt i de mindre kommunerna.",
        ),
    },
    "en": {
        "theme": "Getting into services, and self-care",
        "agenda": _list(
            "How booking and getting service work now",
            "First results of the residents' survey",
            "Group work",
        ),
        "group_work": _list(
            "For many, asking to be called back is easier than waiting on the phone.",
            "Advice on self-care should be in one place and in clear language.",
            "Evening hours were hoped for, above all in the smaller municipalities.",
        ),
    },
    "fi-simple": {"theme": "Miten pääset lääkäriin tai hoitajalle?"},
}

WELLBEING = {
    "fi": {
        "theme": "Hyvinvoinnin ja terveyden edistäminen digitaalisessa palvelussa",
        "invitation": "<p>Millaista hyvinvointia ja terveyttä edistävää tietoa toivoisit löytäväsi verkosta? Kerro ajatuksesi, niin otamme ne mukaan palvelun suunnitteluun.</p>",
        "agenda": _list(
            "Klo 13.00 Tervetuloa ja edellisen foorumin tulokset",
            "Klo 13.20 Hyvinvointiohjelman kommentointikierros",
            "Klo 14.00 Ryhmätyöt",
            "Klo 15.30 Yhteenveto ja jatko",
        ),
    },
    "sv": {
        "theme": "Främjande av välfärd och hälsa i en digital tjänst",
        "invitation": "<p>Vilken information som främjar välfärd och hälsa skulle du vilja hitta på webben? Berätta vad du tänker, så tar vi med det i planeringen av tjänsten.</p>",
        "agenda": _list(
            "Kl. 13.00 Välkommen och resultaten från föregående forum",
            "Kl. 13.20 Kommentarsrundan om välfärdsprogrammet",
            "Kl. 14.00 Grupparbeten",
            "Kl. 15.30 Sammanfattning och fortsättning",
        ),
    },
    "en": {
        "theme": "Promoting wellbeing and health in a digital service",
        "invitation": "<p>What would you like to find online about wellbeing and health? Tell us your thoughts, and we take them into the plans for the service.</p>",
        "agenda": _list(
            "13:00 Welcome, and results of the last forum",
            "13:20 The comment round of the wellbeing programme",
            "14:00 Group work",
            "15:30 Summary and what comes next",
        ),
    },
    "fi-simple": {
        "theme": "Tietoa hyvinvoinnista ja terveydestä",
        "invitation": "<p>Mitä tietoa sinä haluat löytää internetistä? Tule kertomaan.</p>",
    },
}

OLDER = {
    "fi": {
        "theme": "Ikääntyneiden palvelut ja osallisuus",
        "invitation": "<p>Ohjelma julkaistaan noin kuukautta ennen foorumia.</p>",
    },
    "sv": {
        "theme": "Tjänster för äldre och delaktighet",
        "invitation": "<p>Programmet publiceras ungefär en månad före forumet.</p>",
    },
    "en": {
        "theme": "Services for older people, and participation",
        "invitation": "<p>The programme is published about a month before the forum.</p>",
    },
    "fi-simple": {"theme": "Palvelut vanhoille ihmisille"},
}

MEETINGS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "models": MODELS,
    "families": FAMILIES,
    "access": ACCESS,
    "wellbeing": WELLBEING,
    "older": OLDER,
}
