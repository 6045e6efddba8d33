"""The channels of the demo: the initiative's page, and when which one is open."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.demo.accessibility import ACCESSIBILITY_FEEDBACK
from cms.demo.calendar import hour_of, weekday_near
from cms.demo.complaint import COMPLAINT
from cms.demo.entry import Entry, steps
from cms.demo.experts import EXPERTS
from cms.demo.feedback import FEEDBACK
from cms.demo.forum import days_to_next_meeting
from cms.demo.information import DATA, INFORMATION
from cms.demo.register import DEVELOPERS
from cms.demo.registration import REGISTRATION
from cms.demo.service_initiative import SERVICE_INITIATIVE
from cms.demo.statements import STATEMENT
from cms.demo.survey import SURVEY
from cms.models import ChannelPage

INITIATIVE = Entry(
    key="initiative",
    model=ChannelPage,
    parent="participate",
    channel="initiative",
    words={
        "fi": {
            "title": "Tee aloite",
            "slug": "aloite",
            "lead": "Ehdota, miten hyvinvointialueen palveluja tai toimintaa pitäisi muuttaa.",
            "start_label": "Tee aloite",
            "who": "<p>Aloitteen voi tehdä alueen asukas. Myös yhteisö tai säätiö, jolla on toimintaa alueella, ja palvelujen käyttäjä voi tehdä aloitteen. Ikärajaa ei ole.</p>",
            "what_happens": steps(
                (
                    "Kerrot ehdotuksesi",
                    "Lomakkeessa on muutama lyhyt sivu. Saat kuittauksen ja linkin, josta näet käsittelyn vaiheen.",
                ),
                (
                    "Asiantuntija valmistelee vastauksen",
                    "Kysymme sinulta lisää, jos jokin jäi epäselväksi.",
                ),
                (
                    "Toinen henkilö hyväksyy vastauksen",
                    "Vastauksen kirjoittaja ei voi hyväksyä sitä itse.",
                ),
                (
                    "Vastaus julkaistaan",
                    "Poistamme henkilötiedot ja kerromme, mihin toimiin aloite johtaa tai miksi se ei johda toimiin.",
                ),
                (
                    "Seuraamme, miten kävi",
                    "Lisäämme julkaistun vastauksen yhteyteen tiedon siitä, mitä on tehty.",
                ),
            ),
            "how_long": "<p>Lomakkeen täyttämiseen kuluu noin 10 minuuttia. Saat tiedon aloitteen vastaanottamisesta heti. Näet tilasivulta seuraavan päivämäärän ja sen perusteen.</p>",
            "privacy": "<p>Lähettämäsi tekstin näkevät vain aloitteen käsittelijät. Julkaisemme aloitteesta erikseen kirjoitetun tiivistelmän, jossa ei ole henkilötietoja.</p>",
        },
        "sv": {
            "title": "Lägg fram ett initiativ",
            "slug": "initiativ",
            "lead": "Föreslå hur välfärdsområdets tjänster eller verksamhet borde ändras.",
            "start_label": "Lägg fram ett initiativ",
            "who": "<p>Initiativ kan läggas fram av den som bor i området. Också en sammanslutning eller stiftelse som verkar i området och den som använder tjänsterna kan lägga fram ett initiativ. Det finns ingen åldersgräns.</p>",
            "what_happens": steps(
                (
                    "Du berättar om ditt förslag",
                    "Blanketten har några korta sidor. Du får en kvittens och en länk där du ser hur behandlingen framskrider.",
                ),
                (
                    "En sakkunnig bereder svaret",
                    "Vi frågar dig om något är oklart.",
                ),
                (
                    "En annan person godkänner svaret",
                    "Den som har skrivit svaret kan inte själv godkänna det.",
                ),
                (
                    "Svaret publiceras",
                    "Vi tar bort personuppgifter och berättar vilka åtgärder initiativet leder till eller varför det inte leder till åtgärder.",
                ),
                (
                    "Vi följer upp hur det gick",
                    "I samband med det publicerade svaret berättar vi vad som har gjorts.",
                ),
            ),
            "how_long": "<p>Det tar ungefär 10 minuter att fylla i blanketten. Du får genast besked om att initiativet har tagits emot. På statussidan ser du nästa datum och vad det grundar sig på.</p>",
            "privacy": "<p>Texten som du skickar ses bara av dem som behandlar initiativet. Vi publicerar ett sammandrag som är skrivet för sig och som inte innehåller personuppgifter.</p>",
        },
        "en": {
            "title": "Make an initiative",
            "slug": "initiative",
            "lead": "Propose how the county's services or activities should change.",
            "start_label": "Make an initiative",
            "who": "<p>Anyone who lives in the area may make an initiative. So may an association or foundation that is active in the area, and anyone who uses the services. There is no age limit.</p>",
            "what_happens": steps(
                (
                    "You tell us your proposal",
                    "The form has a few short pages. You get a receipt and a link that shows how the handling goes.",
                ),
                (
                    "A specialist prepares the answer",
                    "We ask you for more if something is unclear.",
                ),
                (
                    "Another person approves the answer",
                    "Whoever wrote the answer cannot approve it.",
                ),
                (
                    "The answer is published",
                    "We remove personal data and tell what the initiative leads to, or why it leads to nothing.",
                ),
                (
                    "We follow how it went",
                    "Beside the published answer we tell what has been done.",
                ),
            ),
            "how_long": "<p>Filling in the form takes about 10 minutes. You are told at once that the initiative has arrived. The status page shows the next date and what it is based on.</p>",
            "privacy": "<p>Only the people who handle the initiative see the text you send. We publish a summary that is written separately and holds no personal data.</p>",
        },
        "fi-simple": {
            "title": "Tee aloite",
            "slug": "aloite",
            "lead": "Aloite on ehdotus. Voit ehdottaa, mitä palveluissa pitäisi muuttaa.",
            "start_label": "Aloita",
            "who": "<p>Sinä voit tehdä aloitteen, jos asut alueella tai käytät alueen palveluja. Voit olla lapsi tai aikuinen.</p>",
            "what_happens": steps(
                ("Kirjoita ehdotus", "Vastaa kysymyksiin. Lomake on helppo."),
                ("Odota vastausta", "Luemme ehdotuksen. Kirjoitamme vastauksen."),
                ("Lue vastaus", "Julkaisemme vastauksen. Nimesi ei näy siinä."),
            ),
            "how_long": "<p>Lomakkeen täyttäminen kestää noin 10 minuuttia. Kerromme sinulle, milloin saat vastauksen.</p>",
            "privacy": "<p>Vain työntekijät näkevät, mitä kirjoitit. Me emme julkaise nimeäsi.</p>",
        },
    },
)

ENTRIES = [
    INITIATIVE,
    SERVICE_INITIATIVE,
    FEEDBACK,
    SURVEY,
    REGISTRATION,
    STATEMENT,
    DEVELOPERS,
    EXPERTS,
    COMPLAINT,
    INFORMATION,
    DATA,
    ACCESSIBILITY_FEEDBACK,
]

#: days from the moment of loading
_SURVEY_DAYS = 40
_ROUND_DAYS = 42
_REGISTRATION_ENDS_BEFORE = 2
_PLACES = 12


def openings(at: datetime) -> Mapping[str, Mapping[str, Any]]:
    """Return what is special in each channel's procedure: its end, its places."""
    last = days_to_next_meeting() - _REGISTRATION_ENDS_BEFORE
    return {
        "survey_answer": {"closes_at": _midnight(at, _SURVEY_DAYS)},
        "forum_registration": {"closes_at": _midnight(at, last), "places": _PLACES},
        "statement": {"closes_at": _midnight(at, _ROUND_DAYS)},
    }


def _midnight(at: datetime, days: int) -> datetime:
    """Return the end of the working day that is about so many days ahead."""
    return hour_of(weekday_near(at, days=days), 0) + timedelta(days=1)
