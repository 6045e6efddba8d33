"""What is answered to requests for nothing, and to those that cannot be read."""

from django.test import Client

import pytest

from cms.models import HomePage

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/documents/nothing/", "/static/nothing.css"]
)
def test_what_is_missing_outside_the_pages_is_just_missing(
    path: str, home: HomePage, client: Client
) -> None:
    assert client.get(path).status_code == 404


def test_what_is_missing_in_the_admin_is_just_missing(
    home: HomePage, admin_client: Client
) -> None:
    assert admin_client.get("/admin/nothing/here/").status_code == 404


def test_a_page_is_found_without_its_language(home: HomePage, client: Client) -> None:
    answer = client.get("/osallistu/", headers={"accept-language": "fi"})

    assert answer["Location"] == "/fi/osallistu/"


def test_a_request_that_is_too_large_is_told_so(
    home: HomePage, strict_client: Client
) -> None:
    strict_client.get("/fi/verify/")

    answer = strict_client.post(
        "/fi/verify/", b"a=" + b"x" * 3_000_000, content_type=FORM
    )

    assert answer.status_code == 400
    assert "lyhennä" in answer.content.decode()


@pytest.mark.parametrize("charset", ["latin-1", "utf-7", "utf-16"])
def test_a_form_in_another_encoding_is_refused_once(
    charset: str, home: HomePage, strict_client: Client
) -> None:
    strict_client.get("/fi/verify/")

    answer = strict_client.post(
        "/fi/verify/", b"a=b", content_type=f"{FORM}; charset={charset}"
    )

    assert answer.status_code == 400
