"""Reports about pages that are made by the calendar."""

from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest
from wagtail.models import Page

from cms.models import ForumPage, ForumSession, ProgrammePage
from cms.reports.meetings import name_of as name_of_session
from cms.reports.monitoring import Period
from cms.reports.programme import name_of
from participation.actions.schedules import keep_schedules
from participation.models import ReportOrder, ReportSchedule
from tests.desk.conftest import Desk, text_of
from tests.desk.page_reports import NOW, key_of
from workflows.models import Role


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def scheduling(kind: str, about: str, period: str = "quarter") -> dict[str, str]:
    return {
        "kind": kind,
        "about": about,
        "unit": "",
        "language": "fi",
        "period": period,
        "days_after": "10",
        "role": str(Role.objects.get(key="official").pk),
    }


def test_a_schedule_names_what_its_kind_is_about(
    programme_page: ProgrammePage, forum_page: ForumPage, writer: Desk
) -> None:
    page = reverse("report_schedules:add")
    programme, forum = key_of(programme_page), key_of(forum_page)

    missing = writer.client.post(page, scheduling("programme", ""))
    another = writer.client.post(page, scheduling("programme", forum))
    needless = writer.client.post(page, scheduling("yearly_list", forum, "year"))
    writer.client.post(page, scheduling("programme", programme))

    assert "Choose what the report is about." in text_of(missing)
    for refused in (another, needless):
        assert "No such report is made about this." in text_of(refused)
    schedule = ReportSchedule.objects.get()
    assert (schedule.kind, schedule.about) == ("programme", programme)
    listed = text_of(writer.get("report_schedules:index"))
    assert "Osallisuusohjelma" in listed


def test_nobody_schedules_reports_on_somebody_elses_page(
    programme_page: ProgrammePage, writer: Desk, stranger: Desk
) -> None:
    wanted = scheduling("programme", key_of(programme_page))

    refused = stranger.client.post(reverse("report_schedules:add"), wanted)
    assert "Select a valid choice." in text_of(refused)
    assert not ReportSchedule.objects.exists()

    writer.client.post(reverse("report_schedules:add"), wanted)
    schedule = ReportSchedule.objects.get()
    edit = reverse("report_schedules:edit", args=[schedule.pk])
    stranger.client.post(edit, wanted | {"days_after": "20"})  # what it has, it keeps

    schedule.refresh_from_db()
    assert (schedule.days_after, schedule.about) == (20, key_of(programme_page))


def schedule_of(kind: str, page: Page, period: str) -> ReportSchedule:
    return ReportSchedule.objects.create(
        kind=kind,
        about=key_of(page),
        language="fi",
        period=period,
        days_after=10,
        role=Role.objects.get(key="official"),
        begun_on=date(2025, 1, 1),
    )


def test_a_quarter_of_a_programme_is_ordered_by_the_calendar(
    programme_page: ProgrammePage, writer: Desk, quarter: str
) -> None:
    schedule_of("programme", programme_page, "quarter")

    keep_schedules(at=NOW)

    order = ReportOrder.objects.get()
    assert (order.subject, order.ordered_by) == (quarter, None)
    (reminder,) = mail.outbox
    assert "Osallisuusohjelma" in reminder.subject


def test_a_year_of_a_programme_is_ordered_by_the_calendar(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    schedule_of("programme", programme_page, "year")

    keep_schedules(at=NOW)

    assert ReportOrder.objects.get().subject == name_of(
        programme_page, Period(year=2025)
    )


def test_every_meeting_of_the_period_is_ordered_by_the_calendar(
    forum_page: ForumPage, writer: Desk
) -> None:
    february = forum_page.sessions.get(theme="Hyvinvointi ja terveys")
    march = ForumSession.objects.create(
        forum=forum_page,
        theme="Toinen kokous",
        starts_at=february.starts_at + timedelta(days=20),
        ends_at=february.ends_at + timedelta(days=20),
    )
    schedule_of("forum_session", forum_page, "quarter")

    keep_schedules(at=NOW)

    ordered = set(ReportOrder.objects.values_list("subject", flat=True))
    assert ordered == {name_of_session(february), name_of_session(march)}


def test_a_schedule_of_nothing_known_or_of_a_page_that_is_gone_makes_nothing(
    programme_page: ProgrammePage, forum_page: ForumPage, writer: Desk
) -> None:
    programme_page.themes, programme_page.overviews = [], []
    programme_page.save()
    forum_page.unpublish()
    for kind, page in (("programme", programme_page), ("forum_session", forum_page)):
        schedule_of(kind, page, "quarter")

    keep_schedules(at=NOW)

    assert not ReportOrder.objects.exists()
    made = set(ReportSchedule.objects.values_list("made_for", flat=True))
    assert made == {date(2026, 3, 31)}
    assert "no longer there" in text_of(writer.get("report_schedules:index"))


def test_more_schedules_cost_no_more_queries(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert writer.get("report_schedules:index").status_code == 200
        return len(queries)

    schedule_of("programme", programme_page, "quarter")
    asked()
    before = asked()
    for number in range(3):
        copy = programme_page.copy(update_attrs={"slug": f"ohjelma-{number}"})
        schedule_of("programme", copy, "quarter")

    assert asked() == before
