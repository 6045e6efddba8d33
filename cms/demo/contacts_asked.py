"""What residents ask for: documents, and data about themselves."""

from cms.demo.contact import Contact

ASKED = (
    Contact(
        channel="information_request",
        days_ago=3,
        answers={
            "title": "Palvelupisteiden sulkemisen vaikutusten arviointi",
            "request": "Pyydän arviointia, jonka pohjalta palvelupisteistä päätettiin.",
            "period": "viime vuosi",
            "concerns": "public",
            "delivery": "email",
            "name": "",
            "email": "tietopyynto1@example.org",
        },
        way=(("take", "registrar", {"handled_by": "Kirjaamo, asianhallintasihteeri"}),),
    ),
    Contact(
        channel="information_request",
        days_ago=11,
        answers={
            "title": "Avohoidon hankinnan tarjoukset",
            "request": "Pyydän kaikkia tarjouksia ja niiden vertailua.",
            "period": "",
            "concerns": "public",
            "delivery": "email",
            "name": "Esimerkki Yrittäjä",
            "email": "tietopyynto2@example.org",
        },
        way=(
            ("take", "registrar", {"handled_by": "Hankinnat, hankinta-asiantuntija"}),
            (
                "give_partly",
                "reviewer",
                {
                    "answer": "Lähetämme vertailun ja tarjoukset, joista on poistettu salassa pidettävät osat.",
                    "withheld": "Tarjoajien liikesalaisuudet, julkisuuslaki 24 § 1 mom. 20 kohta.",
                    "handled_by": "Hankinnat, hankinta-asiantuntija",
                },
            ),
            ("ask_decision", "", {}),
        ),
    ),
    Contact(
        channel="information_request",
        days_ago=20,
        language="sv",
        answers={
            "title": "Protokoll om hälsostationen",
            "request": "Jag vill läsa protokollet där öppettiderna ändrades.",
            "period": "i våras",
            "concerns": "public",
            "delivery": "email",
            "name": "",
            "email": "tietopyynto3@example.org",
        },
        way=(
            ("take", "registrar", {"handled_by": "Registratorskontoret"}),
            (
                "give",
                "reviewer",
                {"answer": "Protokollet finns på välfärdsområdets webbplats, § 42."},
            ),
        ),
    ),
    Contact(
        channel="data_request",
        days_ago=8,
        answers={
            "right": "access",
            "service": "Suun terveydenhuolto",
            "text": "Kaikki merkinnät viimeisten kolmen vuoden ajalta.",
            "whose": "own",
            "name": "Esimerkki Pyytäjä",
            "birth_date": "1972-03-03",
            "email": "tietosuoja1@example.org",
            "delivery": "secure",
            "address": "",
        },
        way=(("take", "data_protection_officer", {"identified": "strong"}),),
    ),
)
