"""The participation survey's page."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

SURVEY = Entry(
    key="survey",
    model=ChannelPage,
    parent="participate",
    channel="survey_answer",
    words={
        "fi": {
            "title": "Vastaa osallisuuskyselyyn",
            "slug": "kysely",
            "lead": "Kerro viidessä minuutissa, miten osallisuus toteutuu palveluissamme ja miten haluaisit vaikuttaa.",
            "start_label": "Vastaa kyselyyn",
            "who": "<p>Kyselyyn voi vastata jokainen, joka asuu alueella tai käyttää palveluja. Myös järjestön edustaja ja työntekijä voi vastata.</p>",
            "what_happens": steps(
                (
                    "Vastaat nimettömästi",
                    "Voit jättää minkä tahansa kysymyksen väliin.",
                ),
                (
                    "Katsomme ensimmäiset tulokset foorumissa",
                    "Vastausten väliotosta käsitellään osallisuusfoorumissa jo ennen kuin kysely päättyy.",
                ),
                (
                    "Julkaisemme tulokset",
                    "Kerromme tällä sivustolla, mitä vastauksista opimme ja mitä muutamme.",
                ),
            ),
            "how_long": "<p>Vastaamiseen kuluu noin viisi minuuttia.</p>",
            "privacy": "<p>Emme kysy nimeä tai yhteystietoja. Avovastaukset lukee työntekijä, eikä niitä julkaista sellaisinaan.</p>",
        },
        "sv": {
            "title": "Svara på delaktighetsenkäten",
            "slug": "enkat",
            "lead": "Berätta på fem minuter hur delaktigheten förverkligas i våra tjänster och hur du skulle vilja påverka.",
            "start_label": "Svara på enkäten",
            "who": "<p>Alla som bor i området eller använder tjänsterna kan svara. Också företrädare för organisationer och anställda kan svara.</p>",
            "what_happens": steps(
                ("Du svarar anonymt", "Du kan hoppa över vilken fråga som helst."),
                (
                    "Vi ser på de första resultaten på forumet",
                    "Ett första urval av svaren behandlas på delaktighetsforumet redan innan enkäten stängs.",
                ),
                (
                    "Vi publicerar resultaten",
                    "På den här webbplatsen berättar vi vad svaren lärde oss och vad vi ändrar.",
                ),
            ),
            "how_long": "<p>Det tar ungefär fem minuter att svara.</p>",
            "privacy": "<p>Vi frågar inte efter namn eller kontaktuppgifter. De öppna svaren läses av en anställd och publiceras inte som sådana.</p>",
        },
        "en": {
            "title": "Answer the participation survey",
            "slug": "survey",
            "lead": "Tell in five minutes how participation works in our services, and how you would like to have a say.",
            "start_label": "Answer the survey",
            "who": "<p>Everybody who lives in the area or uses the services may answer. So may people from organisations, and staff.</p>",
            "what_happens": steps(
                ("You answer without your name", "You can leave out any question."),
                (
                    "We look at the first results at the forum",
                    "A sample of the answers is discussed at the participation forum before the survey closes.",
                ),
                (
                    "We publish the results",
                    "On this site we tell what the answers taught us and what we change.",
                ),
            ),
            "how_long": "<p>Answering takes about five minutes.</p>",
            "privacy": "<p>We do not ask for a name or contact details. A member of staff reads the free-text answers, and they are not published as they are.</p>",
        },
        "fi-simple": {
            "title": "Vastaa kyselyyn",
            "slug": "kysely",
            "lead": "Kerro, mitä ajattelet palveluista.",
            "start_label": "Aloita",
            "who": "<p>Sinä voit vastata, jos asut alueella tai käytät palveluja.</p>",
            "what_happens": steps(
                ("Vastaa kysymyksiin", "Emme kysy nimeäsi."),
                ("Luemme vastaukset", "Kaikki vastaukset ovat tärkeitä."),
                ("Kerromme tulokset", "Tulokset tulevat tälle sivustolle."),
            ),
            "how_long": "<p>Vastaaminen kestää noin viisi minuuttia.</p>",
            "privacy": "<p>Kukaan ei tiedä, mitä juuri sinä vastasit.</p>",
        },
    },
)
