"""The pages on which documents, and one's own data, are asked for."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

INFORMATION = Entry(
    key="information_request",
    model=ChannelPage,
    parent="participate",
    channel="information_request",
    words={
        "fi": {
            "title": "Pyydä tietoa tai asiakirjaa",
            "slug": "tietopyynto",
            "lead": "Jokaisella on oikeus saada tieto viranomaisen julkisesta asiakirjasta. Voit pyytää sitä nimettömästi ja perustelematta.",
            "start_label": "Tee tietopyyntö",
            "who": "<p>Kuka tahansa voi pyytää julkista asiakirjaa. Jos pyydät henkilötietoja tai asiakirjaa, joka ei ole julkinen, kysymme, mihin käytät sitä.</p>",
            "what_happens": steps(
                (
                    "Kerrot, mitä haluat tietää",
                    "Mitä tarkempi pyyntö, sitä nopeampi vastaus.",
                ),
                ("Etsimme asiakirjan", "Tarkistamme, mitä siitä voi antaa."),
                (
                    "Saat tiedon tai perustelun",
                    "Jos emme voi antaa tietoa, voit pyytää päätöksen, josta voi valittaa.",
                ),
            ),
            "how_long": "<p>Annamme tiedon viimeistään kahden viikon kuluessa. Laajassa pyynnössä aikaa on kuukausi, ja kerromme siitä sinulle.</p>",
            "privacy": "<p>Käytämme yhteystietojasi vain pyyntöön vastaamiseen.</p>",
        },
        "sv": {
            "title": "Begär uppgifter eller en handling",
            "slug": "begaran-om-handlingar",
            "lead": "Var och en har rätt att ta del av en myndighets offentliga handling. Du kan begära den anonymt och utan motivering.",
            "start_label": "Gör en begäran",
            "who": "<p>Vem som helst kan begära en offentlig handling. Om du begär personuppgifter eller en handling som inte är offentlig frågar vi vad du använder den till.</p>",
            "what_happens": steps(
                (
                    "Du berättar vad du vill veta",
                    "Ju noggrannare begäran, desto snabbare svar.",
                ),
                ("Vi söker handlingen", "Vi granskar vad som kan lämnas ut."),
                (
                    "Du får uppgiften eller en motivering",
                    "Om vi inte kan lämna ut den kan du begära ett beslut som får överklagas.",
                ),
            ),
            "how_long": "<p>Vi lämnar ut uppgiften senast inom två veckor. Vid en omfattande begäran är tiden en månad, och då meddelar vi dig.</p>",
            "privacy": "<p>Vi använder dina kontaktuppgifter bara för att svara på din begäran.</p>",
        },
        "en": {
            "title": "Ask for information or a document",
            "slug": "information-request",
            "lead": "Everybody has the right to information from an authority's public documents. You can ask without your name and without giving reasons.",
            "start_label": "Make a request",
            "who": "<p>Anybody can ask for a public document. If you ask for personal data or a document that is not public, we ask what you will use it for.</p>",
            "what_happens": steps(
                (
                    "You tell what you want to know",
                    "The more exact the request, the sooner the answer.",
                ),
                ("We find the document", "We check what can be given."),
                (
                    "You get the information or the reasons",
                    "If we cannot give it, you can ask for a decision that can be appealed.",
                ),
            ),
            "how_long": "<p>We give the information within two weeks at the latest. For a large request the time is one month, and we tell you so.</p>",
            "privacy": "<p>We use your contact details only to answer the request.</p>",
        },
    },
)

DATA = Entry(
    key="data_request",
    model=ChannelPage,
    parent="participate",
    channel="data_request",
    words={
        "fi": {
            "title": "Pyydä omia tietojasi",
            "slug": "tietosuojapyynto",
            "lead": "Voit pyytää nähdä omat tietosi, korjata ne tai vaikuttaa siihen, miten niitä käytetään.",
            "start_label": "Tee tietosuojapyyntö",
            "who": "<p>Pyynnön voi tehdä omista tiedoistaan, huollettavansa tiedoista tai toisen puolesta valtuutettuna. Potilastietosi näet nopeimmin OmaKannasta.</p>",
            "what_happens": steps(
                ("Kerrot, mitä pyydät", "Älä kirjoita henkilötunnusta."),
                (
                    "Varmistamme, kuka olet",
                    "Voimme pyytää sinua todistamaan henkilöllisyytesi.",
                ),
                (
                    "Saat vastauksen",
                    "Saat sen kirjeenä, Suomi.fi-viestinä tai noutamalla.",
                ),
            ),
            "how_long": "<p>Vastaamme kuukauden kuluessa. Monimutkaisessa pyynnössä aikaa voidaan jatkaa kahdella kuukaudella, ja kerromme syyn ensimmäisen kuukauden aikana. Pyyntö on maksuton.</p>",
            "privacy": "<p>Pyynnön näkee vain tietosuojavastaava. Emme lähetä henkilötietojasi sähköpostilla.</p>",
        },
        "sv": {
            "title": "Begär dina egna uppgifter",
            "slug": "begaran-om-egna-uppgifter",
            "lead": "Du kan begära att få se dina uppgifter, rätta dem eller påverka hur de används.",
            "start_label": "Gör en begäran",
            "who": "<p>Du kan göra en begäran om dina egna uppgifter, ditt barns uppgifter eller som befullmäktigad för någon annan. Dina patientuppgifter ser du snabbast i MittKanta.</p>",
            "what_happens": steps(
                ("Du berättar vad du begär", "Skriv inte personbeteckningen."),
                ("Vi kontrollerar vem du är", "Vi kan be dig styrka din identitet."),
                (
                    "Du får svar",
                    "Du får det som brev, Suomi.fi-meddelande eller genom att hämta det.",
                ),
            ),
            "how_long": "<p>Vi svarar inom en månad. Om begäran är komplicerad kan tiden förlängas med två månader, och orsaken meddelar vi under den första månaden. Begäran är avgiftsfri.</p>",
            "privacy": "<p>Bara dataskyddsombudet ser din begäran. Vi skickar inte dina personuppgifter per e-post.</p>",
        },
        "en": {
            "title": "Ask for your own data",
            "slug": "data-request",
            "lead": "You can ask to see your own data, to have it corrected, or have a say in how it is used.",
            "start_label": "Make a data request",
            "who": "<p>You can make a request about your own data, your child's data, or for another person by mandate. You see your patient records fastest in MyKanta.</p>",
            "what_happens": steps(
                ("You tell what you ask for", "Do not write your identity code."),
                ("We make sure who you are", "We may ask you to prove your identity."),
                (
                    "You get the answer",
                    "You get it as a letter, as a Suomi.fi message, or fetch it.",
                ),
            ),
            "how_long": "<p>We answer within one month. A complex request can be extended by two months, and we tell the reason within the first month. It is free of charge.</p>",
            "privacy": "<p>Only the data protection officer sees the request. We do not send your data by e-mail.</p>",
        },
    },
)
