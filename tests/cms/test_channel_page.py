"""The page of a channel: the way in, and what came of earlier proposals."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from cms.models import ChannelPage
from participation.models import Channel, FollowUp, Outcome
from tests.cases import make_case
from workflows.models import Case, Procedure


@pytest.fixture
def page(channel_page: ChannelPage) -> ChannelPage:
    return channel_page


def publish(case: Case, channel: Channel, *, title: str, day: int = 0) -> Outcome:
    at = case.submission.submitted_at + timedelta(days=day)
    return Outcome.objects.create(
        case=case,
        channel=channel,
        event=case.events.get(),
        language="fi",
        title=title,
        summary="Pihalle tarvitaan penkkejä.",
        answer="Ehdotus toteutetaan.\n\nKiitos.",
        measures="Kaksi penkkiä <kesällä>.",
        answered_by="Kiinteistöpäällikkö",
        arrived_at=at,
        approved_at=at,
        published_at=at,
    )


def test_an_open_channel_starts_by_a_form_that_others_cannot_forge(
    page: ChannelPage, strict_client: Client
) -> None:
    landing = strict_client.get(page.url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', landing)

    forged = strict_client.post(f"{page.url}start/")
    started = strict_client.post(
        f"{page.url}start/", {"csrfmiddlewaretoken": token[1] if token else ""}
    )

    assert forged.status_code == 403
    assert started.status_code == 302
    assert started["Location"].startswith(f"{page.url}form/")
    assert strict_client.get(started["Location"]).status_code == 200


def test_a_form_that_was_refused_gets_a_page_that_explains(
    page: ChannelPage, strict_client: Client
) -> None:
    html = strict_client.post(f"{page.url}start/").content.decode()

    assert 'class="site-header"' in html
    assert "cookies" in html or "eväste" in html


@pytest.mark.parametrize(
    ("opens", "closes"), [(timedelta(days=1), None), (None, timedelta(days=-1))]
)
def test_a_channel_that_is_not_open_has_no_button(
    opens: timedelta | None, closes: timedelta | None, page: ChannelPage, client: Client
) -> None:
    now = timezone.now()
    Procedure.objects.update(
        opens_at=now + opens if opens else None,
        closes_at=now + closes if closes else None,
    )

    html = client.get(page.url).content.decode()

    assert 'action="' not in html
    assert 'class="notice"' in html


def test_a_channel_that_closes_at_midnight_says_the_last_minute_of_the_day_before(
    page: ChannelPage, client: Client
) -> None:
    midnight = datetime(2126, 12, 9, tzinfo=timezone.get_default_timezone())
    Procedure.objects.update(closes_at=midnight)

    html = client.get(page.url).content.decode()

    assert re.search(r"\b8\.? \S+ 2126 \S+ 23[.:]59", html)


def test_a_page_that_is_not_published_hosts_no_form(
    page: ChannelPage, client: Client
) -> None:
    page.unpublish()

    assert client.get(page.url).status_code == 404
    assert client.post(f"{page.url}start/").status_code == 404


def test_outcomes_are_listed_newest_first_and_in_pages(
    page: ChannelPage, channel: Channel, at: Any, client: Client
) -> None:
    for number in range(21):
        case = make_case(channel, at=at + timedelta(minutes=number))
        publish(case, channel, title=f"Ehdotus {number:02}", day=number)

    first = client.get(f"{page.url}outcomes/").content.decode()
    second = client.get(f"{page.url}outcomes/?page=2").content.decode()

    assert first.count('class="news__item"') == 20
    assert first.index("Ehdotus 20") < first.index("Ehdotus 19")
    assert "Ehdotus 00" not in first
    assert "Ehdotus 00" in second
    assert 'rel="prev"' in second


def test_the_list_of_outcomes_costs_the_same_however_long(
    page: ChannelPage, channel: Channel, at: Any, client: Client
) -> None:
    def cost() -> int:
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        with CaptureQueriesContext(connection) as queries:
            client.get(f"{page.url}outcomes/")
        return len(queries)

    publish(make_case(channel, at=at), channel, title="Yksi")
    client.get(f"{page.url}outcomes/")
    one = cost()
    for number in range(3):
        case = make_case(channel, at=at + timedelta(minutes=number + 1))
        publish(case, channel, title=f"Lisää {number}")

    assert cost() == one


def test_an_outcome_shows_answer_measures_and_follow_ups(
    page: ChannelPage, channel: Channel, case: Case, client: Client, at: Any
) -> None:
    outcome = publish(case, channel, title="Penkkejä pihalle")
    FollowUp.objects.create(
        outcome=outcome, event=outcome.event, text="Penkit on asennettu.", at=at
    )

    response = client.get(f"{page.url}outcomes/{case.reference}/")

    html = response.content.decode()
    assert response.status_code == 200
    assert "Ehdotus toteutetaan." in html
    assert "Kaksi penkkiä &lt;kesällä&gt;." in html
    assert "Penkit on asennettu." in html
    assert "Kiinteistöpäällikkö" in html


def test_what_is_not_published_is_not_found(
    page: ChannelPage, case: Case, client: Client
) -> None:
    response = client.get(f"{page.url}outcomes/{case.reference}/")

    assert response.status_code == 404


def test_a_channel_that_publishes_nothing_shows_no_outcome(
    page: ChannelPage, channel: Channel, case: Case, client: Client
) -> None:
    publish(case, channel, title="Penkkejä pihalle")
    channel.publishes_outcomes = False
    channel.save()

    assert client.get(f"{page.url}outcomes/").status_code == 404
    assert client.get(f"{page.url}outcomes/{case.reference}/").status_code == 404
    assert "outcomes/" not in client.get(page.url).content.decode()
