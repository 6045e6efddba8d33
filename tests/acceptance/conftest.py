"""One running site for the tests of this folder, and people at browsers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.acceptance.site import Site, running_site
from tests.conftest import chromium

#: without these, Chromium asks the network for things of its own
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    directory = tmp_path_factory.mktemp("site")
    with running_site(directory, RENDER_LEASE_SECONDS="20") as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # No longer than the module: while it is open, this thread has an event loop,
    # and Django refuses its database there.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()
