"""The page through which anybody gives feedback."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

FEEDBACK = Entry(
    key="feedback_channel",
    model=ChannelPage,
    parent="participate",
    channel="feedback",
    words={
        "fi": {
            "title": "Anna palautetta",
            "slug": "palaute",
            "lead": "Kerro, mikä palvelussa toimi, mikä ei ja miten haluaisit sen olevan. Voit antaa palautetta nimettömästi.",
            "start_label": "Anna palautetta",
            "who": "<p>Palautetta voi antaa kuka tahansa. Et tarvitse tunnuksia, eikä sinun tarvitse kertoa nimeäsi.</p>",
            "what_happens": steps(
                ("Kerrot palautteesi", "Päätät itse, haluatko vastauksen."),
                (
                    "Luemme ja viemme eteenpäin",
                    "Palaute menee niille, joita se koskee.",
                ),
                (
                    "Vastaamme, jos pyysit",
                    "Jos asia kuuluisi käsitellä muistutuksena, kysymme ensin sinulta.",
                ),
            ),
            "how_long": "<p>Palautteen antamiseen kuluu muutama minuutti. Vastaamme viiden työpäivän kuluessa. Nimettömään palautteeseen emme voi vastata.</p>",
            "privacy": "<p>Palautteen näkevät vain ne, jotka on nimetty vastaamaan palautteisiin. Emme julkaise palautteita. Älä kirjoita henkilötunnusta tai terveystietoja.</p>",
        },
        "sv": {
            "title": "Ge respons",
            "slug": "respons",
            "lead": "Berätta vad som fungerade i tjänsten, vad som inte fungerade och hur du skulle vilja ha det. Du kan ge respons anonymt.",
            "start_label": "Ge respons",
            "who": "<p>Vem som helst kan ge respons. Du behöver inga användarnamn och behöver inte uppge ditt namn.</p>",
            "what_happens": steps(
                ("Du ger din respons", "Du bestämmer själv om du vill ha svar."),
                ("Vi läser och för vidare", "Responsen går till dem som den gäller."),
                (
                    "Vi svarar om du bad om det",
                    "Om saken borde behandlas som en anmärkning frågar vi dig först.",
                ),
            ),
            "how_long": "<p>Det tar några minuter att ge respons. Vi svarar inom fem arbetsdagar. På anonym respons kan vi inte svara.</p>",
            "privacy": "<p>Responsen ses bara av dem som har utsetts att svara på respons. Vi publicerar inte respons. Skriv inte personbeteckning eller uppgifter om hälsa.</p>",
        },
        "en": {
            "title": "Give feedback",
            "slug": "feedback",
            "lead": "Tell what worked in a service, what did not, and how you would like it to be. You can give feedback without your name.",
            "start_label": "Give feedback",
            "who": "<p>Anybody can give feedback. You need no account, and you need not tell your name.</p>",
            "what_happens": steps(
                ("You give your feedback", "You decide whether you want an answer."),
                (
                    "We read it and pass it on",
                    "The feedback goes to those whom it concerns.",
                ),
                (
                    "We answer if you asked us to",
                    "If it should be handled as a formal complaint, we ask you first.",
                ),
            ),
            "how_long": "<p>Giving feedback takes a few minutes. We answer within five working days. Feedback without a name we cannot answer.</p>",
            "privacy": "<p>Only those named to answer feedback see it. We do not publish feedback. Do not write identity codes or health information.</p>",
        },
        "fi-simple": {
            "title": "Anna palautetta",
            "slug": "palaute",
            "lead": "Kerro, mikä oli hyvää ja mikä huonoa.",
            "start_label": "Aloita",
            "who": "<p>Kuka tahansa voi antaa palautetta. Sinun ei tarvitse kertoa nimeäsi.</p>",
            "what_happens": steps(
                ("Kirjoita palaute", "Vastaa kysymyksiin."),
                ("Me luemme palautteen", "Kerromme palautteen työntekijöille."),
                ("Saat vastauksen", "Vastaamme, jos haluat vastauksen."),
            ),
            "how_long": "<p>Palautteen antaminen kestää muutaman minuutin. Saat vastauksen viidessä työpäivässä.</p>",
            "privacy": "<p>Vain työntekijät näkevät palautteen. Älä kirjoita henkilötunnusta.</p>",
        },
    },
)
