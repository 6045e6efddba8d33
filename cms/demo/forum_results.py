"""What came of the forum's meetings, and the pictures of what the groups made."""

from collections.abc import Mapping


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


#: by meeting and language
WHAT_FOLLOWED: Mapping[str, Mapping[str, str]] = {
    "models": {
        "fi": _paragraphs(
            "Näkemykset kirjattiin toimintamallien luonnoksiin, ja luonnokset julkaistiin uudelleen kommentoitaviksi.",
            "Järjestöjen ja palvelujen yhteinen tapaaminen pidetään nyt neljä kertaa vuodessa.",
        ),
        "sv": _paragraphs(
            "Synpunkterna skrevs in i utkasten till modeller, och utkasten publicerades på nytt för kommentarer.",
            "Organisationerna och tjänsterna träffas nu fyra gånger om året.",
        ),
        "en": _paragraphs(
            "The views were written into the draft models, which were published for comments again.",
            "Organisations and services now meet four times a year.",
        ),
    },
    "families": {
        "fi": _paragraphs(
            "Nuorten ryhmä kutsuttiin suunnittelemaan digitaalisen sote-keskuksen sisältöjä.",
            "Kuntien osallisuusryhmien yhteystiedot koottiin yhdelle sivulle.",
        ),
        "sv": _paragraphs(
            "En grupp unga bjöds in för att planera innehållet i den digitala social- och hälsocentralen.",
            "Kontaktuppgifterna till kommunernas delaktighetsgrupper samlades på en sida.",
        ),
        "en": _paragraphs(
            "A group of young people was asked in to plan the contents of the digital centre.",
            "The contacts of the municipalities\u2019 participation groups were gathered on one page.",
        ),
    },
    "access": {
        "fi": _paragraphs(
            "Takaisinsoitto otetaan käyttöön kaikilla terveysasemilla vuoden loppuun mennessä.",
            "Omahoidon ohjeet kootaan yhdelle sivulle, ja asukasraati lukee ne ennen julkaisua.",
            "Iltavastaanottoja kokeillaan kahdessa kunnassa keväällä. Kerromme tuloksista foorumissa.",
        ),
        "sv": _paragraphs(
            "Återuppringning tas i bruk på alla hälsostationer före årets slut.",
            "Anvisningarna för egenvård samlas på en sida, och invånarpanelen läser dem före publiceringen.",
            "Kvällsmottagning prövas i två kommuner under våren. Vi berättar om resultaten på forumet.",
        ),
        "en": _paragraphs(
            "Calling back is taken into use at every health centre by the end of the year.",
            "Advice on self-care is gathered on one page, and the residents\u2019 panel reads it before it is published.",
            "Evening hours are tried in two municipalities in spring. We tell of the results at the forum.",
        ),
    },
}

#: caption and alternative text of the picture of a meeting's board
BOARD: Mapping[str, tuple[str, str]] = {
    "fi": (
        "Ryhmien toiveet koottuna taululle",
        "Taulu, jossa on kolme saraketta: yhteydenotto, omahoito ja ajat. Yhteydenoton alla toivotaan soittopyyntöä ja viestiä, omahoidon alla yhtä sivua ja selkeää kieltä, aikojen alla iltoja ja pieniä kuntia.",
    ),
    "sv": (
        "Gruppernas önskemål samlade på en tavla",
        "En tavla med tre kolumner: kontakt, egenvård och tider. Under kontakt önskas uppringning och meddelanden, under egenvård en enda sida och klart språk, under tider kvällar och små kommuner.",
    ),
    "en": (
        "What the groups wished for, on one board",
        "A board with three columns: contact, self-care and hours. Contact asks for calling back and messages, self-care for one page and clear language, hours for evenings and small municipalities.",
    ),
}
