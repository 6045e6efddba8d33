"""What residents and staff do with the drawn workflow, screen by screen."""

import re

from playwright.sync_api import Browser, expect

from tests.acceptance.people import Resident, Staff
from tests.acceptance.site import Site, wait_until

CHANNEL = "/fi/osallistu/katulupa/"


class DrawnRun:
    """One case on its way through the drawn workflow."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.resident = Resident(browser.new_context(locale="fi"), site, scripts=True)
        self.reference = self.resident.send_initiative(CHANNEL)
        self.resident.open_status()

    def act(self, name: str, label: str) -> None:
        """Let one of the staff choose the transition of that label."""
        self._staff(name).choose_labelled(label)

    def cannot(self, name: str, label: str) -> None:
        """Look that the one does not get the transition offered."""
        staff = self._staff(name, among="cases")
        expect(staff.page.get_by_role("link", name=label)).to_have_count(0)

    def stands_at(self, stage: str) -> None:
        """Wait until the status page tells of the stage."""
        page = self.resident.page

        def told() -> bool:
            page.reload()
            return stage in page.locator("main").inner_text()

        wait_until(told, seconds=30)
        self.resident.look()

    def answer(self, label: str) -> None:
        """Answer, as the resident, by the button of that label."""
        self.resident.page.get_by_role("button", name=label).click()
        expect(self.resident.page).to_have_url(re.compile(r"\?done$"))

    def _staff(self, name: str, *, among: str = "tasks") -> Staff:
        staff = Staff(self.browser.new_context(locale="fi"), self.site, name)
        staff.open_case(self.reference, among=among)
        return staff
