"""The page on which one registers for the forum."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

REGISTRATION = Entry(
    key="registration",
    model=ChannelPage,
    parent="participate",
    channel="forum_registration",
    words={
        "fi": {
            "title": "Ilmoittaudu osallisuusfoorumiin",
            "slug": "ilmoittautuminen",
            "lead": "Varaa paikka seuraavaan tapaamiseen. Kun paikat ovat täynnä, pääset jonotuslistalle.",
            "start_label": "Ilmoittaudu",
            "who": "<p>Foorumi on avoin kaikille: asukkaille, järjestöille, kokemusasiantuntijoille, vapaaehtoisille ja ammattilaisille. Paikkoja on rajallisesti, jotta jokainen ehtii puhua ryhmätöissä.</p>",
            "what_happens": steps(
                (
                    "Ilmoittaudut",
                    "Saat heti tiedon siitä, onko sinulla paikka vai oletko jonossa.",
                ),
                (
                    "Saat paikan, kun sellainen vapautuu",
                    "Jos joku peruu, ensimmäinen jonossa saa paikan ja viestin siitä.",
                ),
                (
                    "Saat linkin tapaamiseen",
                    "Lähetämme etäyhteyden linkin osallistujille ennen tapaamista.",
                ),
            ),
            "how_long": "<p>Ilmoittautumiseen kuluu noin kolme minuuttia. Voit perua milloin tahansa viestissä olevasta linkistä.</p>",
            "privacy": "<p>Ilmoittautumiset näkee vain foorumin järjestäjä. Hävitämme tiedot kolmen kuukauden kuluttua tapaamisesta.</p>",
        },
        "sv": {
            "title": "Anmäl dig till delaktighetsforumet",
            "slug": "anmalan",
            "lead": "Reservera en plats till nästa träff. När platserna är slut kommer du på väntelistan.",
            "start_label": "Anmäl dig",
            "who": "<p>Forumet är öppet för alla: invånare, organisationer, erfarenhetsexperter, frivilliga och yrkesfolk. Antalet platser är begränsat för att alla ska hinna säga sitt i grupparbetena.</p>",
            "what_happens": steps(
                (
                    "Du anmäler dig",
                    "Du får genast veta om du har en plats eller står i kö.",
                ),
                (
                    "Du får en plats när en blir ledig",
                    "Om någon avbokar får den som står först i kön platsen och ett meddelande om det.",
                ),
                (
                    "Du får länken till träffen",
                    "Vi skickar länken till distansmötet till deltagarna före träffen.",
                ),
            ),
            "how_long": "<p>Det tar ungefär tre minuter att anmäla sig. Du kan avboka när som helst via länken i meddelandet.</p>",
            "privacy": "<p>Bara den som ordnar forumet ser anmälningarna. Vi förstör uppgifterna tre månader efter träffen.</p>",
        },
        "en": {
            "title": "Register for the participation forum",
            "slug": "registration",
            "lead": "Book a place at the next meeting. When the places are taken, you get onto the waiting list.",
            "start_label": "Register",
            "who": "<p>The forum is open to everybody: residents, organisations, experts by experience, volunteers and professionals. Places are limited so that everybody gets to speak in the group work.</p>",
            "what_happens": steps(
                (
                    "You register",
                    "You are told at once whether you have a place or are on the waiting list.",
                ),
                (
                    "You get a place when one is freed",
                    "If somebody cancels, the first in the list gets the place, and a message about it.",
                ),
                (
                    "You get the link to the meeting",
                    "We send the link for joining remotely to everybody who has a place, before the meeting.",
                ),
            ),
            "how_long": "<p>Registering takes about three minutes. You can cancel at any time through the link in the message.</p>",
            "privacy": "<p>Only the organiser of the forum sees the registrations. We destroy them three months after the meeting.</p>",
        },
        "fi-simple": {
            "title": "Ilmoittaudu tapaamiseen",
            "slug": "ilmoittautuminen",
            "lead": "Tule mukaan osallisuusfoorumiin. Foorumi on tapaaminen.",
            "start_label": "Aloita",
            "who": "<p>Kaikki saavat tulla.</p>",
            "what_happens": steps(
                ("Ilmoittaudu", "Kirjoita nimesi ja sähköpostiosoitteesi."),
                ("Odota viestiä", "Kerromme, saitko paikan."),
                ("Tule tapaamiseen", "Lähetämme linkin sähköpostiisi."),
            ),
            "how_long": "<p>Ilmoittautuminen kestää noin kolme minuuttia.</p>",
            "privacy": "<p>Vain tapaamisen järjestäjä näkee tietosi.</p>",
        },
    },
)
