"""The page of the round of comments on a draft programme."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

STATEMENT = Entry(
    key="statement",
    model=ChannelPage,
    parent="participate",
    channel="statement",
    words={
        "fi": {
            "title": "Lausu osallisuusohjelman luonnoksesta",
            "slug": "lausunto",
            "lead": "Seuraavan osallisuusohjelman luonnos on kommentoitavana. Ota kantaa koko luonnokseen tai vain niihin osa-alueisiin, jotka ovat sinulle tärkeitä.",
            "start_label": "Anna lausunto",
            "who": "<p>Lausunnon voi antaa kuka tahansa: asukas, järjestö, kunta, vaikuttamistoimielin tai yritys. Lausunto ei vaadi asiantuntemusta, vaan oma kokemus riittää.</p>",
            "what_happens": steps(
                (
                    "Luet luonnoksen ja annat lausunnon",
                    "Voit lausua kustakin osa-alueesta erikseen.",
                ),
                (
                    "Luemme jokaisen lausunnon",
                    "Kysymme sinulta lisää, jos jokin jäi epäselväksi.",
                ),
                (
                    "Kerromme, miten lausuntosi vaikutti",
                    "Saat tiedon siitä, mitä luonnoksessa muutetaan tai miksi ei muuteta.",
                ),
                (
                    "Ohjelma menee päätettäväksi",
                    "Aluehallitus esittää ohjelmaa aluevaltuustolle lausuntojen yhteenvedon kanssa.",
                ),
            ),
            "how_long": "<p>Lausunnon antamiseen kuluu noin 15 minuuttia. Kierros on auki kuusi viikkoa, ja viimeisenä päivänä lausunnon voi antaa puoleenyöhön asti.</p>",
            "privacy": "<p>Lausunto on julkinen asiakirja. Päätät itse, julkaistaanko se verkkosivuilla ja näkyykö siinä nimesi.</p>",
        },
        "sv": {
            "title": "Ge ett utlåtande om utkastet till delaktighetsprogram",
            "slug": "utlatande",
            "lead": "Utkastet till nästa delaktighetsprogram kan kommenteras. Ta ställning till hela utkastet eller bara till de delområden som är viktiga för dig.",
            "start_label": "Ge ett utlåtande",
            "who": "<p>Vem som helst kan ge ett utlåtande: invånare, organisationer, kommuner, påverkansorgan och företag. Du behöver inte vara sakkunnig, din egen erfarenhet räcker.</p>",
            "what_happens": steps(
                (
                    "Du läser utkastet och ger ett utlåtande",
                    "Du kan uttala dig om varje delområde för sig.",
                ),
                ("Vi läser varje utlåtande", "Vi frågar dig om något är oklart."),
                (
                    "Vi berättar vad ditt utlåtande ledde till",
                    "Du får veta vad som ändras i utkastet eller varför inget ändras.",
                ),
                (
                    "Programmet går till beslut",
                    "Välfärdsområdesstyrelsen lägger fram programmet för fullmäktige tillsammans med ett sammandrag av utlåtandena.",
                ),
            ),
            "how_long": "<p>Det tar ungefär 15 minuter att ge ett utlåtande. Rundan pågår i sex veckor, och den sista dagen kan utlåtanden ges fram till midnatt.</p>",
            "privacy": "<p>Ett utlåtande är en offentlig handling. Du bestämmer själv om det publiceras på webbplatsen och om ditt namn syns.</p>",
        },
        "en": {
            "title": "Comment on the draft participation programme",
            "slug": "statement",
            "lead": "The draft of the next participation programme is open for comments. Comment on all of it, or only on the areas that matter to you.",
            "start_label": "Give a statement",
            "who": "<p>Anybody can give a statement: residents, organisations, municipalities, councils of groups and companies. You need no expertise, your own experience is enough.</p>",
            "what_happens": steps(
                (
                    "You read the draft and give a statement",
                    "You can comment on each area separately.",
                ),
                (
                    "We read every statement",
                    "We ask you for more if something is unclear.",
                ),
                (
                    "We tell what your statement led to",
                    "You hear what is changed in the draft, or why nothing is.",
                ),
                (
                    "The programme goes to be decided on",
                    "The county board puts it to the county council, with a summary of the statements.",
                ),
            ),
            "how_long": "<p>Giving a statement takes about 15 minutes. The round is open for six weeks, and on its last day until midnight.</p>",
            "privacy": "<p>A statement is a public document. You decide whether it is published on the website, and whether your name is shown.</p>",
        },
    },
)
