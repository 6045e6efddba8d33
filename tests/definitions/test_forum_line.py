"""What people are told of the places of a meeting and of the line for them."""

from datetime import datetime

from django.test import Client

from participation.models import Channel
from tests.definitions.taking_part import stage_of
from workflows.actions.places import fill_places
from workflows.effects.status_links import status_url
from workflows.models import Case
from workflows.models.places import places_of


def test_the_status_page_tells_who_waits_where_in_the_line(
    registered: list[Case], client: Client
) -> None:
    pages = [
        client.get(status_url(case, language="en")).content.decode()
        for case in registered
    ]

    assert "number 2 in the waiting list" in pages[3]
    assert "waiting list" not in pages[0]


def test_whoever_has_a_place_cancels_it_on_the_status_page(
    registered: list[Case], client: Client
) -> None:
    html = client.get(status_url(registered[0], language="en")).content.decode()

    assert "Cancel the registration" in html
    assert "What we ask of you" not in html


def test_places_are_counted_for_whoever_comes_next(
    meeting: Channel, registered: list[Case], at: datetime
) -> None:
    places = places_of(meeting.procedure)

    assert (places.total, places.taken, places.waiting, places.left) == (2, 2, 3, 0)


def test_without_a_free_place_nobody_is_promoted(
    registered: list[Case], at: datetime
) -> None:
    given = fill_places(
        procedure_id=registered[0].procedure_id,
        transition="promote",
        at=at,
        request_key="none-free",
    )

    assert given == 0
    assert [*map(stage_of, registered)].count("confirmed") == 2


def test_nothing_personal_names_the_case(registered: list[Case]) -> None:
    assert {case.submission.subject for case in registered} == {
        "Ilmoittautuminen osallisuusfoorumiin"
    }
