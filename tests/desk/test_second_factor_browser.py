"""A second factor in a browser: taken into use, and given for an approval."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from tests.acceptance.conftest import QUIET
from tests.acceptance.people import check_accessibility
from tests.authenticators import PASSWORD, App
from tests.conftest import chromium
from tests.drawn import a_workflow, arrow, put_to_use, question, send_in, stage
from workflows.models import Case, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 1280)


@contextmanager
def signed_in(user: User, address: str) -> Iterator[Page]:
    # While it is open, this thread has an event loop and Django refuses its database.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        page.goto(f"{address}/admin/login/")
        page.locator("[name=username]").fill(user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form [type=submit]").first.click()
        yield page
        browser.close()


def look(page: Page) -> None:
    """Look at the page on a phone and on a desk: nothing cut off, nothing axe finds."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} wide at {width}"
    check_accessibility(page)


@pytest.fixture
def case(transactional_db: None, roles: None, unit: Unit) -> Case:
    at = timezone.now() - timedelta(days=1)
    workflow = a_workflow(
        [stage("approval", "work", role="approver"), stage("done", "final")],
        [
            arrow(
                "approve",
                "approval",
                "done",
                roles=["approver"],
                fields=[question("remarks")],
                second_factor=True,
            )
        ],
    )
    return send_in(put_to_use(workflow, unit, at=at), at=at)


def test_an_approver_takes_one_into_use_and_confirms_with_it(
    case: Case, approver: User, live_server: Any
) -> None:
    UserProfile.objects.create(user=approver, preferred_language="en")
    with signed_in(approver, live_server.url) as page:
        page.goto(f"{live_server.url}/admin/cases/{case.pk}/approve/")
        page.get_by_label("remarks").fill("Hyvä näin.")
        look(page)

        with page.expect_popup() as opened:
            page.get_by_role("link", name=re.compile("opens in a new tab")).click()
        tab = opened.value
        look(tab)
        tab.get_by_label("Your password").fill(PASSWORD)
        tab.get_by_role("button", name="Begin").click()
        expect(tab.locator("svg.desk-qr")).to_be_visible()
        look(tab)
        phone = App(tab.locator("dd code").inner_text().replace(" ", ""), [])
        tab.get_by_label("One-time code").fill(phone.code(timezone.now()))
        tab.get_by_role("button", name="Take into use").click()
        expect(tab.locator(".desk-codes code")).to_have_count(10)
        codes = tab.locator(".desk-codes code").all_inner_texts()
        look(tab)

        page.get_by_label("One-time code").fill("000000")
        page.get_by_role("button", name="approve", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("The code is wrong")
        expect(page.get_by_label("remarks")).to_have_value("Hyvä näin.")
        expect(page.get_by_label("One-time code")).to_have_value("")
        look(page)

        page.wait_for_timeout(1100)  # the pause after one wrong code
        page.get_by_label("One-time code").fill(codes[0])
        page.get_by_role("button", name="approve", exact=True).click()
        expect(page.locator("body")).to_contain_text("Confirmed with a second factor")
        look(page)

    case.refresh_from_db()
    assert case.stage == "done"
