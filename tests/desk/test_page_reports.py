"""Reports about pages: offered on the page, and not to everybody."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.accounts.models import User
from cms.models import ForumPage, ProgrammePage
from cms.reports.monitoring import Period
from cms.reports.programme import name_of
from participation.actions.orders import order_report, retry_order
from participation.actions.withdrawals import withdraw_report
from participation.models import ReportOrder
from participation.reports.kinds.kind import NoSuchSubject
from participation.reports.kinds.yearly_list import name_of as name_of_list
from tests.desk.conftest import Desk, is_not_found, sit, text_of
from tests.desk.page_reports import NOW, kept, let_publish, of_page, ordering
from workflows.models import Unit


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize("where", ["wagtailadmin_pages:edit", "wagtailadmin_explore"])
def test_the_page_offers_a_report_to_whoever_may_publish_it(
    where: str, programme_page: ProgrammePage, writer: Desk
) -> None:
    shown = writer.get(where, programme_page.pk).content.decode()
    led = writer.client.get(of_page(programme_page))

    assert of_page(programme_page) in shown
    assert led["Location"] == ordering(programme_page, "programme")


def test_the_row_of_a_page_offers_a_report(forum_page: ForumPage, writer: Desk) -> None:
    root = Page.objects.get(depth=1)

    assert of_page(forum_page) in text_of(writer.get("wagtailadmin_explore", root.pk))


def test_a_page_of_which_no_report_is_made_offers_none(writer: Desk) -> None:
    page = Page.objects.get(depth=2)

    shown = text_of(writer.get("wagtailadmin_pages:edit", page.pk))

    assert of_page(page) not in shown
    assert is_not_found(writer.client.get(of_page(page)))


def test_a_publisher_of_pages_without_the_right_to_issue_is_offered_none(
    programme_page: ProgrammePage, editor: User
) -> None:
    let_publish(editor, programme_page)
    desk = sit(editor)

    shown = text_of(desk.get("wagtailadmin_pages:edit", programme_page.pk))

    assert of_page(programme_page) not in shown
    for address in (of_page(programme_page), ordering(programme_page, "programme")):
        assert desk.client.get(address)["Location"] == "/admin/"


def test_somebody_elses_page_is_refused(
    programme_page: ProgrammePage, stranger: Desk, quarter: str
) -> None:
    preview = {"kind": "programme", "subject": quarter, "language": "fi"}

    refused = stranger.client.get(of_page(programme_page))
    draft = stranger.client.get(reverse("desk_report_preview"), preview)
    sent = stranger.client.post(
        ordering(programme_page, "programme"), {"subject": quarter, "languages": "fi"}
    )

    assert refused["Location"] == draft["Location"] == "/admin/"
    assert is_not_found(sent)
    assert not ReportOrder.objects.exists()


def test_a_page_that_is_not_public_says_what_to_do_first(
    programme_page: ProgrammePage, writer: Desk
) -> None:
    address, asked = of_page(programme_page), ordering(programme_page, "programme")
    PageViewRestriction.objects.create(
        page=programme_page, restriction_type=PageViewRestriction.LOGIN
    )
    restricted = writer.client.get(address, follow=True)
    PageViewRestriction.objects.all().delete()
    programme_page.unpublish()

    drafted = writer.client.get(address, follow=True)

    for response in (restricted, drafted):
        assert "A report is made of a published page" in text_of(response)
    assert is_not_found(writer.client.get(asked))
    shown = text_of(writer.get("wagtailadmin_pages:edit", programme_page.pk))
    assert address not in shown


def test_nobody_orders_withdraws_or_retries_a_report_on_somebody_elses_page(
    stranger: Desk, writer: Desk, quarter: str
) -> None:
    wanted = {"kind": "programme", "subject": quarter, "language": "fi"}
    report = kept(quarter, "sv")
    order = order_report(**wanted, user=writer.user, at=NOW)
    ReportOrder.objects.update(state=ReportOrder.State.DEAD)

    with pytest.raises(PermissionDenied):
        order_report(**wanted, user=stranger.user, at=NOW)
    with pytest.raises(PermissionDenied):
        retry_order(order=order, user=stranger.user, at=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_report(report=report, reason="Väärä.", user=stranger.user, at=NOW)

    retry_order(order=order, user=writer.user, at=NOW)
    withdraw_report(report=report, reason="Väärä.", user=writer.user, at=NOW)


def test_a_report_of_another_unit_is_not_ordered(writer: Desk) -> None:
    far = Unit.objects.create(key="far", name="Kaukana")

    with pytest.raises(PermissionDenied):
        order_report(
            kind="yearly_list",
            subject=name_of_list(2026, far),
            language="fi",
            user=writer.user,
            at=NOW,
        )


def test_nothing_is_ordered_of_a_draft_or_of_a_period_without_data(
    programme_page: ProgrammePage, writer: Desk, quarter: str
) -> None:
    unknown = name_of(programme_page, Period(year=2026, quarter=3))
    with pytest.raises(NoSuchSubject):
        order_report(
            kind="programme", subject=unknown, language="fi", user=writer.user, at=NOW
        )

    programme_page.unpublish()

    with pytest.raises(NoSuchSubject):
        order_report(
            kind="programme", subject=quarter, language="fi", user=writer.user, at=NOW
        )


def test_the_report_of_a_page_is_in_everybodys_register_but_acted_on_by_few(
    writer: Desk, stranger: Desk, quarter: str
) -> None:
    report = kept(quarter)
    register = reverse("sealed-reports_modeladmin_index")

    for desk in (writer, stranger):
        assert report.title in text_of(desk.client.get(register))
    assert "Withdraw" in text_of(writer.get("desk_report", report.pk))
    assert "Withdraw" not in text_of(stranger.get("desk_report", report.pk))
    stranger.client.post(reverse("desk_report", args=[report.pk]), {"do": "anew"})
    assert not ReportOrder.objects.exists()
