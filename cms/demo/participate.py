"""Take part and influence: the page above the channels."""

from cms.demo.entry import Entry, details, heading, text
from cms.models import ParticipatePage

PARTICIPATE = Entry(
    key="participate",
    model=ParticipatePage,
    parent="home",
    in_menu=True,
    words={
        "fi": {
            "title": "Osallistu ja vaikuta",
            "slug": "osallistu",
            "lead": "Tältä sivulta löydät kaikki tavat vaikuttaa hyvinvointialueen palveluihin.",
            "body": [
                heading("Et ehkä halua täyttää lomaketta"),
                text(
                    "Voit aina kertoa ajatuksesi myös paperilla, puhelimessa tai tapaamalla meidät asukasillassa, messuilla tai palvelun arjessa. Kirjaamme asian puolestasi sille päivälle, jona kerroit sen.",
                ),
                heading("Mitä osallisuus meille tarkoittaa"),
                text(
                    "Osallisuus on sitä, että tulet kuulluksi, arvostetuksi ja ymmärretyksi ja voit vaikuttaa omiin ja yhteisiin asioihin. Asiakasosallisuus tarkoittaa, että palvelujen käyttäjät ovat mukana suunnittelemassa, kehittämässä, tuottamassa ja arvioimassa palveluja.",
                ),
                details(
                    "Mitä ehdotuksilleni tapahtuu?",
                    "Jokainen aloite luetaan, ja siihen vastataan perustellusti. Ennen julkaisua vastauksesta poistetaan henkilötiedot. Seuraat käsittelyä linkistä, jonka saat kuittauksessa.",
                ),
                details(
                    "Voinko osallistua nimettömänä?",
                    "Voit antaa ehdotuksen ilman nimeäsi, mutta silloin emme voi vastata sinulle suoraan. Vastaus julkaistaan tällä sivustolla.",
                ),
            ],
        },
        "sv": {
            "title": "Delta och påverka",
            "slug": "delta",
            "lead": "Här hittar du alla sätt att påverka välfärdsområdets tjänster.",
            "body": [
                heading("Vill du hellre inte fylla i en blankett?"),
                text(
                    "Du kan alltid framföra dina tankar också på papper, per telefon eller när du träffar oss vid en invånarkväll, på en mässa eller i en tjänst. Vi antecknar ärendet åt dig på den dag då du berättade om det.",
                ),
                heading("Vad delaktighet betyder för oss"),
                text(
                    "Delaktighet är att du blir hörd, uppskattad och förstådd och kan påverka både dina egna och våra gemensamma angelägenheter. Klientdelaktighet innebär att de som använder tjänsterna är med och planerar, utvecklar, producerar och utvärderar dem.",
                ),
                details(
                    "Vad händer med mitt förslag?",
                    "Varje initiativ läses och får ett motiverat svar. Personuppgifter tas bort innan svaret publiceras. Du följer behandlingen via länken i kvittensen.",
                ),
                details(
                    "Kan jag delta anonymt?",
                    "Du kan lämna ett förslag utan ditt namn, men då kan vi inte svara dig direkt. Svaret publiceras på den här webbplatsen.",
                ),
            ],
        },
        "en": {
            "title": "Take part and influence",
            "slug": "take-part",
            "lead": "Here you find every way to influence the services of the wellbeing services county.",
            "body": [
                heading("Would you rather not fill in a form?"),
                text(
                    "You can always tell us your thoughts on paper, by phone or when you meet us at a residents' evening, at a fair or in a service. We record the matter for you under the day on which you told us.",
                ),
                heading("What participation means to us"),
                text(
                    "Participation means that you are heard, valued and understood, and that you can influence your own matters and those we share. Client participation means that people who use services help to plan, develop, produce and assess them.",
                ),
                details(
                    "What happens to my proposal?",
                    "Every initiative is read and gets an answer with its reasons. Personal data is removed before the answer is published. You follow the handling through the link in your receipt.",
                ),
                details(
                    "Can I take part without my name?",
                    "You can make a proposal without your name, but then we cannot answer you directly. The answer is published on this site.",
                ),
            ],
        },
        "fi-simple": {
            "title": "Osallistu",
            "slug": "osallistu",
            "lead": "Voit vaikuttaa monella tavalla. Valitse tapa, joka sopii sinulle.",
            "body": [
                heading("Tarvitsetko apua?"),
                text(
                    "Voit soittaa meille. Voit myös tulla tapaamaan meitä.",
                    "Työntekijä kirjoittaa ehdotuksen puolestasi.",
                ),
            ],
        },
    },
)

ENTRIES = [PARTICIPATE]
