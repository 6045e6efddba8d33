"""The page that every footer leads to: feedback on accessibility."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

ACCESSIBILITY_FEEDBACK = Entry(
    key="feedback",
    model=ChannelPage,
    parent="participate",
    channel="accessibility_feedback",
    words={
        "fi": {
            "title": "Anna palautetta saavutettavuudesta",
            "slug": "saavutettavuuspalaute",
            "lead": "Huomasitko sivustolla jotakin, mitä et voi käyttää tai lukea? Kerro siitä meille. Vastaamme 14 päivässä.",
            "start_label": "Anna palautetta",
            "who": "<p>Palautetta voi antaa kuka tahansa, myös nimettömästi. Jos lomake ei toimi sinulle, kirjoita osoitteeseen saavutettavuus@example.org.</p>",
            "what_happens": steps(
                ("Kerrot, mikä ei toiminut", "Kerro sivu ja se, mitä yritit tehdä."),
                ("Selvitämme vian", "Kysymme sinulta, jos emme löydä sitä."),
                (
                    "Vastaamme ja korjaamme",
                    "Kerromme, milloin vika on korjattu, ja annamme tiedon tarvittaessa muussa muodossa.",
                ),
            ),
            "how_long": "<p>Palautteen antamiseen kuluu pari minuuttia. Lain mukaan vastaamme 14 päivän kuluessa.</p>",
            "privacy": "<p>Palautteesi näkevät vain ne, jotka käsittelevät sen. Emme julkaise sitä, mitä apuvälinettä käytät.</p>",
        },
        "sv": {
            "title": "Ge respons på tillgängligheten",
            "slug": "tillganglighetsrespons",
            "lead": "Märkte du något på webbplatsen som du inte kan använda eller läsa? Berätta det för oss. Vi svarar inom 14 dagar.",
            "start_label": "Ge respons",
            "who": "<p>Vem som helst kan ge respons, också anonymt. Om blanketten inte fungerar för dig kan du skriva till saavutettavuus@example.org.</p>",
            "what_happens": steps(
                (
                    "Du berättar vad som inte fungerade",
                    "Berätta vilken sida och vad du försökte göra.",
                ),
                ("Vi utreder felet", "Vi frågar dig om vi inte hittar det."),
                (
                    "Vi svarar och åtgärdar",
                    "Vi berättar när felet är åtgärdat och ger vid behov informationen i en annan form.",
                ),
            ),
            "how_long": "<p>Det tar ett par minuter att ge respons. Enligt lagen svarar vi inom 14 dagar.</p>",
            "privacy": "<p>Din respons ses bara av dem som behandlar den. Vi publicerar inte vilket hjälpmedel du använder.</p>",
        },
        "en": {
            "title": "Give feedback on accessibility",
            "slug": "accessibility-feedback",
            "lead": "Did you meet something on the site that you cannot use or read? Please tell us. We answer in 14 days.",
            "start_label": "Give feedback",
            "who": "<p>Anybody can give feedback, also without a name. If the form does not work for you, write to saavutettavuus@example.org.</p>",
            "what_happens": steps(
                (
                    "You tell what did not work",
                    "Tell which page, and what you tried to do.",
                ),
                ("We look into the fault", "We ask you if we cannot find it."),
                (
                    "We answer and mend",
                    "We tell when the fault is mended, and give the information in another form if needed.",
                ),
            ),
            "how_long": "<p>Giving feedback takes a couple of minutes. By law we answer within 14 days.</p>",
            "privacy": "<p>Only those who handle your feedback see it. We do not publish which aid you use.</p>",
        },
    },
)
