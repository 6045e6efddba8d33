"""The verification page as people meet it: on any screen, by keys, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.cache import cache

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Page as Tab
from wagtail.models import Locale, Page, Site

from cms.accounts.models import User
from cms.models import HomePage
from participation.actions import reports
from participation.actions.withdrawals import withdraw_report
from participation.models import Report
from participation.reports.found import Level
from participation.views import turnstile
from tests.acceptance.conftest import QUIET
from tests.acceptance.people import check_accessibility
from tests.conftest import chromium
from tests.reports.blank import blank_page
from tests.reports.conftest import SEALED
from tests.reports.long_term import LongTermAuthority

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

WIDTHS = (320, 768, 1280)
LANGUAGES = ("fi", "sv", "en")


@contextmanager
def _browser() -> Iterator[Browser]:
    # While it is open, this thread has an event loop and Django refuses its database.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(turnstile, "CHECKS_PER_MINUTE", 10_000)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def home(transactional_db: None) -> None:
    """Open a site, also where a test before has emptied the database."""
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    page = HomePage(title="Etusivu", slug="fi", headline="Tervetuloa")
    root.add_child(instance=page)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)


@pytest.fixture
def files(report: Report, official: User, tmp_path: Path) -> dict[str, Path]:
    """Return a file of each sort."""
    stranger = LongTermAuthority(since=SEALED, name="Toisen kunnan myöntäjä")
    test = reports.supersede_report(report=report, at=SEALED + timedelta(days=1))
    old = report.file.read()
    Report.objects.filter(pk=report.pk).update(is_test=False)
    contents = {
        "superseded": old,
        "test": test.file.read(),
        "changed": old + b"\n",
        "foreign": stranger.sealed(blank_page(), Level.ARCHIVE, at=SEALED),
        "unsealed": blank_page(),
        "not a PDF": b"hello",
    }
    for name, data in contents.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    return {name: tmp_path / f"{name}.pdf" for name in contents}


def look(page: Tab, name: str, language: str) -> None:
    """Look at the page on each screen: nothing cut off, nothing axe objects to."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} in {language} is {wide} wide at {width}"
    check_accessibility(page)


def send(page: Tab, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form[method=post] button").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_can_be_seen_read_and_used(
    language: str,
    files: dict[str, Path],
    report: Report,
    home: None,
    live_server: Any,
) -> None:
    start = f"{live_server.url}/{language}/verify/"
    code = report.code

    with _browser() as browser:
        page = browser.new_page()
        for name, path in (
            ("nothing asked", ""),
            ("known code", f"{code}/"),
            ("unknown code", "7KQM-3XWR-9DBT/"),
            ("without us", "without-us/"),
        ):
            page.goto(start + path)
            look(page, name, language)
        for name, file in files.items():
            page.goto(start)
            send(page, file)
            look(page, name, language)
            expect(page.locator("[role=status]")).to_be_focused()


def test_a_withdrawn_report_is_seen_so(
    report: Report, official: User, home: None, live_server: Any
) -> None:
    withdraw_report(report=report, reason="Väärä liite", user=official, at=SEALED)
    with _browser() as browser:
        page = browser.new_page()
        page.goto(f"{live_server.url}/fi/verify/{report.code}/")

        look(page, "withdrawn", "fi")
        expect(page.locator("[role=status]")).to_contain_text("Väärä liite")


def test_it_works_by_keys_and_without_scripts(
    files: dict[str, Path], report: Report, home: None, live_server: Any
) -> None:
    with _browser() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{live_server.url}/en/verify/")
        page.get_by_label("Verification code").focus()
        page.keyboard.type(report.code)
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text(report.title)

        page.goto(f"{live_server.url}/en/verify/")
        page.locator("input[type=file]").set_input_files(files["superseded"])
        page.locator("input[type=file]").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[role=status]")).to_contain_text("Genuine")
        assert page.context.cookies() == []


def test_a_screen_reader_hears_the_answer_before_all_else(
    files: dict[str, Path], home: None, live_server: Any
) -> None:
    with _browser() as browser:
        page = browser.new_page()
        page.goto(f"{live_server.url}/en/verify/")
        send(page, files["changed"])

        headings = page.locator("main :is(h1, h2)").all_inner_texts()
        assert headings == [
            "Check a report",
            "Changed after we issued it",
            "What was checked",
            "The seal",
            "What was not checked",
            "Fingerprint of the file (SHA-256)",
            "By the code on the paper",
            "Check another file",
            "Without us",
        ]
