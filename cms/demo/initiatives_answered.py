"""Initiatives with an answer: to be approved, to be published, published."""

from cms.demo.initiative import Initiative, answer

ANSWERED = (
    Initiative(
        title="Asukasraadin kokoukset myös iltaisin",
        proposal="Työssä käyvä ei pääse päivällä pidettäviin raadin kokouksiin.",
        effect="Raatiin saataisiin myös työikäisiä.",
        theme="participation",
        stage="approval",
        days_ago=80,
        written={
            "respond": answer(
                "Asukasraadin kokoukset myös iltaisin",
                "Aloitteessa ehdotetaan, että osa asukasraadin kokouksista pidetään"
                " iltaisin.",
                "Pidämme ehdotusta hyvänä. Raadin jäsenistä puolet on kertonut, että"
                " ilta sopii heille päivää paremmin.",
                "Vuonna 2027 kaksi neljästä kokouksesta alkaa kello 17.30. Etäyhteys"
                " on käytössä kaikissa kokouksissa.",
                "Osallisuuspäällikkö",
            )
        },
    ),
    Initiative(
        title="Pyöräparkki sairaalan pääovelle",
        proposal="Pääoven edessä ei ole paikkaa pyörälle. Ehdotan katosta.",
        effect="Useampi tulisi pyörällä.",
        theme="hospital",
        stage="approval",
        days_ago=74,
        written={
            "respond": answer(
                "Pyöräkatos sairaalan pääovelle",
                "Aloitteessa ehdotetaan katettua pyöräpaikkaa sairaalan pääovelle.",
                "Katos on mukana piha-alueen suunnitelmassa.",
                "Katos kahdellekymmenelle pyörälle rakennetaan pihan korjauksen"
                " yhteydessä kesällä 2027.",
                "Kiinteistöpäällikkö",
            )
        },
    ),
    Initiative(
        title="Rauhallinen odotustila neuvolaan",
        proposal="Odotustilassa on ahdasta. Tyhjän toimiston voisi ottaa käyttöön.",
        effect="Vauvaperheet voisivat imettää ja odottaa rauhassa.",
        theme="families",
        area="Keskusta",
        stage="publication",
        days_ago=95,
        written={
            "respond": answer(
                "Rauhallinen odotustila keskustan neuvolaan",
                "Aloitteessa ehdotetaan tyhjän toimistohuoneen ottamista odotustilaksi.",
                "Huone sopii odotustilaksi. Se kalustetaan imettämistä ja hoitamista"
                " varten.",
                "Tila avataan tammikuussa 2027.",
                "Neuvolapalvelujen esihenkilö",
            )
        },
    ),
    Initiative(
        title="Kutsukyyti dialyysiin",
        proposal="Dialyysipotilaiden taksit kulkevat samaan aikaan samaa reittiä.",
        effect="Yhteinen kyyti säästää rahaa ja tuo seuraa.",
        theme="hospital",
        stage="follow_up",
        days_ago=160,
        written={
            "respond": answer(
                "Yhteiset kyydit dialyysihoitoon",
                "Aloitteessa ehdotetaan, että samaan aikaan hoitoon tulevat voisivat"
                " matkustaa yhdessä.",
                "Kokeilemme yhteiskyytejä vapaaehtoisten potilaiden kanssa. Kyyti ei"
                " saa pidentää kenenkään matkaa yli puolella tunnilla.",
                "Kokeilu alkaa syyskuussa 2026 ja kestää puoli vuotta. Kerromme"
                " tuloksista tällä sivulla.",
                "Hoitologistiikan päällikkö",
                promises="Yhteiskyytien kokeilu alkaa 1.9.2026\n"
                "Kokeilun tuloksista kerrotaan tällä sivulla 31.3.2027",
            ),
            "note_follow_up": {
                "follow_up": (
                    "Kokeiluun ilmoittautui 14 potilasta. Ensimmäisen kuukauden"
                    " palautteen keskiarvo oli 4,6 viidestä."
                ),
                "measure": 1,
                "measure_status": "under_way",
            },
        },
    ),
    Initiative(
        title="Svenskspråkig kontaktperson för närståendevårdare",
        proposal="Närståendevårdare får inte alltid råd på svenska.",
        effect="Stödet når alla språkgrupper lika.",
        theme="older_people",
        language="sv",
        stage="follow_up",
        days_ago=140,
        written={
            "respond": answer(
                "Svenskspråkig kontaktperson för närståendevårdare",
                "I initiativet föreslås en namngiven kontaktperson som betjänar"
                " närståendevårdare på svenska.",
                "Var och en har rätt till service på sitt eget språk, finska eller"
                " svenska. Kontaktpersonen gör stödet lättare att hitta.",
                "En servicehandledare börjar som kontaktperson den 1 november 2026."
                " Telefontiden publiceras på sidan för närståendevård.",
                "Chef för närståendevården",
                promises="Kontaktpersonen börjar 1.11.2026\n"
                "Telefontiden publiceras på sidan för närståendevård",
            )
        },
    ),
    Initiative(
        title="Text-message reminders in English",
        proposal="Appointment reminders come in Finnish only.",
        effect="Fewer people would miss their appointments.",
        theme="digital",
        language="en",
        stage="follow_up",
        days_ago=120,
        written={
            "respond": answer(
                "Appointment reminders in English",
                "The initiative proposes that reminders can be had in English.",
                "The reminder system can send messages in the language that the customer"
                " has chosen. English was not switched on; now it will be.",
                "English and Swedish reminders are in use from 15 September 2026.",
                "Digital service manager",
            )
        },
    ),
    Initiative(
        title="Osallisuusfoorumin tallenteet verkkoon",
        proposal="Foorumiin ei aina ehdi. Julkaisisitteko alustukset tallenteina?",
        effect="Useampi voisi osallistua omaan tahtiinsa.",
        theme="participation",
        stage="closed",
        days_ago=210,
        written={
            "respond": answer(
                "Osallisuusfoorumin alustukset tallenteina",
                "Aloitteessa ehdotetaan, että foorumin alustukset julkaistaan"
                " tallenteina.",
                "Alustukset tallennetaan ja tekstitetään. Ryhmätöitä ei tallenneta,"
                " jotta keskustelu pysyy avoimena.",
                "Ensimmäinen tallenne julkaistaan toukokuun foorumista viikon"
                " kuluessa tilaisuudesta.",
                "Osallisuuspäällikkö",
                promises="Foorumin alustukset julkaistaan tallenteina 31.5.2026",
            ),
            "note_follow_up": {
                "follow_up": "Toukokuun ja elokuun tallenteet on julkaistu tekstitettyinä.",
                "measure": 1,
                "measure_status": "done",
            },
        },
    ),
    Initiative(
        title="Istumapaikkoja laboratorion jonoon",
        proposal="Laboratorion aulassa joudutaan seisomaan. Lisätkää tuoleja.",
        effect="Huonokuntoinen jaksaa odottaa vuoroaan.",
        theme="health_centre",
        stage="closed",
        days_ago=190,
        written={
            "respond": answer(
                "Lisää istumapaikkoja laboratorion aulaan",
                "Aloitteessa ehdotetaan lisää tuoleja laboratorion aulaan.",
                "Aulaan mahtuu kahdeksan tuolia lisää, kun esitetelineet siirretään.",
                "Tuolit, joista kahdessa on käsinojat ja korkea istuin, tuodaan"
                " kesäkuussa 2026.",
                "Laboratorion osastonhoitaja",
                promises="Kahdeksan tuolia tuodaan laboratorion aulaan 30.6.2026",
            ),
            "note_follow_up": {
                "follow_up": "Tuolit ovat paikallaan.",
                "measure": 1,
                "measure_status": "done",
            },
        },
    ),
)
