"""The front pages."""

from cms.demo.entry import Entry, heading, text
from cms.models import HomePage

HOME = Entry(
    key="home",
    model=HomePage,
    words={
        "fi": {
            "title": "Etusivu",
            "slug": "fi",
            "headline": "Sinun sanasi kuuluu palveluihimme",
            "lead": "Tee aloite, tule osallisuusfoorumiin ja seuraa, mitä ehdotuksillesi tapahtuu. Jokainen aloite saa vastauksen, ja vastaukset ovat kaikkien luettavissa.",
            "body": [
                heading("Näin äänesi vaikuttaa"),
                text(
                    "Osallisuus on kuulumista ja kuulluksi tulemista. Keräämme ajatuksia verkossa, asukasilloissa, messuilla ja palvelujen arjessa, ja kerromme aina, mihin ne johtivat.",
                    "Voit osallistua suomeksi, ruotsiksi tai englanniksi. Osa sivuista on myös selkosuomeksi.",
                ),
            ],
        },
        "sv": {
            "title": "Framsida",
            "slug": "sv",
            "headline": "Din röst hör hemma i våra tjänster",
            "lead": "Lägg fram ett initiativ, kom till delaktighetsforumet och följ vad som händer med dina förslag. Varje initiativ får ett svar, och svaren kan läsas av alla.",
            "body": [
                heading("Så påverkar din röst"),
                text(
                    "Delaktighet är att höra till och att bli hörd. Vi samlar in tankar på webben, vid invånarkvällar, på mässor och i tjänsternas vardag, och vi berättar alltid vad de ledde till.",
                    "Du kan delta på finska, svenska eller engelska. En del av sidorna finns också på lättläst finska.",
                ),
            ],
        },
        "en": {
            "title": "Front page",
            "slug": "en",
            "headline": "Your word belongs in our services",
            "lead": "Make an initiative, come to the participation forum and follow what happens to your proposals. Every initiative gets an answer, and the answers are there for everybody to read.",
            "body": [
                heading("How your voice counts"),
                text(
                    "Participation means belonging and being heard. We gather thoughts online, at residents' evenings, at fairs and in the daily work of our services, and we always tell what came of them.",
                    "You can take part in Finnish, Swedish or English. Some pages are also in plain Finnish.",
                ),
            ],
        },
        "fi-simple": {
            "title": "Etusivu",
            "slug": "fi-simple",
            "headline": "Kerro meille, mitä ajattelet",
            "lead": "Tällä sivustolla voit vaikuttaa. Voit ehdottaa, miten palveluja muutetaan. Me vastaamme sinulle.",
            "body": [
                heading("Miksi kannattaa osallistua?"),
                text(
                    "Sinä tunnet palvelut, joita käytät. Siksi haluamme kuulla sinua.",
                    "Luemme kaikki ehdotukset. Kerromme, mitä niille tapahtuu.",
                ),
            ],
        },
    },
)

ENTRIES = [HOME]
