"""The page through which a patient or a client makes a formal complaint."""

from cms.demo.entry import Entry, steps
from cms.models import ChannelPage

COMPLAINT = Entry(
    key="complaint",
    model=ChannelPage,
    parent="participate",
    channel="complaint",
    words={
        "fi": {
            "title": "Tee muistutus hoidosta tai palvelusta",
            "slug": "muistutus",
            "lead": "Jos olet tyytymätön hoitoosi, palveluusi tai siihen, miten sinua kohdeltiin, voit tehdä muistutuksen. Saat kirjallisen ja perustellun vastauksen.",
            "start_label": "Tee muistutus",
            "who": "<p>Muistutuksen voi tehdä potilas tai asiakas itse, hänen omaisensa, muu läheisensä tai laillinen edustajansa. Potilasasiavastaava ja sosiaaliasiavastaava auttavat muistutuksen tekemisessä maksutta.</p>",
            "what_happens": steps(
                ("Kerrot, mitä tapahtui", "Kirjaamme muistutuksen heti."),
                (
                    "Selvitämme asian",
                    "Pyydämme selvityksen yksiköltä ja tarvittaessa lisätietoja sinulta.",
                ),
                (
                    "Johtaja antaa vastauksen",
                    "Vastauksesta näet, mihin toimiin on ryhdytty ja miten asia on ratkaistu.",
                ),
                (
                    "Vastaus lähetetään sinulle",
                    "Saat sen kirjeenä tai Suomi.fi-viestinä, et sähköpostilla.",
                ),
            ),
            "how_long": "<p>Vastaamme kuukauden kuluessa muistutuksen saapumisesta. Laajassa asiassa aikaa voi kulua enintään kaksi kuukautta, ja silloin kerromme siitä ensimmäisen kuukauden aikana. Muistutus ei estä sinua kantelemasta valvontaviranomaiselle.</p>",
            "privacy": "<p>Muistutus on salassa pidettävä. Sen näkevät vain muistutusten käsittelijät ja vastauksen antava johtaja. Se säilytetään erillään potilas- ja asiakastiedoista.</p>",
        },
        "sv": {
            "title": "Gör en anmärkning om vård eller service",
            "slug": "anmarkning",
            "lead": "Om du är missnöjd med din vård, din service eller hur du blev bemött kan du göra en anmärkning. Du får ett skriftligt och motiverat svar.",
            "start_label": "Gör en anmärkning",
            "who": "<p>En anmärkning kan göras av patienten eller klienten själv, en anhörig, en annan närstående eller en laglig företrädare. Patientombudet och socialombudet hjälper dig avgiftsfritt.</p>",
            "what_happens": steps(
                (
                    "Du berättar vad som hände",
                    "Vi registrerar anmärkningen genast.",
                ),
                (
                    "Vi utreder saken",
                    "Vi ber enheten om en redogörelse och vid behov dig om mer information.",
                ),
                (
                    "En direktör ger svaret",
                    "Av svaret ser du vilka åtgärder som vidtagits och hur saken har avgjorts.",
                ),
                (
                    "Svaret skickas till dig",
                    "Du får det som brev eller Suomi.fi-meddelande, inte per e-post.",
                ),
            ),
            "how_long": "<p>Vi svarar inom en månad från att anmärkningen kom in. I ett omfattande ärende kan det ta högst två månader, och då meddelar vi det under den första månaden. En anmärkning hindrar dig inte från att klaga hos tillsynsmyndigheten.</p>",
            "privacy": "<p>Anmärkningen är sekretessbelagd. Den ses bara av dem som behandlar anmärkningar och av den direktör som ger svaret. Den förvaras skilt från patient- och klientuppgifterna.</p>",
        },
        "en": {
            "title": "Make a formal complaint about care or service",
            "slug": "complaint",
            "lead": "If you are dissatisfied with your care, your service or how you were treated, you can make a formal complaint. You get a written answer with reasons.",
            "start_label": "Make a complaint",
            "who": "<p>A complaint can be made by the patient or client, a relative, somebody else who is close, or a legal representative. The patient ombudsperson and the social services ombudsperson help you free of charge.</p>",
            "what_happens": steps(
                ("You tell what happened", "We register the complaint at once."),
                (
                    "We look into the matter",
                    "We ask the unit for a statement, and you for more if needed.",
                ),
                (
                    "A director gives the answer",
                    "It tells what has been done and how the matter was settled.",
                ),
                (
                    "The answer is sent to you",
                    "You get it as a letter or a Suomi.fi message, not by e-mail.",
                ),
            ),
            "how_long": "<p>We answer within one month of arrival. A large matter can take two months at most, and we tell you so within the first month. A complaint does not keep you from turning to the supervising authority.</p>",
            "privacy": "<p>A complaint is secret. Only those who handle complaints and the director who gives the answer see it. It is kept apart from patient and client records.</p>",
        },
    },
)
