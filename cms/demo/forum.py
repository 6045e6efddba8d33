"""The participation forum and its meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.demo.calendar import hour_of, weekday_near
from cms.demo.entry import Entry, bullets, details, heading, text
from cms.demo.forum_results import BOARD, WHAT_FOLLOWED
from cms.demo.forum_words import HYBRID_PLACES, MEETINGS, PLACES
from cms.models import ForumPage, ForumSession


@dataclass(frozen=True, kw_only=True)
class Meeting:
    key: str
    #: days from the moment of loading
    days: int
    attendance: int | None = None
    #: of them by remote link, where some came to the place
    remote: int | None = None


MATERIALS = Path(__file__).with_name("materials")
GROUP_WORK = {
    "fi": "Ryhmätöiden tulokset: %(theme)s",
    "sv": "Resultat av grupparbetena: %(theme)s",
    "en": "Results of the group work: %(theme)s",
}
INNOKYLA = {
    "fi": "Esitykset Innokylässä",
    "sv": "Presentationerna i Innokylä (på finska)",
    "en": "The presentations in Innokylä (in Finnish)",
}

#: four meetings a year: three held, one to come, and the one after it
CALENDAR = (
    Meeting(key="models", days=-268, attendance=40),
    Meeting(key="families", days=-177, attendance=52),
    Meeting(key="access", days=-80, attendance=47, remote=29),
    Meeting(key="wellbeing", days=18),
    Meeting(key="older", days=109),
)


def days_to_next_meeting() -> int:
    """Return the days from the moment of loading to the meeting that comes next."""
    return next(meeting.days for meeting in CALENDAR if meeting.days > 0)


def meetings(language: str, at: datetime) -> Mapping[str, Sequence[Any]]:
    """Return the meetings in the language, the earliest first."""
    return {"sessions": [_meeting(meeting, language, at) for meeting in CALENDAR]}


def _meeting(meeting: Meeting, language: str, at: datetime) -> ForumSession:
    day = weekday_near(at, days=meeting.days)
    return ForumSession(
        starts_at=hour_of(day, 13),
        ends_at=hour_of(day, 16),
        place=(PLACES if meeting.remote is None else HYBRID_PLACES)[language],
        remote_url="" if meeting.attendance else "https://kokous.example.org/foorumi",
        attendance=meeting.attendance,
        remote_attendance=meeting.remote,
        what_followed=WHAT_FOLLOWED.get(meeting.key, {}).get(language, ""),
        pictures=pictures(meeting.key, language),
        materials=materials(meeting.key, language),
        **MEETINGS[meeting.key][language],
    )


def materials(key: str, language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what the meeting left behind, with its file made a document."""
    file = MATERIALS / f"{key}-{language}.pdf"
    if not file.exists():
        return []
    title = GROUP_WORK[language] % {"theme": MEETINGS[key][language]["theme"]}
    document = Document(title=title)
    document.file.save(file.name, ContentFile(file.read_bytes()))
    return [
        ("document", {"title": title, "document": document}),
        ("link", {"title": INNOKYLA[language], "url": "https://innokyla.fi/"}),
    ]


def pictures(key: str, language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the picture of what the groups made, with its file made an image."""
    file = MATERIALS / f"{key}-{language}.png"
    if not file.exists():
        return []
    caption, words = BOARD[language]
    content = ImageFile(ContentFile(file.read_bytes()), name=file.name)
    image = Image.objects.create(title=caption, file=content)
    image.contextual_alt_text, image.decorative = words, False
    return [("picture", {"image": image, "caption": caption})]


FORUM = Entry(
    key="forum",
    model=ForumPage,
    parent="home",
    in_menu=True,
    rows=meetings,
    words={
        "fi": {
            "title": "Osallisuusfoorumi",
            "slug": "osallisuusfoorumi",
            "lead": "Osallisuusfoorumi kokoontuu neljä kertaa vuodessa. Se on avoin kaikille: asukkaille, järjestöille, kokemusasiantuntijoille, vapaaehtoisille ja ammattilaisille.",
            "body": [
                text(
                    "Foorumissa kuulemme ajankohtaisesta kehittämisestä, keskustelemme pienryhmissä ja kokoamme näkemyksiä. Tulokset julkaistaan tällä sivulla, ja kerromme, miten niitä käytettiin.",
                    "Mukaan voi tulla missä vaiheessa tahansa. Osallistuminen ei sido sinua mihinkään.",
                ),
                details(
                    "Mitä foorumi tekee",
                    "Foorumi auttaa rakentamaan yhteistä osallisuuden toimintamallia. Mallissa kuvataan, millaisia rakenteita, voimavaroja ja toimia osallisuus palveluissa vaatii.",
                ),
            ],
        },
        "sv": {
            "title": "Delaktighetsforumet",
            "slug": "delaktighetsforumet",
            "lead": "Delaktighetsforumet samlas fyra gånger om året. Det är öppet för alla: invånare, organisationer, erfarenhetsexperter, frivilliga och yrkesfolk.",
            "body": [
                text(
                    "På forumet hör vi om aktuell utveckling, diskuterar i små grupper och samlar synpunkter. Resultaten publiceras på den här sidan, och vi berättar hur de har använts.",
                    "Du kan komma med i vilket skede som helst. Du förbinder dig inte till något genom att delta.",
                ),
                details(
                    "Vad forumet gör",
                    "Forumet hjälper till att bygga upp en gemensam verksamhetsmodell för delaktighet. Modellen beskriver vilka strukturer, resurser och åtgärder som delaktigheten i tjänsterna kräver.",
                ),
            ],
        },
        "en": {
            "title": "Participation forum",
            "slug": "participation-forum",
            "lead": "The participation forum meets four times a year. It is open to everybody: residents, organisations, experts by experience, volunteers and professionals.",
            "body": [
                text(
                    "At the forum we hear about current development, talk in small groups and gather views. The results are published on this page, and we tell how they were used.",
                    "You can join at any point. Taking part does not bind you to anything.",
                ),
                details(
                    "What the forum does",
                    "The forum helps to build a shared working model for participation. The model describes the structures, resources and measures that participation in services takes.",
                ),
            ],
        },
        "fi-simple": {
            "title": "Osallisuusfoorumi",
            "slug": "osallisuusfoorumi",
            "lead": "Osallisuusfoorumi on tapaaminen. Siellä puhutaan palveluista. Kaikki saavat tulla.",
            "body": [
                heading("Miten voit osallistua?"),
                bullets(
                    "Avaa linkki tietokoneella tai puhelimella, kun tapaaminen alkaa.",
                    "Voit vain kuunnella, jos haluat.",
                ),
            ],
        },
    },
)

ENTRIES = [FORUM]
