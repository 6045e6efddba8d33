"""What residents tell: feedback of many kinds."""

from cms.demo.contact import Contact

TOLD = (
    Contact(
        channel="feedback",
        days_ago=1,
        answers={
            "kind": "thanks",
            "service": "older_people",
            "place": "Niemenkylän päivätoiminta",
            "title": "Kiitos ulkoilusta",
            "text": "Äitini pääsi viikolla kolme kertaa ulos. Hän odottaa jo seuraavaa.",
            "wants_answer": "no",
        },
    ),
    Contact(
        channel="feedback",
        days_ago=2,
        answers={
            "kind": "criticism",
            "service": "health_centre",
            "place": "Keskustan terveysasema",
            "title": "Kukaan ei soittanut takaisin",
            "text": "Jätin soittopyynnön aamulla, eikä minulle soitettu koko päivänä.",
            "wants_answer": "yes",
            "name": "",
            "email": "palaute1@example.org",
        },
        way=(("ask_kind", "reviewer", {}),),
    ),
    Contact(
        channel="feedback",
        days_ago=6,
        language="sv",
        answers={
            "kind": "question",
            "service": "digital",
            "place": "",
            "title": "Kan jag boka tid på svenska?",
            "text": "Tidsbokningen visade bara finska sidor för mig.",
            "wants_answer": "yes",
            "name": "Exempel Invånare",
            "email": "palaute2@example.org",
        },
        way=(
            (
                "answer",
                "reviewer",
                {
                    "answer": "Ja, det kan du. Välj språk uppe till höger på sidan.",
                    "learned": "Kielen valinta ei löydy.",
                },
            ),
        ),
    ),
    Contact(
        channel="feedback",
        days_ago=9,
        answers={
            "kind": "idea",
            "service": "hospital",
            "place": "",
            "title": "Opasteet parkkipaikalta sisään",
            "text": "Pääovea ei näe parkkipaikalta. Iso nuoli auttaisi.",
            "wants_answer": "no",
        },
        way=(
            (
                "handle",
                "reviewer",
                {"passed_to": "Kiinteistöpalvelut", "learned": "Opasteet uusitaan."},
            ),
        ),
    ),
)
