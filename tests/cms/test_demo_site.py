"""The demo site, walked page by page in every language."""

import re

from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

import pytest
from wagtail.documents.models import Document
from wagtail.models import Page

from cms.models import ForumPage, HomePage, NewsPage, ProgrammePage
from participation.reports.kinds import registry
from tests.cms.conftest import LOADED_AT

pytestmark = pytest.mark.usefixtures("demo_site", "db")

INLINE = re.compile(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def pages_in(language: str) -> list[Page]:
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=language)
    return list(pages.order_by("path").specific())


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_each_page_renders_in_its_language(language: str, client: Client) -> None:
    pages = pages_in(language)

    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        html = response.content.decode()
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1, page.url
        assert not INLINE.search(html), page.url

    assert len(pages) >= 4


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_page_reaches_the_accessibility_statement_and_feedback(
    language: str, client: Client
) -> None:
    footer_titles = {
        "fi": ("Saavutettavuusseloste", "Anna palautetta saavutettavuudesta"),
        "sv": ("Tillgänglighetsutlåtande", "Ge respons på tillgängligheten"),
        "en": ("Accessibility statement", "Give feedback on accessibility"),
    }[language]

    for page in pages_in(language):
        html = client.get(page.url).content.decode()
        footer = html[html.index("<footer") :]
        assert all(title in footer for title in footer_titles), page.url


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_held_meetings_hand_out_their_materials(language: str, client: Client) -> None:
    (forum,) = ForumPage.objects.filter(locale__language_code=language)

    page = client.get(forum.url).content.decode()

    linked = Document.objects.filter(pk__in=re.findall(r"/documents/(\d+)/", page))
    assert len(linked) == 3
    assert all(one.file.open().read(5) == b"%PDF-" for one in linked)


def test_swedish_and_english_have_every_finnish_page() -> None:
    keys = {
        language: {page.translation_key for page in pages_in(language)}
        for language in ("fi", "sv", "en")
    }

    assert keys["fi"] == keys["sv"] == keys["en"]


def test_the_programme_has_four_areas_with_reviewed_measures(client: Client) -> None:
    programme = ProgrammePage.objects.get(slug="participation-programme")
    themes = [theme.value.progress() for theme in programme.themes]

    with override("en"):
        html = client.get(programme.url).content.decode()

    assert len(themes) == 4
    assert all(measure.reviews for theme in themes for measure in theme.measures)
    assert "1 of 3 done" in html
    assert "delayed" in html


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_reports_on_programme_and_forum_have_everything_to_tell(language: str) -> None:
    programme = ProgrammePage.objects.filter(locale__language_code=language).order_by(
        "path"
    )[0]
    forum = ForumPage.objects.get(locale__language_code=language)
    at = LOADED_AT
    period, *_ = registry.kind("programme").subjects_of(
        str(programme.translation_key), at=at
    )
    meeting, *_ = registry.kind("forum_session").subjects_of(
        str(forum.translation_key), at=at
    )

    told, held = (
        kind.facts(kind.find(name), language=language)
        for kind, (name, _title) in (
            (registry.kind("programme"), period),
            (registry.kind("forum_session"), meeting),
        )
    )

    assert told["overview"]
    assert held["attendance"] > held["remote_attendance"] > 0
    assert held["group_work"]
    assert held["what_followed"]
    assert held["attendance_before"]
    session = registry.kind("forum_session").find(meeting[0]).session(language)
    (picture,) = session.pictures
    assert picture.value["image"].contextual_alt_text


def test_the_coordination_model_tells_which_tasks_nobody_answers_for(
    client: Client,
) -> None:
    html = client.get("/en/programmes/coordination-model/").content.decode()

    assert html.count('class="part"') == 5
    assert "13 of 16 coordination tasks have somebody who answers for them." in html
    assert html.count("Not agreed yet") == 3


def test_loading_again_changes_nothing() -> None:
    before = Page.objects.count()

    call_command("load_demo_site", verbosity=0)

    assert Page.objects.count() == before
    assert HomePage.objects.count() == 4


def test_no_piece_of_news_names_a_person() -> None:
    contacts = set(NewsPage.objects.values_list("contact_email", flat=True))

    assert contacts == {"osallisuus@example.org"}
