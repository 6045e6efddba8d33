"""A subject for each kind of report, rich enough to show all that the kind can show."""

import io
import json
from datetime import UTC, datetime, timedelta

from django.core.files.images import ImageFile

import pytest
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.accounts.models import User
from cms.models import ForumPage, ForumSession, ProgrammePage
from cms.reports.meetings import Held
from cms.reports.meetings import name_of as name_of_session
from cms.reports.monitoring import Period
from cms.reports.programme import Monitored
from cms.reports.programme import name_of as name_of_period
from participation.actions.measures import promise_measures
from participation.actions.outcomes import add_follow_up
from participation.models import Channel, Outcome
from participation.reports.kinds import registry
from participation.reports.yearly import YearlyList
from tests.cases import act, make_case
from workflows.models import Case, Procedure


@pytest.fixture
def outcome_subject(outcome: Outcome, reviewer: User, at: datetime) -> Outcome:
    """Return an outcome with a hearing, a confirmation, promises, and what followed."""
    outcome.hearing = "Aloitteen tekijöitä kuultiin puhelimitse."
    outcome.confirmed_by = "Hallintojohtaja"
    outcome.confirmed_with, outcome.confirmed_at = "app", at
    outcome.save()
    text = "Penkit asennetaan pihalle 30.6.2026\nPihan valot uusitaan"
    promise_measures(outcome=outcome, text=text)
    event = act(
        outcome.case,
        "note_follow_up",
        reviewer,
        at=at + timedelta(days=90),
        follow_up="Penkit on asennettu.",
        measure=1,
        measure_status="done",
    )
    add_follow_up(outcome=outcome, event=event)
    return outcome


def _review(year: int, quarter: int, state: str, text: str = "") -> dict[str, object]:
    return {"year": year, "quarter": str(quarter), "state": state, "text": text}


def _measure(title: str, *reviews: dict[str, object]) -> dict[str, object]:
    return {
        "title": title,
        "responsible": "Osallisuusyksikkö",
        "indicator": "Käyttäjien määrä vuodessa",
        "reviews": list(reviews),
    }


THEMES = [
    {
        "title": "Osallisuus tiedonsaannissa ja asioinnissa",
        "aim": "Tieto löytyy ajoissa.\n\nApua saa myös ilman verkkoa.",
        "commitments": ["Turvaamme sähköisen ajanvarauksen."],
        "measures": [
            _measure(
                "Sähköinen ajanvaraus kaikille asemille",
                _review(2025, 3, "under_way", "Kolme asemaa on mukana."),
                _review(2025, 4, "under_way"),
                _review(2026, 1, "done", "Kaikki asemat ovat mukana."),
            ),
            _measure(
                "Omahoidon opastus", _review(2026, 1, "delayed", "Ohjaaja puuttuu.")
            ),
        ],
    },
    {
        "title": "Osallisuus päätöksenteossa",
        "aim": "",
        "commitments": [],
        "measures": [_measure("Aloitteiden seuranta", _review(2025, 4, "given_up"))],
    },
    {"title": "Osallisuus kohtaamisissa", "aim": "", "commitments": [], "measures": []},
]


@pytest.fixture
def programme_page(db: None, at: datetime) -> ProgrammePage:
    page = ProgrammePage(
        title="Osallisuusohjelma",
        slug="osallisuusohjelma",
        lead="Ohjelma kertoo, miten asukkaat vaikuttavat.",
        first_year=2025,
        last_year=2029,
        themes=[("theme", theme) for theme in THEMES],
        overviews=[
            (
                "overview",
                {
                    "year": 2026,
                    "quarter": "1",
                    "text": "<p>Vuosi alkoi <b>hyvin</b>.</p><ul><li>Yksi</li></ul>",
                },
            )
        ],
        last_published_at=at,
    )
    Page.objects.get(depth=1).add_child(instance=page)
    return page


@pytest.fixture
def programme_subject(programme_page: ProgrammePage) -> Monitored:
    """Return a programme's quarter with reviews, figures and words."""
    name = name_of_period(programme_page, Period(year=2026, quarter=1))
    found = registry.kind("programme").find(name)
    assert isinstance(found, Monitored)
    return found


@pytest.fixture
def forum_page(db: None, at: datetime) -> ForumPage:
    file = io.BytesIO()
    Picture.new("RGB", (400, 240), "#1f857c").save(file, "PNG")
    image = get_image_model().objects.create(
        title="Taulu", file=ImageFile(file, name="taulu.png")
    )
    begins = datetime(2026, 2, 22, 11, 0, tzinfo=UTC)
    page = ForumPage(title="Osallisuusfoorumi", slug="foorumi", last_published_at=at)
    page.sessions = [
        ForumSession(
            theme="Hyvinvointi ja terveys",
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            place="Kirjasto",
            attendance=47,
            remote_attendance=12,
            agenda="<ol><li>Avaus</li><li>Ryhmätyöt</li></ol>",
            group_work="<p>Ryhmissä toivottiin lisää <b>tietoa</b>.</p>",
            what_followed="<p>Tiedotus uusittiin.</p>",
            materials=[("link", {"title": "Diat", "url": "https://example.com/"})],
            pictures=json.dumps(
                [
                    {
                        "type": "picture",
                        "value": {
                            "image": {
                                "image": image.pk,
                                "alt_text": "Ryhmän taulu, jossa on kolme toivetta",
                                "decorative": False,
                            },
                            "caption": "Ensimmäisen ryhmän taulu",
                        },
                    }
                ]
            ),
        ),
        ForumSession(
            theme="Avaus",
            starts_at=begins - timedelta(days=90),
            ends_at=begins - timedelta(days=90) + timedelta(hours=2),
            attendance=30,
        ),
    ]
    Page.objects.get(depth=1).add_child(instance=page)
    return page


@pytest.fixture
def forum_session_subject(forum_page: ForumPage) -> Held:
    """Return a held meeting with everything that a record can tell."""
    session = forum_page.sessions.get(theme="Hyvinvointi ja terveys")
    found = registry.kind("forum_session").find(name_of_session(session))
    assert isinstance(found, Held)
    return found


@pytest.fixture
def councillors(channel: Channel) -> Channel:
    """Return a channel of the council's own initiatives."""
    like = channel.procedure
    procedure = Procedure.objects.create(
        key="councillors", form=like.form, workflow=like.workflow, unit=like.unit
    )
    return Channel.objects.create(
        procedure=procedure, yearly_list=Channel.YearlyList.COUNCILLORS
    )


@pytest.fixture
def yearly_list_subject(
    outcome_subject: Outcome,
    channel: Channel,
    councillors: Channel,
    registrar: User,
    at: datetime,
) -> YearlyList:
    """Return a year with initiatives of every state, on both lists."""
    make_case(channel, at=at - timedelta(days=150))
    make_case(channel, at=at, theme="older_people")
    withdrawn = make_case(channel, at=at)
    act(withdrawn, "take", registrar, at=at)
    act(withdrawn, "withdraw", None, at=at + timedelta(days=7))
    make_case(councillors, at=at)
    make_case(channel, at=at + timedelta(days=365))
    return YearlyList(at.year)


@pytest.fixture
def dossier_subject(outcome_subject: Outcome) -> Case:
    """Return a case with answers, events, and what was written on its way."""
    return Case.objects.get(pk=outcome_subject.case_id)
