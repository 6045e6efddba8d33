"""Ordering reports about pages: of what, in which languages, and drafts of them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from cms.models import ForumPage, ForumSession, ProgrammePage
from cms.reports.meetings import name_of as name_of_session
from cms.reports.monitoring import Period
from cms.reports.programme import name_of
from participation.desk.report_topics import topic_url
from participation.models import ReportOrder
from tests.desk.conftest import Desk, is_not_found, text_of
from tests.desk.page_reports import NOW, kept, key_of, ordering
from tests.reports.reading import spoken_text


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def test_the_periods_that_something_is_known_of_are_offered_the_latest_first(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    shown = text_of(writer.client.get(ordering(programme_page, "programme")))

    offered = ["The year 2026", "Quarter 1/2026", "The year 2025", "Quarter 4/2025"]
    places = [shown.index(words) for words in (*offered, "Quarter 3/2025")]
    assert places == sorted(places)
    assert "Quarter 2/2026" not in shown
    assert "Quarter 2/2025" not in shown


def test_a_report_is_ordered_in_every_chosen_language(
    programme_page: ProgrammePage, writer: Desk, quarter: str
) -> None:
    wanted = {"subject": quarter, "languages": ["fi", "sv"]}

    writer.client.post(ordering(programme_page, "programme"), wanted)
    again = writer.client.post(
        ordering(programme_page, "programme"), wanted, follow=True
    )

    orders = ReportOrder.objects.order_by("language")
    assert [(one.subject, one.language, one.ordered_by) for one in orders] == [
        (quarter, "fi", writer.user),
        (quarter, "sv", writer.user),
    ]
    said = text_of(again)
    assert "This report is being made already: Finnish." in said
    assert "Osallisuusohjelma 1/2026" in said
    assert "waiting" in said


def test_a_new_edition_replaces_the_report_that_is_there(
    programme_page: ProgrammePage, writer: Desk, quarter: str
) -> None:
    there = kept(quarter)
    address = ordering(programme_page, "programme")

    shown = text_of(writer.client.get(address))
    writer.client.post(address, {"subject": quarter, "languages": "fi"})

    assert reverse("desk_report", args=[there.pk]) in shown
    assert ReportOrder.objects.get().replaces == there


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"languages": "fi"}, "This field is required."),
        ({"subject": "1/2026"}, "This field is required."),
        ({"subject": "2/2026", "languages": "fi"}, "Select a valid choice."),
        ({"subject": "1/2026", "languages": "de"}, "Select a valid choice."),
        ({"subject": "1/2026", "preview": "de"}, "Select a valid choice."),
    ],
)
def test_an_order_that_lacks_something_or_asks_for_nothing_known_is_refused(
    sent: dict[str, str], said: str, programme_page: ProgrammePage, writer: Desk
) -> None:
    subjects = {
        f"{number}/2026": name_of(programme_page, Period(year=2026, quarter=number))
        for number in (1, 2)
    }
    sent = sent | ({"subject": subjects[sent["subject"]]} if "subject" in sent else {})

    refused = writer.client.post(ordering(programme_page, "programme"), sent)

    assert refused.status_code == 422
    assert said in text_of(refused)
    assert not ReportOrder.objects.exists()


def test_a_programme_without_any_review_has_nothing_to_report(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    programme_page.themes, programme_page.overviews = [], []
    programme_page.save()

    shown = text_of(writer.client.get(ordering(programme_page, "programme")))

    assert "There is nothing to report yet." in shown
    assert "Issue the report" not in shown


def test_a_draft_says_so_on_every_page_and_is_kept_nowhere(
    programme_page: ProgrammePage, writer: Desk, quarter: str, tmp_path: Path
) -> None:
    wanted = {"subject": quarter, "preview": "sv"}

    draft = writer.client.post(
        ordering(programme_page, "programme"), wanted, follow=True
    )

    file = tmp_path / "draft.pdf"
    file.write_bytes(draft.content)
    assert "UTKAST" in spoken_text(file)
    assert not ReportOrder.objects.exists()


def test_only_meetings_that_were_held_are_offered(
    forum_page: ForumPage, writer: Desk
) -> None:
    coming = NOW + timedelta(days=30)
    ForumSession.objects.create(
        forum=forum_page,
        theme="Tuleva kokous",
        starts_at=coming,
        ends_at=coming + timedelta(hours=2),
    )
    held = forum_page.sessions.get(theme="Hyvinvointi ja terveys")
    address = ordering(forum_page, "forum_session")

    shown = text_of(writer.client.get(address))
    writer.client.post(address, {"subject": name_of_session(held), "languages": ["fi"]})

    assert "22 February 2026: Hyvinvointi ja terveys" in shown
    assert "Tuleva kokous" not in shown
    assert ReportOrder.objects.get().subject == name_of_session(held)


def test_there_is_no_ordering_of_nothing(forum_page: ForumPage, writer: Desk) -> None:
    for kind, topic in (
        ("programme", key_of(forum_page)),
        ("yearly_list", key_of(forum_page)),
        ("nothing", key_of(forum_page)),
        ("forum_session", "x"),
    ):
        assert is_not_found(writer.client.get(topic_url(kind, topic)))


def test_making_reports_lists_the_pages_of_the_user(
    programme_page: ProgrammePage, forum_page: ForumPage, writer: Desk, stranger: Desk
) -> None:
    programme, forum = (
        ordering(programme_page, "programme"),
        ordering(forum_page, "forum_session"),
    )

    of_all = text_of(writer.get("desk_report_orders"))
    of_stranger = text_of(stranger.get("desk_report_orders"))

    assert programme in of_all
    assert forum in of_all
    assert programme not in of_stranger
    assert forum in of_stranger


def test_more_pages_cost_no_more_queries(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert writer.get("desk_report_orders").status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(3):
        programme_page.copy(update_attrs={"slug": f"ohjelma-{number}"})

    assert asked() == before
