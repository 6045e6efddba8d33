"""The words of the news by language: title, slug, lead and paragraphs."""

from collections.abc import Mapping, Sequence

#: title, slug, lead, paragraphs
Piece = tuple[str, str, str, Sequence[str]]

CONTACT_ROLE = {
    "fi": "Osallisuuden erityisasiantuntija",
    "sv": "Specialsakkunnig i delaktighet",
    "en": "Senior specialist in participation",
}

NEWS: Mapping[str, Mapping[str, Piece]] = {
    "models-forum": {
        "fi": (
            "Osallisuusfoorumi vei toimintamalleja eteenpäin",
            "foorumi-toimintamallit",
            "Noin 40 järjestöjen edustajaa, ammattilaista ja asukasta työsti osallisuuden ja järjestöyhteistyön malleja etäyhteydellä.",
            (
                "Ryhmien tuloksissa korostui jatkuva vuoropuhelu palvelujen, hallinnon ja järjestöjen välillä. Erityisesti pohdittiin, miten osallisuus toteutuu heikommassa asemassa olevilla.",
                "Osallistujat muistuttivat, etteivät digitaaliset kanavat yksin riitä. Asukkaita ja järjestöjä on kuultava myös muilla tavoilla.",
            ),
        ),
        "sv": (
            "Delaktighetsforumet förde modellerna framåt",
            "forum-modeller",
            "Omkring 40 företrädare för organisationer, yrkesfolk och invånare arbetade på distans med modellerna för delaktighet och organisationssamarbete.",
            (
                "I gruppernas resultat betonades en fortlöpande dialog mellan tjänsterna, förvaltningen och organisationerna. Särskilt diskuterades hur delaktigheten förverkligas för dem som har det svårast.",
                "Deltagarna påminde om att digitala kanaler inte räcker till ensamma. Invånare och organisationer ska höras också på andra sätt.",
            ),
        ),
        "en": (
            "The participation forum took the working models forward",
            "forum-working-models",
            "About 40 people from organisations, services and the area worked online on the models for participation and for work with organisations.",
            (
                "The groups stressed steady dialogue between services, administration and organisations. Above all they asked how participation reaches people in a weaker position.",
                "Those present reminded us that digital channels alone are not enough. Residents and organisations must be heard in other ways too.",
            ),
        ),
    },
    "survey": {
        "fi": (
            "Kerro näkemyksesi asiakasosallisuudesta",
            "osallisuuskysely",
            "Kysely asukkaille ja järjestöille kerää kokemuksia siitä, miten palvelujen kehittämiseen pääsee mukaan.",
            (
                "Ensimmäisiä tuloksia käsiteltiin jo osallisuusfoorumissa, vaikka vastausaika vielä jatkui. Lopulliset tulokset julkaistaan tällä sivustolla.",
                "Vastaukset käsitellään nimettöminä. Kiitos jokaiselle vastaajalle.",
            ),
        ),
        "sv": (
            "Berätta vad du anser om klientdelaktighet",
            "delaktighetsenkat",
            "En enkät till invånare och organisationer samlar erfarenheter av hur man kommer med och utvecklar tjänsterna.",
            (
                "De första resultaten behandlades redan på delaktighetsforumet medan svarstiden ännu pågick. De slutliga resultaten publiceras på den här webbplatsen.",
                "Svaren behandlas anonymt. Ett tack till alla som svarar.",
            ),
        ),
        "en": (
            "Tell us what you think of client participation",
            "participation-survey",
            "A survey for residents and organisations gathers experiences of how one gets to help develop services.",
            (
                "First results were already discussed at the participation forum while the survey was still open. The final results are published on this site.",
                "Answers are handled without names. Thank you to everybody who answers.",
            ),
        ),
    },
    "families-forum": {
        "fi": (
            "Foorumissa pohdittiin perheiden digipalveluja ja hyvinvointia",
            "foorumi-perheet",
            "Ryhmätöissä kerättiin näkökulmia siihen, miten lapset, nuoret ja perheet otetaan mukaan kehittämään digitaalista sote-keskusta.",
            (
                "Foorumissa kuultiin uusista sisällöistä ja keskusteltiin siitä, mikä digitaalisessa kohtaamisessa on erilaista. Sisältöjen kehittäminen jatkuu työryhmissä, joihin kutsutaan myös nuoria ja lapsiperheitä.",
                "Foorumi kokoontuu neljä kertaa vuodessa ja on avoin kaikille. Mukaan voi tulla missä vaiheessa tahansa.",
            ),
        ),
        "sv": (
            "Forumet diskuterade familjers digitala tjänster och välfärd",
            "forum-familjer",
            "Grupparbetena samlade synpunkter på hur barn, unga och familjer kan vara med och utveckla den digitala social- och hälsocentralen.",
            (
                "På forumet berättades om nytt innehåll och diskuterades vad som är annorlunda i ett digitalt möte. Innehållet utvecklas vidare i arbetsgrupper dit också unga och barnfamiljer bjuds in.",
                "Forumet samlas fyra gånger om året och är öppet för alla. Man kan komma med i vilket skede som helst.",
            ),
        ),
        "en": (
            "The forum spoke of families' digital services and wellbeing",
            "forum-families",
            "Groups gathered views on how children, young people and families can help to develop the digital health and social services centre.",
            (
                "The forum heard of new contents and discussed what is different about meeting digitally. Work goes on in groups to which young people and families are invited too.",
                "The forum meets four times a year and is open to everybody. You can join at any point.",
            ),
        ),
    },
    "comment-round": {
        "fi": (
            "Hyvinvointiohjelman luonnos oli kommentoitavana",
            "hyvinvointiohjelman-kommentointi",
            "Asukkaat ja järjestöt kommentoivat hyvinvointiohjelman luonnosta. Kooste kommenteista viedään aluehallitukselle ohjelman mukana.",
            (
                "Kommenteissa toivottiin etenkin lähellä olevaa neuvontaa ja tukea yksinäisyyteen. Kerromme koosteessa, mitä luonnoksessa muutettiin ja mitä ei, ja perustelemme ratkaisut.",
            ),
        ),
        "sv": (
            "Utkastet till välfärdsprogram kommenterades",
            "kommentarer-valfardsprogrammet",
            "Invånare och organisationer kommenterade utkastet till välfärdsprogram. Ett sammandrag av kommentarerna går till styrelsen tillsammans med programmet.",
            (
                "I kommentarerna önskades framför allt rådgivning nära invånarna och stöd mot ensamhet. I sammandraget berättar vi vad som ändrades i utkastet och vad som inte ändrades, och motiverar valen.",
            ),
        ),
        "en": (
            "The draft wellbeing programme was open for comments",
            "wellbeing-programme-comments",
            "Residents and organisations commented on the draft. A summary of the comments goes to the county board with the programme.",
            (
                "People hoped above all for advice close by and for support against loneliness. The summary tells what was changed in the draft and what was not, with reasons.",
            ),
        ),
    },
    "monitoring": {
        "fi": (
            "Osallisuusohjelman neljännesvuosiseuranta on julkaistu",
            "osallisuusohjelman-seuranta",
            "Kaksi toimenpidettä on valmiina ja yksi on myöhässä. Näet jokaisen toimenpiteen tilanteen ohjelman sivulta.",
            (
                "Aloitteisiin vastataan nyt julkisesti, ja kaikki tavat osallistua löytyvät yhdeltä sivulta. Osallisuuden esteiden kartoitus siirtyi, ja se jatkuu seuraavalla neljänneksellä.",
            ),
        ),
        "sv": (
            "Delaktighetsprogrammets kvartalsuppföljning är publicerad",
            "delaktighetsprogrammets-uppfoljning",
            "Två åtgärder är klara och en är försenad. På programmets sida ser du läget för varje åtgärd.",
            (
                "Initiativ besvaras nu offentligt, och alla sätt att delta finns på en enda sida. Kartläggningen av hinder för delaktighet sköts upp och fortsätter nästa kvartal.",
            ),
        ),
        "en": (
            "The quarterly review of the participation programme is out",
            "programme-review",
            "Two measures are done and one is delayed. The programme's page shows how each measure stands.",
            (
                "Initiatives are now answered in public, and all ways to take part are on one page. The mapping of barriers to participation was put off and goes on next quarter.",
            ),
        ),
    },
}
