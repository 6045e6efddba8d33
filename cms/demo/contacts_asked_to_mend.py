"""What residents want mended: complaints, faults of the site, a service."""

from cms.demo.contact import Contact
from cms.demo.initiative import answer

TO_MEND = (
    Contact(
        channel="complaint",
        days_ago=1,
        answers={
            "maker": "relative",
            "kind": "social",
            "patient_name": "Esimerkki Läheinen",
            "patient_birth_date": "1938-02-02",
            "relation": "tytär",
            "knows": "yes",
            "place": "Kotihoito, Niemenkylä",
            "when": "viime viikolla",
            "text": "Kolmena päivänä iltakäynti jäi tekemättä, eikä siitä kerrottu.",
            "wish": "Selvitys siitä, mitä tapahtui, ja että käynnit tehdään.",
            "name": "Esimerkki Omainen",
            "birth_date": "1964-04-04",
            "address": "Rantatie 3, 00000 Keski-Järvi",
            "email": "muistutus1@example.org",
            "delivery": "letter",
        },
    ),
    Contact(
        channel="complaint",
        days_ago=12,
        answers={
            "maker": "self",
            "kind": "health",
            "place": "Keskustan terveysasema",
            "when": "noin kaksi viikkoa sitten",
            "text": "Minua ei kuunneltu vastaanotolla, ja jouduin hakemaan apua muualta.",
            "name": "Esimerkki Potilas",
            "birth_date": "1979-09-09",
            "address": "Rantatie 4, 00000 Keski-Järvi",
            "email": "muistutus2@example.org",
            "delivery": "secure",
        },
        way=(
            (
                "take",
                "complaint_handler",
                {"handled_by": "Terveyspalvelut, hallintosihteeri"},
            ),
            (
                "ask_statement",
                "complaint_handler",
                {
                    "asked_from": "Terveysasema, osastonhoitaja",
                    "questions": "Miten vastaanotto eteni, ja mitä potilaalle kerrottiin?",
                },
            ),
        ),
    ),
    Contact(
        channel="complaint",
        days_ago=24,
        answers={
            "maker": "self",
            "kind": "social",
            "place": "Vammaispalvelut",
            "when": "kevään aikana",
            "text": "Päätökseni viivästyi, eikä minulle kerrottu syytä.",
            "name": "Esimerkki Asiakas",
            "birth_date": "1988-08-08",
            "address": "Rantatie 5, 00000 Keski-Järvi",
            "email": "muistutus3@example.org",
            "delivery": "letter",
        },
        way=(
            (
                "take",
                "complaint_handler",
                {"handled_by": "Vammaispalvelut, hallintosihteeri"},
            ),
            (
                "propose",
                "complaint_handler",
                {
                    "answer": "Päätös viivästyi sijaisen puuttumisen vuoksi. Pahoittelemme.",
                    "measures": "Sijaisjärjestely on otettu käyttöön.",
                },
            ),
        ),
    ),
    Contact(
        channel="accessibility_feedback",
        days_ago=2,
        language="en",
        answers={
            "title": "The map cannot be used with a keyboard",
            "page_address": "The page of the health centres",
            "text": "I cannot move on the map or leave it without a mouse.",
            "wish": "both",
            "technology": "Keyboard only",
            "wants_answer": "yes",
            "name": "",
            "email": "saavutettavuus1@example.org",
        },
    ),
    Contact(
        channel="accessibility_feedback",
        days_ago=16,
        answers={
            "title": "Ohjelman PDF:ssä ei ole otsikoita",
            "page_address": "Hyvinvointiohjelman liite",
            "text": "Ruudunlukija lukee koko tiedoston yhtenä pötkönä.",
            "wish": "mend",
            "technology": "Ruudunlukija",
            "wants_answer": "yes",
            "name": "",
            "email": "saavutettavuus2@example.org",
        },
        way=(
            (
                "promise",
                "reviewer",
                {
                    "answer": "Tiedosto tehtiin ilman rakennetta. Teemme sen uudelleen.",
                    "mended_by": "2027-01-29",
                },
            ),
        ),
    ),
    Contact(
        channel="service_initiative",
        days_ago=5,
        answers={
            "service": "families",
            "unit": "Keskustan neuvola",
            "uses": "self",
            "title": "Neuvolaan odotustila, jossa mahtuu leikkimään",
            "proposal": "Odotamme käytävällä vaunujen kanssa. Tyhjä huone kelpaisi.",
            "effect": "Odottaminen olisi helpompaa kaikille perheille.",
            "name": "Esimerkki Vanhempi",
            "email": "palvelualoite1@example.org",
            "understands_public": True,
        },
        way=(
            (
                "take",
                "registrar",
                {
                    "handled_by": "Neuvolapalvelut",
                    "estimate": "kahden kuukauden kuluessa",
                },
            ),
            (
                "offer_hearing",
                "reviewer",
                {"matter": "Mihin aikaan päivästä käytävä on täynnä?"},
            ),
        ),
    ),
    Contact(
        channel="service_initiative",
        days_ago=55,
        answers={
            "service": "older_people",
            "unit": "Niemenkylän päivätoiminta",
            "uses": "guardian",
            "title": "Ulkoilua päivätoiminnassa joka päivä",
            "proposal": "Ulos pääsee nyt kerran viikossa. Pihalle pääsisi joka päivä.",
            "effect": "Asiakkaiden liikuntakyky säilyy.",
            "name": "Esimerkki Omainen",
            "email": "palvelualoite2@example.org",
            "understands_public": True,
        },
        way=(
            (
                "take",
                "registrar",
                {
                    "handled_by": "Päivätoiminta",
                    "estimate": "kahden kuukauden kuluessa",
                },
            ),
            (
                "offer_hearing",
                "reviewer",
                {"matter": "Kuinka pitkään ulkona jaksaisi olla?"},
            ),
            ("reply_hearing", "", {"statement": "Puoli tuntia riittäisi hyvin."}),
            (
                "respond",
                "reviewer",
                answer(
                    "Ulkoilua päivätoiminnassa joka päivä",
                    "Aloitteessa ehdotetaan, että päivätoiminnasta pääsee ulos joka päivä.",
                    "Ehdotus toteutetaan. Pihalle pääsee jatkossa joka toimintapäivä.",
                    "Ulkoilu on viikko-ohjelmassa ensi kuun alusta.",
                    "Päivätoiminnan esihenkilö",
                ),
            ),
            ("approve", "approver", {}),
        ),
    ),
)
