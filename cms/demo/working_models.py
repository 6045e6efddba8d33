"""The two working models: coordinating participation, and working with organisations."""

from cms.demo.coordination import PARTS
from cms.demo.entry import Entry, bullets, text
from cms.models import ModelPage

COORDINATION = Entry(
    key="coordination-model",
    model=ModelPage,
    parent="programmes",
    words={
        "fi": {
            "title": "Osallisuuden koordinaatiomalli",
            "slug": "koordinaatiomalli",
            "lead": "Yhteinen kehikko sille, mitä kaikkea osallisuuden edistäminen sote-keskuksessa vaatii ja kuka mistäkin vastaa.",
            "body": [
                text(
                    "Mallissa on viisi osaa. Mallista tulee arkea vasta, kun jokaiselle tehtävälle on sovittu vastuuhenkilö. Siksi näytämme myös tehtävät, joista ei ole vielä sovittu."
                )
            ],
            "parts": PARTS["fi"],
            "basic_idea": "<p>Osallisuuden edistäminen on tietoista ja yhteistä työtä, ei yhden projektin tehtävä. Malli jäsentää sen viiteen osaan ja kokoaa jokaisen osan koordinaatiotehtävät.</p>",
            "conditions": "<p>Johto sitoutuu malliin, tehtäville nimetään vastuuroolit ja niiden hoitamiseen varataan työaikaa. Toteutumista seurataan yhdessä asiakkaiden kanssa.</p>",
            "environment": "<p>Malli on tehty sote- ja perhekeskuksille, joissa useat palvelut ja järjestöt toimivat saman asiakkaan kanssa.</p>",
            "target_group": "<p>Kohderyhmä ovat palvelujen käyttäjät, myös lapset, nuoret ja perheet. Asukkaat tuottavat tietoa omasta arjestaan ja ovat mukana, kun tietoa tulkitaan.</p>",
            "place": "Keski-Järven hyvinvointialue",
            "funder": "Oma toiminta",
            "author": "Osallisuus ja järjestöyhteistyö",
        },
        "sv": {
            "title": "Modellen för samordning av delaktighet",
            "slug": "samordningsmodellen",
            "lead": "En gemensam ram för vad det kräver att främja delaktighet på en social- och hälsocentral, och för vem som ansvarar för vad.",
            "body": [
                text(
                    "Modellen har fem delar. Den blir vardag först när det för varje uppgift har avtalats vem som ansvarar. Därför visar vi också de uppgifter som det ännu inte har avtalats om."
                )
            ],
            "parts": PARTS["sv"],
            "basic_idea": "<p>Att främja delaktighet är ett medvetet och gemensamt arbete, inte uppgiften för ett enda projekt. Modellen delar in arbetet i fem delar och samlar uppgifterna för samordning i varje del.</p>",
            "conditions": "<p>Ledningen förbinder sig till modellen, ansvariga roller utses och arbetstid reserveras. Utfallet följs upp tillsammans med klienterna.</p>",
            "environment": "<p>Modellen är gjord för social- och hälsocentraler och familjecenter där flera tjänster och organisationer möter samma klient.</p>",
            "target_group": "<p>Målgruppen är de som använder tjänsterna, också barn, unga och familjer. Invånarna tar fram kunskap om sin egen vardag och är med när kunskapen tolkas.</p>",
            "place": "Keski-Järvi välfärdsområde",
            "funder": "Egen verksamhet",
            "author": "Delaktighet och organisationssamarbete",
        },
        "en": {
            "title": "Coordination model for participation",
            "slug": "coordination-model",
            "lead": "A shared frame for what it takes to promote participation in a health and social services centre, and for who answers for which piece of it.",
            "body": [
                text(
                    "The model has five parts. It becomes daily life only when somebody answers for each task. So we also show the tasks that nobody has been agreed on for yet."
                )
            ],
            "parts": PARTS["en"],
            "basic_idea": "<p>Promoting participation is deliberate, shared work and not the task of a single project. The model sets it out in five parts and gathers the coordination tasks of each.</p>",
            "conditions": "<p>Management commits itself, roles are named for the tasks and working time is set aside. How it goes is followed together with clients.</p>",
            "environment": "<p>The model is made for health and social services centres and family centres, where several services and organisations meet the same client.</p>",
            "target_group": "<p>The people who use the services, children, young people and families among them. Residents produce knowledge of their own everyday life and are there when it is interpreted.</p>",
            "place": "Wellbeing Services County of Keski-Järvi",
            "funder": "Own activities",
            "author": "Participation and work with organisations",
        },
    },
)

ORGANISATIONS = Entry(
    key="organisations-model",
    model=ModelPage,
    parent="programmes",
    words={
        "fi": {
            "title": "Järjestöyhteistyön toimintamalli",
            "slug": "jarjestoyhteistyo",
            "lead": "Miten järjestöt ja hyvinvointialue tekevät työtä yhdessä. Periaatteet ja hyvät käytännöt on koottu osallisuusfoorumissa.",
            "body": [
                bullets(
                    "Järjestöt ovat mukana valmistelussa alusta alkaen, eivät vasta kommentoijina.",
                    "Vuoropuhelulle on sovittu paikka ja aika.",
                    "Pienikin yhdistys löytää yhteyshenkilön yhdestä osoitteesta.",
                    "Järjestöjen tuki on osa asiakkaan palvelupolkua.",
                )
            ],
            "basic_idea": "<p>Malli kuvaa, millaisia rakenteita, voimavaroja ja toimia yhteistyö vaatii. Se auttaa palveluja ymmärtämään järjestöjen merkitystä ja järjestöjä löytämään paikkansa.</p>",
            "target_group": "<p>Alueella toimivat yhdistykset ja järjestöt sekä niiden kautta tukea saavat asukkaat.</p>",
            "author": "Osallisuus ja järjestöyhteistyö",
        },
        "sv": {
            "title": "Modellen för organisationssamarbete",
            "slug": "organisationssamarbete",
            "lead": "Hur organisationerna och välfärdsområdet arbetar tillsammans. Principerna och den goda praxisen har samlats på delaktighetsforumet.",
            "body": [
                bullets(
                    "Organisationerna är med i beredningen från början, inte bara när det gäller att kommentera.",
                    "Det finns en överenskommen plats och tid för dialogen.",
                    "Också en liten förening hittar sin kontaktperson på ett och samma ställe.",
                    "Organisationernas stöd är en del av klientens servicestig.",
                )
            ],
            "basic_idea": "<p>Modellen beskriver vilka strukturer, resurser och åtgärder samarbetet kräver. Den hjälper tjänsterna att förstå organisationernas betydelse och organisationerna att hitta sin plats.</p>",
            "target_group": "<p>Föreningar och organisationer som verkar i området och de invånare som får stöd genom dem.</p>",
            "author": "Delaktighet och organisationssamarbete",
        },
        "en": {
            "title": "Working model with organisations",
            "slug": "work-with-organisations",
            "lead": "How organisations and the county work together. The principles and good practices were gathered at the participation forum.",
            "body": [
                bullets(
                    "Organisations are there from the start of preparation, not only to comment.",
                    "There is an agreed place and time for talking with each other.",
                    "Even a small association finds its contact in one place.",
                    "The support of organisations is part of the client's path through services.",
                )
            ],
            "basic_idea": "<p>The model describes the structures, resources and measures that working together takes. It helps services to see what organisations mean, and organisations to find their place.</p>",
            "target_group": "<p>Associations and organisations active in the area, and residents who get support through them.</p>",
            "author": "Participation and work with organisations",
        },
    },
)

ENTRIES = [COORDINATION, ORGANISATIONS]
