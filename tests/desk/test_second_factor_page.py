"""The page of one's own second factor, and the reset of another's."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.urls import reverse

import pytest
import time_machine

from cms.accounts.models import User
from tests.authenticators import PASSWORD, App, enrol
from tests.desk.conftest import Desk, text_of
from tests.people import make_person
from workflows.models import SecondFactor

NOW = datetime.fromisoformat("2026-03-10T12:00:00+02:00")
LETTERS = re.compile(r"<code class=\"desk-letter\">([A-Z2-7 ]+)</code>")
BACKUP = re.compile(r"<code>(\d{5} \d{5})</code>")


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(approver: User, sit_down: Callable[[User], Desk]) -> Desk:
    return sit_down(approver)


@pytest.fixture
def app(approver: User) -> App:
    return enrol(approver, at=NOW - timedelta(minutes=5))


@pytest.fixture
def administrator(roles: None, sit_down: Callable[[User], Desk]) -> Desk:
    return sit_down(make_person("administrator", "administrator", unit=None))


def send(desk: Desk, do: str, **given: str) -> HttpResponse:
    return desk.client.post(reverse("second_factor"), {"do": do, **given}, follow=True)


def letters_on(page: HttpResponse) -> str:
    [found] = LETTERS.findall(page.content.decode())
    return found.replace(" ", "")


# --- one's own -------------------------------------------------------------------------


def test_the_account_leads_to_it(desk: Desk) -> None:
    page = desk.get("wagtailadmin_account")

    assert reverse("second_factor") in page.content.decode()
    assert "You have none in use." in text_of(page)


def test_the_settings_of_the_account_are_saved_as_before(desk: Desk) -> None:
    page = desk.client.post(
        reverse("wagtailadmin_account"),
        {
            "name_email-first_name": "Anni",
            "name_email-last_name": "Esimerkki",
            "name_email-email": "a@example.org",
            "locale-preferred_language": "en",
            "locale-current_time_zone": "Europe/Helsinki",
            "theme-theme": "light",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
        follow=True,
    )

    desk.user.refresh_from_db()
    assert page.status_code == 200
    assert desk.user.first_name == "Anni"


def test_a_person_takes_an_app_into_use(desk: Desk) -> None:
    begun = send(desk, "begin", password=PASSWORD)
    phone = App(letters_on(begun), [])

    done = send(desk, "finish", code=phone.code(NOW))

    assert len(BACKUP.findall(done.content.decode())) == 10
    assert SecondFactor.objects.in_use().get().user == desk.user
    again = desk.get("second_factor")
    assert not BACKUP.findall(again.content.decode())
    assert "Backup codes left: 10." in text_of(again)


def test_the_picture_and_the_link_say_the_same_as_the_key(desk: Desk) -> None:
    page = send(desk, "begin", password=PASSWORD)
    html = page.content.decode()

    [address] = re.findall(r'href="(otpauth://[^"]+)"', html)
    told = urlsplit(unescape(address))
    assert told.path == "/Osallistu%3Aapprover"
    assert parse_qs(told.query)["secret"] == [letters_on(page)]
    assert "<title>QR code for the authenticator app</title>" in html


def test_a_browser_keeps_no_secret(desk: Desk) -> None:
    page = send(desk, "begin", password=PASSWORD)

    assert "no-store" in page["Cache-Control"]


def test_a_wrong_password_shows_no_secret(desk: Desk) -> None:
    page = send(desk, "begin", password="guessed")

    assert page.status_code == 422
    assert "The password is wrong." in text_of(page)
    assert not LETTERS.findall(page.content.decode())


def test_a_wrong_first_code_is_told_and_the_picture_stays(desk: Desk) -> None:
    begun = send(desk, "begin", password=PASSWORD)
    phone = App(letters_on(begun), [])

    page = send(desk, "finish", code=phone.wrong_code(NOW))

    assert page.status_code == 422
    assert "The code is wrong" in text_of(page)
    assert letters_on(page) == phone.letters


def test_a_first_code_without_a_beginning_is_told(desk: Desk) -> None:
    page = send(desk, "finish", code="123456")

    assert page.status_code == 422
    assert "Begin again." in text_of(page)


def test_another_app_needs_a_code_of_the_one_in_use(desk: Desk, app: App) -> None:
    refused = send(desk, "begin", password=PASSWORD)
    assert refused.status_code == 422
    assert not LETTERS.findall(refused.content.decode())

    begun = send(desk, "begin", code=app.code(NOW))

    assert letters_on(begun) != app.letters
    assert SecondFactor.objects.in_use().count() == 1


def test_backup_codes_are_renewed_and_shown_once(desk: Desk, app: App) -> None:
    page = send(desk, "renew", code=app.code(NOW))

    shown = {one.replace(" ", "") for one in BACKUP.findall(page.content.decode())}
    assert len(shown) == 10
    assert shown.isdisjoint(app.backup_codes)


def test_it_is_removed_by_a_code_only(desk: Desk, app: App) -> None:
    refused = send(desk, "remove", code="0000000000")
    assert refused.status_code == 422
    assert SecondFactor.objects.in_use().exists()

    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        removed = send(desk, "remove", code=app.backup_codes[3])

    assert "Your second factor was removed." in text_of(removed)
    assert not SecondFactor.objects.exists()


def test_an_unknown_button_is_no_page_of_ours(desk: Desk, app: App) -> None:
    assert send(desk, "get").status_code == 404


def test_the_page_speaks_the_languages_of_staff(desk: Desk, app: App) -> None:
    for language, words in (("fi", "Varakoodeja jäljellä"), ("sv", "Reservkoder kvar")):
        profile = desk.user.wagtail_userprofile
        profile.preferred_language = language
        profile.save()

        assert words in text_of(desk.get("second_factor"))


# --- that of a colleague -----------------------------------------------------------------


def reset_of(user: User) -> str:
    found = SecondFactor.objects.in_use().get(user=user)
    return reverse("second_factor_reset", args=[found.pk])


def test_an_administrator_resets_that_of_a_colleague(
    administrator: Desk, app: App, approver: User
) -> None:
    address = reset_of(approver)
    users = administrator.get("wagtailusers_users:index").content.decode()
    assert address in users
    assert "stop working at once" in text_of(administrator.client.get(address))

    done = administrator.client.post(address, follow=True)

    assert "The second factor of approver was reset." in text_of(done)
    assert not SecondFactor.objects.exists()
    assert administrator.client.get(address).status_code == 404


def test_others_reset_nothing(
    app: App, approver: User, reviewer: User, sit_down: Callable[[User], Desk]
) -> None:
    desk = sit_down(reviewer)

    response = desk.client.post(reset_of(approver))

    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert SecondFactor.objects.in_use().exists()


def test_an_administrator_resets_no_own_one(administrator: Desk) -> None:
    enrol(administrator.user, at=NOW - timedelta(minutes=5))

    done = administrator.client.post(reset_of(administrator.user), follow=True)

    assert "Somebody else must reset your second factor." in text_of(done)
    assert SecondFactor.objects.in_use().exists()


def test_an_administrator_reaches_none_of_a_superuser(
    administrator: Desk, superuser: User
) -> None:
    enrol(superuser, at=NOW - timedelta(minutes=5))

    response = administrator.client.post(reset_of(superuser))

    assert response["Location"] == "/admin/"
    assert SecondFactor.objects.in_use().exists()
    users = administrator.get("wagtailusers_users:index").content.decode()
    assert reset_of(superuser) not in users
