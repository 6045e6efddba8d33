"""The page through which somebody who uses a service proposes how to better it."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

SERVICE_INITIATIVE = Entry(
    key="service_initiative",
    model=ChannelPage,
    parent="participate",
    channel="service_initiative",
    words={
        "fi": {
            "title": "Tee aloite käyttämästäsi palvelusta",
            "slug": "palvelualoite",
            "lead": "Käytätkö palvelua ja tiedät, miten se toimisi paremmin? Tee siitä aloite. Sinun ei tarvitse asua alueella.",
            "start_label": "Tee palvelualoite",
            "who": "<p>Aloitteen voi tehdä se, joka käyttää palvelua, ja se, joka hoitaa palvelua käyttävän asioita.</p>",
            "what_happens": steps(
                ("Kerrot ehdotuksesi", "Saat kuittauksen ja linkin käsittelyyn."),
                (
                    "Palvelusta vastaava arvioi sen",
                    "Saat tilaisuuden tulla kuulluksi ennen kuin vastaamme.",
                ),
                (
                    "Vastaus hyväksytään ja julkaistaan",
                    "Toinen henkilö hyväksyy vastauksen. Nimesi ei näy siinä.",
                ),
            ),
            "how_long": "<p>Lomakkeen täyttämiseen kuluu noin viisi minuuttia. Vastaamme kolmen kuukauden kuluessa.</p>",
            "privacy": "<p>Lähettämäsi tekstin näkevät vain aloitteen käsittelijät. Se, että käytät palvelua, ei näy julkaistussa vastauksessa.</p>",
        },
        "sv": {
            "title": "Lägg fram ett initiativ om en tjänst du använder",
            "slug": "tjansteinitiativ",
            "lead": "Använder du en tjänst och vet hur den kunde fungera bättre? Lägg fram ett initiativ. Du behöver inte bo i området.",
            "start_label": "Lägg fram ett initiativ",
            "who": "<p>Initiativ kan läggas fram av den som använder tjänsten och av den som sköter ärenden för någon som använder den.</p>",
            "what_happens": steps(
                (
                    "Du berättar om ditt förslag",
                    "Du får en kvittens och en länk till behandlingen.",
                ),
                (
                    "Den ansvariga bedömer det",
                    "Du får möjlighet att bli hörd innan vi svarar.",
                ),
                (
                    "Svaret godkänns och publiceras",
                    "En annan person godkänner svaret. Ditt namn syns inte.",
                ),
            ),
            "how_long": "<p>Det tar ungefär fem minuter att fylla i blanketten. Vi svarar inom tre månader.</p>",
            "privacy": "<p>Texten som du skickar ses bara av dem som behandlar initiativet. Att du använder tjänsten syns inte i det publicerade svaret.</p>",
        },
        "en": {
            "title": "Make an initiative about a service you use",
            "slug": "service-initiative",
            "lead": "Do you use a service and know how it could work better? Make an initiative. You need not live in the area.",
            "start_label": "Make an initiative",
            "who": "<p>Anybody who uses the service may make an initiative, and anybody who looks after the affairs of a person who uses it.</p>",
            "what_happens": steps(
                (
                    "You tell us your proposal",
                    "You get a receipt and a link to the handling.",
                ),
                (
                    "Those responsible consider it",
                    "You get the opportunity to be heard before we answer.",
                ),
                (
                    "The answer is approved and published",
                    "A second person approves the answer. Your name is not in it.",
                ),
            ),
            "how_long": "<p>Filling in the form takes about five minutes. We answer within three months.</p>",
            "privacy": "<p>Only the people who handle the initiative see what you send. That you use the service does not show in the published answer.</p>",
        },
    },
)
