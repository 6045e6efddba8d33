"""From a case to its outcome on the site."""

from typing import Any

from django.test import Client
from django.utils.translation import override

import pytest
from wagtail.models import Locale, Site

from cms.models import ChannelPage
from cms.outcome_links import outcome_url
from participation.models import Channel
from tests.cms.test_channel_page import publish
from workflows.effects.status_links import status_url
from workflows.models import Case


@pytest.fixture
def published(case: Case, channel: Channel, channel_page: ChannelPage) -> Case:
    publish(case, channel, title="Penkkejä pihalle")
    return case


def test_the_status_page_leads_to_the_published_outcome(
    published: Case, channel_page: ChannelPage, client: Client
) -> None:
    address = f"{channel_page.url}outcomes/{published.reference}/"

    page = client.get(status_url(published, language="fi"))

    assert f'href="{address}"' in page.content.decode()
    assert "Penkkejä pihalle" in client.get(address).content.decode()


def test_before_it_is_published_there_is_no_address(
    case: Case, channel_page: ChannelPage
) -> None:
    assert outcome_url(case, "fi") == ""


def test_the_page_of_the_language_comes_first(
    published: Case, channel_page: ChannelPage, swedish_home: object
) -> None:
    swedish = channel_page.copy_for_translation(
        Locale.objects.get(language_code="sv"), copy_parents=True
    )
    swedish.save_revision().publish()

    with override("sv"):
        assert outcome_url(published, "sv").startswith("/sv/")
    assert outcome_url(published, "fi").startswith("/fi/")


def test_without_one_in_the_language_another_one_is_told(
    published: Case, channel_page: ChannelPage
) -> None:
    assert outcome_url(published, "sv").startswith(channel_page.url)


def test_a_channel_that_is_not_on_the_site_has_no_address(
    published: Case, channel_page: ChannelPage
) -> None:
    channel_page.unpublish()

    assert outcome_url(published, "fi") == ""


def test_an_address_takes_one_query(
    published: Case, channel_page: ChannelPage, django_assert_num_queries: Any
) -> None:
    Site.get_site_root_paths()  # which Wagtail caches

    with django_assert_num_queries(1):
        outcome_url(published, "fi")
