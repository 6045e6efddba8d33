"""The page on which one signs up to develop services."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

DEVELOPERS = Entry(
    key="developers",
    model=ChannelPage,
    parent="participate",
    channel="register_signup",
    words={
        "fi": {
            "title": "Lähde asukaskehittäjäksi",
            "slug": "asukaskehittajaksi",
            "lead": "Kehitämme palveluja yhdessä niiden kanssa, jotka niitä käyttävät. Et tarvitse aiempaa kokemusta etkä sitoudu mihinkään.",
            "start_label": "Ilmoittaudu mukaan",
            "who": "<p>Voit olla mukana asukasraadissa, palvelun kehittäjäryhmässä, kokemusasiantuntijana, vertaistukijana tai vaikuttajaverkostossa.</p><p>Mukaan voi lähteä jokainen, joka asuu alueella tai käyttää sen palveluja.</p>",
            "what_happens": steps(
                (
                    "Kerrot, mikä sinua kiinnostaa",
                    "Kerrot itsestäsi vain sen verran kuin haluat.",
                ),
                (
                    "Koordinaattori ottaa sinuun yhteyttä",
                    "Juttelette siitä, mitä tehtäviä on tarjolla, millainen koulutus niihin kuuluu ja mitä maksamme palkkiona.",
                ),
                ("Saat kutsuja", "Päätät joka kerta itse, lähdetkö mukaan."),
                (
                    "Kysymme vuoden välein, haluatko jatkaa",
                    "Voit jäädä pois milloin tahansa viestissä olevasta linkistä.",
                ),
            ),
            "how_long": "<p>Lomakkeen täyttämiseen kuluu noin viisi minuuttia. Koordinaattori ottaa yhteyttä kymmenen työpäivän kuluessa.</p>",
            "privacy": "<p>Käytämme yhteystietojasi vain palvelujen kehittämiseen ja arviointiin liittyvään yhteydenpitoon. Tiedot perustuvat suostumukseesi, ja voit perua sen milloin tahansa.</p>",
        },
        "sv": {
            "title": "Bli invånarutvecklare",
            "slug": "bli-invanarutvecklare",
            "lead": "Vi utvecklar tjänsterna tillsammans med dem som använder dem. Du behöver ingen tidigare erfarenhet och binder dig inte till något.",
            "start_label": "Anmäl dig",
            "who": "<p>Du kan vara med i en invånarpanel, i en utvecklargrupp för en tjänst, som erfarenhetsexpert, som kamratstödjare eller i påverkarnätverket.</p><p>Alla som bor i området eller använder dess tjänster kan vara med.</p>",
            "what_happens": steps(
                (
                    "Du berättar vad som intresserar dig",
                    "Du berättar bara så mycket om dig själv som du vill.",
                ),
                (
                    "En koordinator kontaktar dig",
                    "Ni talar om vilka uppdrag som finns, vilken utbildning de kräver och vilka arvoden vi betalar.",
                ),
                (
                    "Du får inbjudningar",
                    "Du bestämmer själv varje gång om du vill vara med.",
                ),
                (
                    "Vi frågar en gång om året om du vill fortsätta",
                    "Du kan lämna registret när som helst via länken i meddelandet.",
                ),
            ),
            "how_long": "<p>Det tar ungefär fem minuter att fylla i blanketten. En koordinator kontaktar dig inom tio arbetsdagar.</p>",
            "privacy": "<p>Vi använder dina kontaktuppgifter bara för kontakt om utvecklingen och utvärderingen av tjänsterna. Uppgifterna grundar sig på ditt samtycke, och du kan återta det när som helst.</p>",
        },
        "en": {
            "title": "Become a resident developer",
            "slug": "resident-developer",
            "lead": "We develop services together with the people who use them. You need no earlier experience, and you commit yourself to nothing.",
            "start_label": "Sign up",
            "who": "<p>You can join a residents' panel or a group that develops one service, or be an expert by experience, a peer supporter or a member of the influence network.</p><p>Everybody who lives in the area or uses its services may join.</p>",
            "what_happens": steps(
                (
                    "You tell what interests you",
                    "You tell about yourself only as much as you like.",
                ),
                (
                    "A coordinator contacts you",
                    "You talk about which tasks there are, what training comes with them and what we pay as a fee.",
                ),
                ("You get invitations", "You decide each time whether to join in."),
                (
                    "We ask once a year whether you would like to go on",
                    "You can leave at any time through the link in the message.",
                ),
            ),
            "how_long": "<p>Filling in the form takes about five minutes. A coordinator contacts you within ten working days.</p>",
            "privacy": "<p>We use your contact details only to keep in touch about developing and assessing services. The data rests on your consent, and you can withdraw it at any time.</p>",
        },
    },
)
