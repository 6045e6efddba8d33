"""Pages that every footer reaches."""

from cms.demo.entry import Entry, bullets, heading, text
from cms.models import StandardPage

ACCESSIBILITY = Entry(
    key="accessibility",
    model=StandardPage,
    parent="home",
    words={
        "fi": {
            "title": "Saavutettavuusseloste",
            "slug": "saavutettavuus",
            "lead": "Tämä seloste koskee osallistumissivustoa. Esimerkkisivuston seloste on malli, jonka organisaatio täydentää omilla tiedoillaan.",
            "body": [
                heading("Miten saavutettava palvelu on"),
                text(
                    "Laki digitaalisten palvelujen tarjoamisesta edellyttää, että julkiset verkkopalvelut ovat saavutettavia. Tavoitteemme on WCAG 2.2 -ohjeistuksen AA-taso. Sivusto toimii näppäimistöllä, ruudunlukijalla ja ilman JavaScriptiä.",
                ),
                heading("Mitä emme ole vielä arvioineet"),
                bullets(
                    "Toimittajien lisäämien tiedostojen saavutettavuutta ei ole tarkastettu kattavasti.",
                    "Selkosuomeksi on vain osa sivuista.",
                ),
                heading("Valvonta"),
                text(
                    "Jos et ole tyytyväinen vastaukseemme tai et saa sitä kahdessa viikossa, voit ilmoittaa asiasta saavutettavuutta valvovalle viranomaiselle.",
                ),
            ],
        },
        "sv": {
            "title": "Tillgänglighetsutlåtande",
            "slug": "tillganglighet",
            "lead": "Utlåtandet gäller webbplatsen för delaktighet. På den här exempelwebbplatsen är det en mall som organisationen kompletterar med egna uppgifter.",
            "body": [
                heading("Hur tillgänglig tjänsten är"),
                text(
                    "Lagen om tillhandahållande av digitala tjänster kräver att offentliga webbtjänster är tillgängliga. Vårt mål är nivå AA i WCAG 2.2. Webbplatsen fungerar med tangentbord, med skärmläsare och utan JavaScript.",
                ),
                heading("Vad vi ännu inte har bedömt"),
                bullets(
                    "Tillgängligheten hos filer som redaktörer har lagt till har inte granskats heltäckande.",
                    "Bara en del av sidorna finns på lättläst finska.",
                ),
                heading("Tillsyn"),
                text(
                    "Om du inte är nöjd med vårt svar eller inte får något svar inom två veckor kan du anmäla saken till den myndighet som övervakar tillgängligheten.",
                ),
            ],
        },
        "en": {
            "title": "Accessibility statement",
            "slug": "accessibility",
            "lead": "This statement is about the participation site. On this example site it is a model that the organisation completes with its own facts.",
            "body": [
                heading("How accessible the service is"),
                text(
                    "Finnish law requires public digital services to be accessible. Our aim is level AA of WCAG 2.2. The site works with a keyboard, with a screen reader and without JavaScript.",
                ),
                heading("What we have not assessed yet"),
                bullets(
                    "Files that editors have added have not all been checked.",
                    "Only some of the pages are in plain Finnish.",
                ),
                heading("Supervision"),
                text(
                    "If you are not content with our answer, or get none in two weeks, you can tell the authority that supervises accessibility.",
                ),
            ],
        },
    },
)

PRIVACY = Entry(
    key="privacy",
    model=StandardPage,
    parent="home",
    words={
        "fi": {
            "title": "Tietosuoja",
            "slug": "tietosuoja",
            "lead": "Käytämme tietojasi vain siihen, mihin annoit ne.",
            "body": [
                bullets(
                    "Lähettämäsi vastaukset näkevät vain asian käsittelijät.",
                    "Julkaisemme vasta tekstin, josta henkilötiedot on poistettu.",
                    "Sivusto ei käytä seurantaa eikä muiden palveluja. Lomakkeen luonnos säilyy evästeen avulla, jotta voit jatkaa siitä mihin jäit.",
                ),
                text(
                    "Voit pyytää omia tietojasi tai niiden korjaamista osoitteesta tietosuoja@example.org.",
                ),
            ],
        },
        "sv": {
            "title": "Dataskydd",
            "slug": "dataskydd",
            "lead": "Vi använder dina uppgifter bara till det som du gav dem för.",
            "body": [
                bullets(
                    "Svaren som du skickar ses bara av dem som behandlar ärendet.",
                    "Vi publicerar bara text där personuppgifterna har tagits bort.",
                    "Webbplatsen använder ingen spårning och inga tjänster från andra. Ett utkast till blankett sparas med hjälp av en kaka så att du kan fortsätta där du slutade.",
                ),
                text(
                    "Du kan begära dina egna uppgifter eller rättelse av dem på adressen tietosuoja@example.org.",
                ),
            ],
        },
        "en": {
            "title": "Privacy",
            "slug": "privacy",
            "lead": "We use your data only for what you gave it for.",
            "body": [
                bullets(
                    "Only the people who handle the matter see the answers you send.",
                    "We publish only text from which personal data has been removed.",
                    "The site uses no tracking and no services of others. A cookie keeps the draft of a form, so that you can go on where you stopped.",
                ),
                text(
                    "You can ask for your data, or for its correction, at tietosuoja@example.org.",
                ),
            ],
        },
    },
)

ENTRIES = [ACCESSIBILITY, PRIVACY]
