"""The main job in real browsers: resident, registrar, reviewer … official."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from cms.demo.journey import HANDLING, RESIDENT
from tests.acceptance.people import CHANNEL, Resident, Staff, check_accessibility
from tests.acceptance.site import Site, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.xdist_group("site"),
]


def one_byte_changed(report: Path) -> Path:
    content = bytearray(report.read_bytes())
    content[len(content) // 2] ^= 1
    changed = report.with_name("changed.pdf")
    changed.write_bytes(content)
    return changed


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_initiative_becomes_a_sealed_report(
    site: Site, browser: Browser, scripts: bool
) -> None:
    resident = Resident(
        browser.new_context(java_script_enabled=scripts), site, scripts=scripts
    )
    reference = resident.send_initiative()
    resident.open_status()
    for name, transition, _ in HANDLING:
        if name == RESIDENT:
            resident.do(transition)
            continue
        staff = Staff(browser.new_context(locale="fi"), site, name)
        staff.open_case(reference)
        staff.do(transition)

    official = Staff(browser.new_context(), site, "official")
    report = wait_until(lambda: official.report(reference), seconds=120)

    assert site.verifies(report)
    assert not site.verifies(one_byte_changed(report))
    reader = browser.new_page()
    reader.goto(site.url(f"{CHANNEL}outcomes/{reference}/"))
    check_accessibility(reader)
    expect(reader.locator("main")).to_contain_text("Kaksi penkkiä asennetaan")
    resident.page.reload()
    expect(resident.page.locator("main")).to_contain_text("julkaistu")


def test_the_public_pages_are_accessible_and_keep_secrets(
    site: Site, browser: Browser
) -> None:
    reader = browser.new_page()

    for path in ("/fi/", "/sv/", "/en/", "/fi/osallistu/", f"{CHANNEL}outcomes/"):
        reader.goto(site.url(path))
        check_accessibility(reader)
        expect(reader.locator("main")).not_to_contain_text("asukas1@example.org")
