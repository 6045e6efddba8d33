"""Initiatives on their way: arrived, under review, waiting, being answered."""

from cms.demo.initiative import Initiative

OPEN = (
    Initiative(
        title="Kuulolaitteiden huoltopäivä kirjastoon",
        proposal=(
            "Kuulolaitteen putken vaihto vaatii nyt matkan keskussairaalaan."
            " Ehdotan, että huoltoon pääsisi kerran kuussa lähikirjastossa."
        ),
        effect="Ikääntyneet saisivat laitteensa kuntoon ilman pitkää matkaa.",
        theme="older_people",
        area="Niemenkylä",
        stage="received",
        days_ago=1,
    ),
    Initiative(
        title="Selkokieliset ohjeet digiasiointiin",
        proposal=(
            "Sähköisen asioinnin ohjeet ovat vaikeita. Tehkää niistä selkokielinen"
            " versio ja lyhyt video, jossa näytetään ajan varaaminen vaihe vaiheelta."
        ),
        effect="Useampi pystyisi asioimaan itse.",
        theme="digital",
        stage="received",
        days_ago=3,
    ),
    Initiative(
        title="Hundvänlig väntplats utanför hälsostationen",
        proposal=(
            "Många äldre kommer till hälsostationen med sin hund. Jag föreslår en"
            " skuggad plats med krokar och vattenskål utanför ingången."
        ),
        effect="Besöket blir lugnare för den som bor ensam med ett djur.",
        theme="health_centre",
        area="Sjövik",
        stage="received",
        days_ago=12,
        language="sv",
    ),
    Initiative(
        title="Nuorten iltavastaanotto kerran viikossa",
        proposal=(
            "Koulun jälkeen on vaikea ehtiä terveydenhoitajalle. Iltavastaanotto"
            " yhtenä arki-iltana auttaisi toisen asteen opiskelijoita."
        ),
        effect="Nuoret hakeutuisivat ajoissa juttelemaan huolistaan.",
        theme="families",
        stage="review",
        days_ago=18,
    ),
    Initiative(
        title="Omaishoitajien vertaisryhmä verkkoon",
        proposal=(
            "Omaishoitaja ei aina pääse lähtemään kotoa. Perustakaa etäryhmä, jota"
            " vetää koulutettu vertaistukija."
        ),
        effect="Omaishoitajat jaksaisivat paremmin.",
        theme="older_people",
        ground="organisation",
        organisation="Keski-Järven omaishoitajat ry",
        stage="review",
        days_ago=31,
    ),
    Initiative(
        title="A quiet room at the emergency department",
        proposal=(
            "The waiting room is loud and bright. Please set aside one small room with"
            " dim light for people who are easily overwhelmed."
        ),
        effect="Autistic people and people with dementia could wait without distress.",
        theme="hospital",
        stage="review",
        days_ago=24,
        language="en",
    ),
    Initiative(
        title="Yhteinen kyyti terveysasemalle sivukyliltä",
        proposal=(
            "Kaksi kertaa viikossa ajettava kutsukyyti toisi sivukylien asukkaat"
            " terveysasemalle ja takaisin."
        ),
        effect="Autottomat pääsisivät hoitoon.",
        theme="health_centre",
        area="Ylikylä",
        stage="completion",
        days_ago=26,
        written={
            "ask_completion": {
                "request": (
                    "Mistä kylistä kyytiä tarvittaisiin ja mihin aikaan päivästä?"
                    " Tiedätkö, kuinka moni sitä käyttäisi?"
                )
            }
        },
    ),
    Initiative(
        title="Päihdepalvelujen puhelinneuvonta viikonloppuisin",
        proposal="Neuvonta on auki vain arkisin, vaikka apua tarvitaan muulloinkin.",
        effect="Läheiset saisivat neuvoja silloin, kun hätä on suurin.",
        theme="mental_health",
        stage="completion",
        days_ago=40,
        written={
            "ask_completion": {
                "request": "Kerro tarkemmin, millaista neuvontaa toivot viikonloppuihin."
            }
        },
    ),
    Initiative(
        title="Kokemusasiantuntija mukaan perehdytykseen",
        proposal=(
            "Ottakaa kokemusasiantuntija mukaan uusien työntekijöiden perehdytykseen"
            " mielenterveyspalveluissa."
        ),
        effect="Asiakas kohdattaisiin alusta asti ihmisenä.",
        theme="mental_health",
        ground="organisation",
        organisation="Kokemustoimijat Järvellä ry",
        stage="response",
        days_ago=62,
        written={
            "assess": {
                "assessment": (
                    "Kannatettava. Sopii koordinaatiomallin toiseen osaan; palkkiot"
                    " mahtuvat koulutusmäärärahaan."
                )
            }
        },
    ),
    Initiative(
        title="Tillgänglig lekplats vid barnrådgivningen",
        proposal=(
            "Lekplatsen vid rådgivningen går inte att använda med rullstol. Byt ut sanden"
            " mot ett fast underlag och skaffa en gunga för alla."
        ),
        effect="Alla barn kan leka medan familjen väntar.",
        theme="families",
        area="Strandbyn",
        stage="response",
        days_ago=55,
        language="sv",
        written={
            "assess": {"assessment": "Fastighetsenheten kan byta underlag våren 2027."}
        },
    ),
    Initiative(
        title="Lääkärin lausunto verkkopalveluun",
        proposal="Tuokaa lausunnot verkkopalveluun, jotta niitä ei tarvitse hakea.",
        effect="Asiointi nopeutuu.",
        theme="digital",
        stage="withdrawn",
        days_ago=47,
    ),
    Initiative(
        title="Kadun hiekoitus kerrostalon edessä",
        proposal="Katu kotini edessä on talvella liukas. Hiekoittakaa se useammin.",
        effect="Kukaan ei kaatuisi.",
        theme="other",
        stage="rejected",
        days_ago=70,
        written={
            "reject": {
                "reasons": (
                    "Katujen talvihoito kuuluu kunnalle, ei hyvinvointialueelle. Tee"
                    " aloite kotikuntasi kirjaamoon. Voimme siirtää aloitteesi sinne,"
                    " jos annat siihen luvan."
                )
            }
        },
    ),
    Initiative(
        title="Valot terveysaseman bussipysäkille",
        proposal="Pysäkki on talvella pimeä. Ehdotan sille valoa ja katosta.",
        effect="Matka terveysasemalle olisi turvallisempi.",
        theme="other",
        area="Niemenkylä",
        stage="transferred",
        days_ago=9,
        written={
            "transfer": {
                "authority": "Keski-Järven kunta",
                "reasons": "Pysäkin ja sen valot rakentaa ja hoitaa kunta.",
            },
        },
    ),
    Initiative(
        title="Terveydenhoitaja tavattavissa myös illalla",
        proposal="Opiskelija ei pääse päivällä. Toivon vastaanottoa yhtenä iltana.",
        effect="Apua saisi ajoissa.",
        theme="families",
        stage="received",
        days_ago=2,
    ),
)
