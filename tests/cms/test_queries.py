"""What pages cost: the number of queries does not grow with the content."""

from typing import Any

from django.test import Client

import pytest
from wagtail.models import Site

pytestmark = pytest.mark.usefixtures("demo_site", "db")

COSTS = {
    "/fi/": 15,
    "/fi/osallistu/": 15,
    "/fi/osallistu/aloite/": 18,
    "/fi/osallistu/aloite/outcomes/": 17,
    "/fi/osallisuusfoorumi/": 16,  # one of them for the pictures of one meeting
    "/fi/ohjelmat/": 16,
    "/fi/ohjelmat/osallisuusohjelma/": 16,
    "/fi/ajankohtaista/": 15,
    "/fi/ei-ole/": 9,
}


@pytest.mark.parametrize(("path", "cost"), COSTS.items())
def test_a_page_costs_a_fixed_number_of_queries(
    path: str, cost: int, client: Client, django_assert_num_queries: Any
) -> None:
    Site.clear_site_root_paths_cache()
    client.get(path)  # fills the caches of site root paths and content types

    with django_assert_num_queries(cost):
        client.get(path)
