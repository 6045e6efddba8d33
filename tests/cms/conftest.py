"""A small tree of pages, and the whole demo site once for a module."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.test import Client

import pytest
from wagtail.models import Locale, Page, Site

from cms.demo.loading import load_site
from cms.models import ChannelPage, HomePage, ParticipatePage
from participation.models import Channel

LOADED_AT = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the demo site for all tests of a module, and take it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_site(at=LOADED_AT, hostname="testserver", port=80)
        yield
        transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()


def add_page(parent: Page, page: Page) -> Any:
    parent.add_child(instance=page)
    return page


@pytest.fixture
def home(db: None) -> Iterator[HomePage]:
    """Open a site in Finnish with its front page."""
    root = Page.get_first_root_node()
    page = add_page(root, HomePage(title="Etusivu", slug="fi", headline="Tervetuloa"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    yield page
    Site.clear_site_root_paths_cache()


@pytest.fixture
def swedish_home(home: HomePage) -> HomePage:
    page = home.copy_for_translation(Locale.objects.get(language_code="sv"))
    page.slug = "sv"
    page.save_revision().publish()
    return page


@pytest.fixture
def participate(home: HomePage) -> ParticipatePage:
    page = ParticipatePage(title="Osallistu", slug="osallistu", show_in_menus=True)
    return add_page(home, page)


@pytest.fixture
def channel_page(participate: ParticipatePage, channel: Channel) -> ChannelPage:
    page = ChannelPage(title="Tee aloite", slug="aloite", channel=channel)
    return add_page(participate, page)


@pytest.fixture
def strict_client() -> Client:
    """Return a client that must send the CSRF token like a browser."""
    return Client(enforce_csrf_checks=True)
