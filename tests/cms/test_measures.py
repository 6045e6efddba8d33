"""What was promised, on the page of the answer."""

from datetime import UTC, date, datetime

from django.test import Client

from cms.models import ChannelPage
from participation.models import Channel, FollowUp, Measure
from tests.cases import make_case
from tests.cms.test_channel_page import publish


def test_each_measure_is_shown_with_its_day_and_its_state(
    channel_page: ChannelPage, channel: Channel, at: datetime, client: Client
) -> None:
    case = make_case(channel, at=at)
    outcome = publish(case, channel, title="Penkkejä pihalle")
    measure = Measure.objects.create(
        outcome=outcome,
        number=1,
        text="Penkit <pihalle>",
        promised_on=date(2026, 6, 30),
        status="dropped",
        updated_at=datetime(2026, 5, 1, 9, tzinfo=UTC),
    )
    FollowUp.objects.create(
        outcome=outcome,
        event=case.events.get(),
        measure=measure,
        status="dropped",
        text="Piha rakennetaan uudelleen.",
        at=measure.updated_at,
    )

    address = f"{channel_page.url}outcomes/{case.reference}/"
    html = client.get(address).content.decode()

    listed = html[html.index('class="promises"') : html.index('class="timeline"')]
    told = html[html.index('class="timeline"') :]
    assert "Penkit &lt;pihalle&gt;" in listed
    assert "30. kesäkuuta 2026" in listed
    assert "1. toukokuuta 2026" in listed
    assert "tag--warning" in listed
    assert "tag--warning" in told


def test_an_answer_without_measures_to_follow_has_no_empty_list(
    channel_page: ChannelPage, channel: Channel, at: datetime, client: Client
) -> None:
    case = make_case(channel, at=at)
    publish(case, channel, title="Penkkejä pihalle")

    html = client.get(f"{channel_page.url}outcomes/{case.reference}/").content.decode()

    assert 'class="promises"' not in html
