"""The four areas of the participation programme in Finnish."""

from collections.abc import Sequence

from cms.demo.themes.shape import Theme

THEMES: Sequence[Theme] = (
    (
        "Osallisuus tiedonsaannissa ja asioinnissa",
        "Ajantasainen tieto löytyy helposti, ja apua saa silloin, kun sitä tarvitsee.",
        (
            "Turvaamme palveluihin pääsyn myös sähköisellä ajanvarauksella ja joustavilla asiointiajoilla.",
            "Tuomme hyvinvointia edistävät sähköiset palvelut helposti saataville.",
            "Ohjaamme ja autamme omahoidossa ja itsenäisessä asioinnissa.",
        ),
        (
            (
                "Kerromme kaikki tavat osallistua yhdellä sivulla",
                "Viestintä",
                "Sivun kävijät ja palaute",
                "Sivu on julkaistu kolmella kielellä ja osin selkosuomeksi.",
            ),
            (
                "Digituki jokaisella terveysasemalla",
                "Digipalvelut",
                "Terveysasemat, joilla on digitukea",
                "Tukea saa nyt seitsemällä terveysasemalla kymmenestä.",
            ),
        ),
    ),
    (
        "Osallisuus kohtaamisissa",
        "Asiakas tulee kuulluksi ja voi tehdä valintoja omissa palveluissaan.",
        (
            "Kysymme mielipidettä, otamme palautteen vastaan ja muutamme toimintaamme sen perusteella.",
            "Otamme asiakkaat mukaan kehittämään palveluja.",
            "Tunnistamme ja poistamme osallisuuden esteitä ja vahvistamme asiakkaan omaa toimijuutta.",
        ),
        (
            (
                "Palautetta voi antaa jokaisen käynnin jälkeen",
                "Asiakaspalvelu",
                "Palautteiden määrä ja vastausaika",
                "Tekstiviestikysely on käytössä vastaanotoilla.",
            ),
            (
                "Osallisuuden esteet kartoitetaan palveluittain",
                "Palvelualueiden johto",
                "Kartoitetut palvelut",
                "Kartoitus siirtyi, koska tulkkauspalvelun hankinta kesti.",
            ),
        ),
    ),
    (
        "Osallisuus palvelujen kehittämisessä",
        "Ymmärrämme asiakkaiden tarpeet, toiveet ja odotukset.",
        (
            "Tarjoamme erilaisia tapoja kehittää palveluja.",
            "Kehitämme asukaskehittäjien ja asukasraatien toimintaa.",
            "Teemme yhteistyötä yhdistysten ja järjestöjen kanssa.",
        ),
        (
            (
                "Aloitteisiin vastataan julkisesti",
                "Osallisuus ja järjestöyhteistyö",
                "Määräajassa vastatut aloitteet",
                "Aloitekanava on avattu, ja vastaukset julkaistaan.",
            ),
            (
                "Osallisuusfoorumi neljä kertaa vuodessa",
                "Osallisuus ja järjestöyhteistyö",
                "Osallistujat foorumia kohti",
                "Kolme foorumia on pidetty, ja osallistujia on ollut keskimäärin 46.",
            ),
            (
                "Asukasraati jokaiseen kuntaan",
                "Kuntayhteistyö",
                "Kunnat, joissa raati toimii",
                "Raati on aloittanut neljässä kunnassa.",
            ),
        ),
    ),
    (
        "Osallisuus päätöksenteossa",
        "Toimimme sovittujen tavoitteiden mukaan ja opettelemme uusia tapoja.",
        (
            "Seuraamme tavoitteiden toteutumista neljännesvuosittain.",
            "Kokeilemme rohkeasti ja vakiinnutamme sen, mikä toimii.",
            "Huolehdimme siitä, että johtaminen ja esihenkilötyö tukevat osallisuutta.",
        ),
        (
            (
                "Neljännesvuosiseuranta julkaistaan",
                "Strategia ja kehittäminen",
                "Ajallaan julkaistut seurannat",
                "Viimeisin seuranta on julkaistu tällä sivulla.",
            ),
            (
                "Esihenkilöiden osallisuuskoulutus",
                "Henkilöstöpalvelut",
                "Koulutetut esihenkilöt",
                "Koulutus alkaa ensi vuonna.",
            ),
        ),
    ),
)
