"""Drawing a workflow in a browser, by what the screens say."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

LANGUAGES = ("fi", "sv", "en")


class Editor:
    """The editor of a workflow in front of an administrator."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def begin(self, name: str) -> None:
        self.page.goto(f"{self.address}/admin/definitions/workflows/add/")
        self.page.locator("[data-contentpath=stages]").wait_for()
        self.say("spec-title", name)

    def add(self, part: str, icon: str, inside: str = "spec") -> str:
        """Add a part of the kind with the icon; return the start of its names."""
        box = self.page.locator(f"[name='{inside}-{part}-count']")
        number = int(box.input_value())
        # The last button with a plus in the list, as a person would take it.
        section = box.locator("xpath=..")
        section.locator("button.c-sf-add-button").last.click()
        if icon:
            options = self.page.locator("[role=option]:visible")
            options.filter(has=self.page.locator(f"use[href='#icon-{icon}']")).click()
        start = f"{inside}-{part}-{number}-value"
        self.page.locator(f"[name^='{start}-']").first.wait_for(state="attached")
        return start

    def say(self, name: str, words: str) -> None:
        """Write the words in every language."""
        for code in LANGUAGES:
            self.page.locator(f"[name='{name}-{code}']").fill(words)
        self.page.keyboard.press("Tab")

    def choose(self, name: str, label: str) -> None:
        chooser = self.page.locator(f"select[name='{name}']")
        chooser.focus()
        chooser.select_option(label=label)

    def tick(self, name: str, labels: Sequence[str]) -> None:
        """Tick the parts of those names."""
        box = self.page.locator(f"[name='{name}']").locator("xpath=..")
        for label in labels:
            box.get_by_label(label, exact=True).check()

    def stage(self, icon: str, name: str, role: str = "") -> str:
        start = self.add("stages", icon)
        self.say(f"{start}-label", name)
        self.say(f"{start}-public_label", name)
        self.say(f"{start}-explanation", name)
        if role:
            self.choose(f"{start}-role", role)
        return start

    def transition(
        self, icon: str, name: str, source: str, target: str, roles: Sequence[str] = ()
    ) -> str:
        start = self.add("transitions", icon)
        self.say(f"{start}-label", name)
        self.tick(f"{start}-sources", [source])
        if target:
            self.choose(f"{start}-target", target)
        if roles:
            self.tick(f"{start}-roles", roles)
        return start

    def condition(self, start: str, question: str, answer: str) -> None:
        """Let the transition depend on one answer of a form."""
        rule = self.page.locator(f"[name='{start}-guard']").locator("xpath=..")
        rule.locator(".definition-rule-more button").first.click()
        rule.locator("select").nth(0).select_option(label=question)
        rule.locator("select").nth(2).select_option(label=answer)

    def deadline(
        self, name: str, amount: int, unit: str, stages: Sequence[str], clock: str
    ) -> None:
        start = self.add("deadlines", "time")
        self.say(f"{start}-label", name)
        self.page.locator(f"[name='{start}-period-amount']").fill(str(amount))
        self.page.locator(f"[name='{start}-period-unit']").select_option(unit)
        self.page.locator(f"[name='{start}-clock']").select_option(clock)
        self.tick(f"{start}-during", stages)
        self.say(f"{start}-reason", name)
        self.say(f"{start}-basis", name)

    def publish(self) -> Locator:
        """Publish; return what the page says then."""
        menu = self.page.locator("footer [data-controller~=w-dropdown] button").first
        menu.click()
        self.page.locator("button[name=action-publish]").click()
        self.page.wait_for_load_state()
        return self.page.locator(".messages li").first

    def open_channel(self, *, key: str, form: str, workflow: str, unit: str) -> None:
        """Put the workflow on the form as a channel of the unit."""
        self.page.goto(f"{self.address}/admin/channels/new/")
        self.page.fill("[name=key]", key)
        for name, label in (("form", form), ("workflow", workflow), ("unit", unit)):
            self.page.select_option(f"[name={name}]", label=label)
        self.page.locator("form .actions button, footer button").first.click()
        expect(self.page.locator(".messages li").first).to_contain_text(key)

    def publish_page(self, *, under: str, title: str, channel: str) -> None:
        """Publish a page of the channel below the page of that title."""
        self.page.goto(f"{self.address}/admin/pages/search/?q={under}")
        found = self.page.locator("main a[href$='/edit/']", has_text=under).first
        number = re.search(r"/pages/(\d+)/", found.get_attribute("href") or "")
        assert number is not None
        self.page.goto(f"{self.address}/admin/pages/{number[1]}/add_subpage/")
        self.page.locator("a[href*='/add/cms/channelpage/']").click()
        # Until its scripts run, the page does not make the address of the title.
        self.page.wait_for_load_state()
        self.page.locator("[name=title]").press_sequentially(title)
        expect(self.page.locator("[name=slug]")).not_to_have_value("")
        self.page.select_option("[name=channel]", label=channel)
        expect(self.publish()).to_contain_text(title)
