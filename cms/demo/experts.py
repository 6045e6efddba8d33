"""The page on which a unit asks for an expert by experience."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

EXPERTS = Entry(
    key="experts",
    model=ChannelPage,
    parent="participate",
    channel="expert_request",
    words={
        "fi": {
            "title": "Pyydä kokemusasiantuntija mukaan",
            "slug": "kokemusasiantuntijan-pyynto",
            "lead": "Oletko ammattilainen? Pyydä kokemusasiantuntija kehittämään palvelua, kouluttamaan tai ohjaamaan ryhmää kanssasi.",
            "start_label": "Tee pyyntö",
            "who": "<p>Pyynnön voi tehdä hyvinvointialueen yksikkö, kunta, oppilaitos tai järjestö.</p>",
            "what_happens": steps(
                (
                    "Kerrot, mitä tarvitset",
                    "Kerrot tehtävän, ajan, paikan ja palkkion.",
                ),
                (
                    "Koordinaattori etsii sopivan henkilön",
                    "Kokemusasiantuntija päättää itse, ottaako hän tehtävän.",
                ),
                ("Hyväksyt ehdotuksen", "Voit myös pyytää toista ehdotusta."),
                (
                    "Kerrot lopuksi, miten meni",
                    "Palautteesi auttaa kehittämään toimintaa.",
                ),
            ),
            "how_long": "<p>Pyynnön tekemiseen kuluu noin kymmenen minuuttia. Vastaamme viiden työpäivän kuluessa.</p>",
            "privacy": "<p>Pyynnöt näkevät vain osallisuustyön koordinaattorit. Älä kirjoita asiakkaiden tietoja.</p>",
        },
        "sv": {
            "title": "Be en erfarenhetsexpert komma med",
            "slug": "begaran-om-erfarenhetsexpert",
            "lead": "Är du yrkesperson? Be en erfarenhetsexpert utveckla en tjänst, utbilda eller leda en grupp tillsammans med dig.",
            "start_label": "Gör en begäran",
            "who": "<p>En begäran kan göras av en enhet i välfärdsområdet, en kommun, en läroanstalt eller en organisation.</p>",
            "what_happens": steps(
                (
                    "Du berättar vad du behöver",
                    "Du berättar om uppdraget, tiden, platsen och arvodet.",
                ),
                (
                    "Koordinatorn söker en lämplig person",
                    "Erfarenhetsexperten bestämmer själv om hen tar uppdraget.",
                ),
                ("Du godkänner förslaget", "Du kan också be om ett annat förslag."),
                (
                    "Till slut berättar du hur det gick",
                    "Din respons hjälper oss att utveckla verksamheten.",
                ),
            ),
            "how_long": "<p>Det tar ungefär tio minuter att göra en begäran. Vi svarar inom fem arbetsdagar.</p>",
            "privacy": "<p>Bara delaktighetsarbetets koordinatorer ser begärandena. Skriv inga uppgifter om klienter.</p>",
        },
        "en": {
            "title": "Ask for an expert by experience",
            "slug": "expert-request",
            "lead": "Are you a professional? Ask an expert by experience to develop a service, train staff or lead a group together with you.",
            "start_label": "Make a request",
            "who": "<p>A request can be made by a unit of the county, a municipality, a school or an organisation.</p>",
            "what_happens": steps(
                (
                    "You tell what you need",
                    "You tell the task, the time, the place and the fee.",
                ),
                (
                    "A coordinator looks for the right person",
                    "The expert decides whether to take the task.",
                ),
                ("You accept the proposal", "You can also ask for another one."),
                (
                    "At the end you tell how it went",
                    "Your feedback helps us to develop this work.",
                ),
            ),
            "how_long": "<p>Making a request takes about ten minutes. We answer within five working days.</p>",
            "privacy": "<p>Only the coordinators of participation see the requests. Do not write anything about clients.</p>",
        },
    },
)
