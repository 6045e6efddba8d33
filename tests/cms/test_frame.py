"""What surrounds every page, and the policy that protects it."""

from django.test import Client

import pytest

from cms.models import HomePage, Organisation
from tests.people import make_person


def directives(response: object) -> dict[str, str]:
    header: str = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_public_pages_allow_nothing_inline(home: HomePage, client: Client) -> None:
    policy = directives(client.get("/fi/"))

    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in str(policy)


def test_only_the_admin_allows_what_its_editor_needs(
    home: HomePage, client: Client
) -> None:
    admin = make_person("administrator", unit=None)
    admin.is_superuser = True
    admin.save()
    client.force_login(admin)

    inside = directives(client.get("/admin/"))
    outside = directives(client.get("/fi/"))

    assert "'unsafe-inline'" in inside["script-src"]
    assert inside["object-src"] == "'none'"
    assert "script-src" not in outside


def test_a_missing_page_looks_like_the_house(home: HomePage, client: Client) -> None:
    response = client.get("/fi/ei-ole/")

    html = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="fi">' in html
    assert 'class="site-header"' in html
    assert 'class="button" href="/fi/"' in " ".join(html.split())


def test_a_missing_page_is_shown_even_without_a_site(client: Client, db: None) -> None:
    response = client.get("/sv/finns-inte/")

    assert response.status_code == 404
    assert '<html lang="sv">' in response.content.decode()


def test_the_error_page_asks_nothing_of_the_database() -> None:
    from django.template.loader import render_to_string  # noqa: PLC0415

    html = render_to_string("500.html")

    assert 'lang="sv"' in html
    assert 'lang="en"' in html


@pytest.fixture
def organisation(home: HomePage) -> Organisation:
    return Organisation.objects.create(
        site=home.get_site(),
        name_fi="Esimerkkialue",
        name_sv="Exempelområdet",
        email="info@example.org",
        accent="#7a1f5c",
    )


def test_the_organisation_is_named_in_the_language_or_the_nearest(
    organisation: Organisation,
) -> None:
    assert organisation.name_in("sv") == "Exempelområdet"
    assert organisation.name_in("fi-simple") == "Esimerkkialue"
    assert organisation.name_in("en") == "Esimerkkialue"


def test_own_colors_come_as_a_stylesheet(
    organisation: Organisation, client: Client
) -> None:
    page = client.get("/fi/").content.decode()
    sheet = client.get("/theme.css")

    assert 'href="/theme.css"' in page
    assert sheet["Content-Type"].startswith("text/css")
    assert "--accent: #7a1f5c;" in sheet.content.decode()


def test_without_own_colors_no_stylesheet_is_asked_for(
    home: HomePage, client: Client
) -> None:
    assert "/theme.css" not in client.get("/fi/").content.decode()
