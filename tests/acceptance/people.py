"""What people do in a browser, in their words."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from cms.demo.journey import FORM, HANDLING
from cms.demo.people import PASSWORD
from tests.acceptance.site import Site

CHANNEL = "/fi/osallistu/aloite/"
#: brings every animation that ends to its end, without waiting for frames to be drawn
_END_ANIMATIONS = """() => document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
  .forEach((one) => one.finish())"""
_REFERENCE = re.compile(r"[A-Z]+-\d{4}-\d+")


def check_accessibility(page: Page) -> None:
    """Fail when axe finds anything serious or critical on the page."""
    # Neither a page still on its way nor a message fading in is what people read.
    page.wait_for_load_state()
    page.evaluate(_END_ANIMATIONS)
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == [], f"{urlsplit(page.url).path}: {serious}"


class Resident:
    """Somebody without an account."""

    def __init__(self, context: BrowserContext, site: Site, *, scripts: bool) -> None:
        self.page, self.site, self.scripts = context.new_page(), site, scripts
        self.title = "Penkkejä terveysaseman pihalle"

    def look(self) -> None:
        """Look at the page with axe, where scripts can run."""
        if self.scripts:
            check_accessibility(self.page)

    def send_initiative(self, channel: str = CHANNEL) -> str:
        """Fill in and send the form; return the reference on the receipt."""
        self.page.goto(self.site.url(channel))
        self.look()
        self.page.locator("form[action$='/start/'] button").click()
        for typed in FORM:
            self.look()
            for key, value in typed.items():
                self._answer(key, value)
            self.page.locator("main form .actions button:not([name])").first.click()
        expect(self.page.locator("main")).to_contain_text(self.title)
        self.look()
        self.page.locator("main form .actions button:not([name])").first.click()
        expect(self.page).to_have_url(re.compile("/received/"))
        self.look()
        found = _REFERENCE.search(self.page.locator("main").inner_text())
        assert found is not None
        return found[0]

    def open_status(self) -> None:
        self.page.locator("a[href*='/status/']").first.click()
        self.look()

    def do(self, transition: str) -> None:
        """Do, on the status page, what asks no question."""
        self.page.reload()
        self.look()
        self.page.locator(f"form:has([value='{transition}']) button").click()
        expect(self.page).to_have_url(re.compile(r"\?done$"))

    def _answer(self, key: str, value: str) -> None:
        field = self.page.locator(f"[name$='-{key}']")
        kind = field.first.get_attribute("type")
        if kind == "radio":
            self.page.locator(f"[name$='-{key}'][value='{value}']").check()
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(value)


class Staff:
    """A member of staff, signed in."""

    def __init__(self, context: BrowserContext, site: Site, name: str) -> None:
        self.page, self.site = context.new_page(), site
        self.page.goto(site.url("/admin/login/"))
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("form button[type=submit]").first.click()

    def open_case(self, reference: str, *, among: str = "tasks") -> None:
        """Find the case in the list, usually the queue of tasks, and open it."""
        self.page.goto(self.site.url(f"/admin/{among}/?q={reference}"))
        check_accessibility(self.page)
        self.page.locator("main a[href*='/cases/']").first.click()
        check_accessibility(self.page)

    def do(self, transition: str) -> None:
        """Choose the transition on the case's page, fill it in and send it."""
        self.choose(
            transition, next(form for _, key, form in HANDLING if key == transition)
        )

    def choose(self, transition: str, written: Mapping[str, str]) -> None:
        """Choose the transition, write this and send it."""
        self._send(self.page.locator(f"main a[href$='/{transition}/']"), written)

    def choose_labelled(self, label: str) -> None:
        """Choose the transition by what its button says, and send it as it is."""
        self._send(self.page.get_by_role("link", name=label, exact=True), {})

    def _send(self, button: Locator, written: Mapping[str, str]) -> None:
        button.first.click()
        check_accessibility(self.page)
        asked = self.page.url
        for key, value in written.items():
            self.page.locator(f"[name$='{key}']").fill(value)
        self.page.locator("form:has([name=revision]) button[type=submit]").click()
        expect(self.page).not_to_have_url(asked)

    def report(self, reference: str) -> Path | None:
        """Download the report of the case, once there is one."""
        self.page.goto(self.site.url(f"/admin/sealed-reports/?q={reference}"))
        link = self.page.locator("main a[href*='/download/']")
        if not link.count():
            return None
        check_accessibility(self.page)
        with self.page.expect_download() as download:
            link.first.click()
        return Path(download.value.path())
