"""The language switch keeps to the page, or says honestly that it does not."""

import re

from django.test import Client

import pytest
from wagtail.models import Locale

from cms.models import ChannelPage, HomePage, ParticipatePage, StandardPage
from tests.cms.conftest import add_page


def switch(html: str, language: str) -> tuple[str, str]:
    """Return address and text of the link to the language."""
    html = " ".join(html.split())
    found = re.search(rf'<a href="([^"]*)" lang="{language}"[^>]*>(.*?)</a>', html)
    assert found, f"no link to {language}"
    return found[1], re.sub(r"<[^>]+>", "", found[2])


def test_every_language_stands_ready_after_the_migrations(db: None) -> None:
    codes = set(Locale.objects.values_list("language_code", flat=True))

    assert codes >= {"fi", "sv", "en", "fi-simple"}


def test_the_switch_leads_to_the_translation_of_the_page(
    participate: ParticipatePage, swedish_home: HomePage, client: Client
) -> None:
    swedish = participate.copy_for_translation(swedish_home.locale)
    swedish.slug = "delta"
    swedish.save_revision().publish()

    html = " ".join(client.get("/fi/osallistu/").content.decode().split())

    assert switch(html, "sv") == ("/sv/delta/", "Svenska")
    assert '<link rel="alternate" hreflang="sv" href="/sv/delta/">' in html


def test_without_a_translation_it_leads_home_and_says_so(
    participate: ParticipatePage, swedish_home: HomePage, client: Client
) -> None:
    html = client.get("/fi/osallistu/").content.decode()

    address, text = switch(html, "sv")

    assert address == "/sv/"
    assert re.fullmatch(r"Svenska \(.+\)", text)
    assert 'rel="alternate"' not in html


def test_a_translation_that_is_not_published_is_no_translation(
    participate: ParticipatePage, swedish_home: HomePage, client: Client
) -> None:
    participate.copy_for_translation(swedish_home.locale)

    html = client.get("/fi/osallistu/").content.decode()

    assert switch(html, "sv")[0] == "/sv/"


def test_a_language_without_a_site_is_not_offered(
    home: HomePage, client: Client
) -> None:
    html = client.get("/fi/").content.decode()

    assert 'class="languages"' not in html


def test_the_switch_keeps_to_the_same_view_under_a_page(
    channel_page: ChannelPage,
    participate: ParticipatePage,
    swedish_home: HomePage,
    client: Client,
) -> None:
    for page, slug in ((participate, "delta"), (channel_page, "initiativ")):
        swedish = page.copy_for_translation(swedish_home.locale)
        swedish.slug = slug
        swedish.save_revision().publish()

    html = client.get("/fi/osallistu/aloite/outcomes/").content.decode()

    assert switch(html, "sv")[0] == "/sv/delta/initiativ/outcomes/"


def test_the_switch_keeps_to_a_view_that_belongs_to_no_page(
    swedish_home: HomePage, client: Client
) -> None:
    html = client.get("/fi/verify/").content.decode()

    assert switch(html, "sv")[0] == "/sv/verify/"


@pytest.mark.parametrize(
    ("wanted", "home"), [("sv", "/sv/"), ("en-GB,en", "/en/"), ("de", "/fi/")]
)
def test_the_root_leads_to_the_best_language(
    wanted: str, home: str, client: Client, db: None
) -> None:
    response = client.get("/", headers={"accept-language": wanted})

    assert response.status_code == 302
    assert response["Location"] == home
    assert "Accept-Language" in response["Vary"]


def test_the_menu_marks_where_one_is(
    home: HomePage, participate: ParticipatePage, client: Client
) -> None:
    add_page(participate, StandardPage(title="Muut tavat", slug="muut"))

    above = client.get("/fi/osallistu/muut/").content.decode()
    here = client.get("/fi/osallistu/").content.decode()

    assert re.search(r'href="/fi/osallistu/"\s+aria-current="true"', above)
    assert re.search(r'href="/fi/osallistu/"\s+aria-current="page"', here)
