"""Ordering reports, making them in the background, and making them by the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from unittest.mock import patch

from django.core import mail
from django.core.exceptions import PermissionDenied

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation import queue
from participation.actions import orders, reports
from participation.actions.schedules import keep_schedules, last_day_before
from participation.models import Report, ReportOrder, ReportSchedule
from participation.reports.kinds.yearly_list import name_of
from participation.reports.seal import Seal
from participation.reports.yearly import YearlyList
from tests.reports.conftest import SEALED
from workflows.models import Role, Unit

LIST = {"kind": "yearly_list", "subject": "yearly_list:2026", "language": "fi"}


@pytest.fixture
def order(yearly_list_subject: YearlyList, official: User, seal: Seal) -> ReportOrder:
    return orders.order_report(**LIST, user=official, at=SEALED)


def taken() -> ReportOrder:
    found = orders.take_order(at=SEALED)
    assert found is not None
    return found


def test_an_ordered_report_is_made_and_the_order_says_so(order: ReportOrder) -> None:
    orders.make_ordered(order=taken(), at=SEALED)

    order.refresh_from_db()
    assert (order.state, order.error) == (ReportOrder.State.DONE, "")
    assert order.report == Report.objects.get(**LIST)
    assert order.report.is_public
    assert orders.take_order(at=SEALED + timedelta(days=1)) is None


def test_what_is_on_its_way_is_not_ordered_twice(
    order: ReportOrder, official: User
) -> None:
    with pytest.raises(orders.AlreadyOrdered):
        orders.order_report(**LIST, user=official, at=SEALED)


def test_what_is_there_is_ordered_only_to_be_replaced(
    order: ReportOrder, official: User
) -> None:
    orders.make_ordered(order=taken(), at=SEALED)
    first = Report.objects.get()
    with pytest.raises(orders.AlreadyOrdered):
        orders.order_report(**LIST, user=official, at=SEALED)

    orders.order_report(**LIST, user=official, at=SEALED, replaces=first)
    orders.make_ordered(order=taken(), at=SEALED)

    assert Report.objects.current().get().supersedes == first


def test_ordering_needs_the_right(db: None, registrar: User) -> None:
    with pytest.raises(PermissionDenied):
        orders.order_report(**LIST, user=registrar, at=SEALED)

    assert not ReportOrder.objects.exists()


def test_a_taken_order_is_not_taken_again_before_its_lease_is_over(
    order: ReportOrder,
) -> None:
    first = taken()

    assert orders.take_order(at=SEALED + timedelta(minutes=5)) is None
    assert orders.take_order(at=SEALED + timedelta(minutes=11)) == first


def test_a_worker_that_was_taken_for_dead_leaves_nothing(
    order: ReportOrder, kept_files: Callable[[], list[str]]
) -> None:
    late = taken()
    orders.take_order(at=SEALED + timedelta(minutes=11))

    orders.make_ordered(order=late, at=SEALED)

    assert not Report.objects.exists()
    assert kept_files() == []
    order.refresh_from_db()
    assert order.state == ReportOrder.State.LEASED


def test_a_worker_killed_after_the_report_was_written_makes_no_second(
    order: ReportOrder,
) -> None:
    made = reports.issue_report(**LIST, at=SEALED)

    orders.make_ordered(order=taken(), at=SEALED)

    order.refresh_from_db()
    assert order.report == made
    assert Report.objects.count() == 1


def test_a_missing_seal_ends_the_order_until_a_person_tries_again(
    order: ReportOrder, official: User, settings: Settings
) -> None:
    kept, settings.REPORT_SEAL = settings.REPORT_SEAL, {}
    orders.make_ordered(order=taken(), at=SEALED)
    order.refresh_from_db()
    assert (order.state, order.error) == (ReportOrder.State.DEAD, "report-no_key")

    settings.REPORT_SEAL = kept
    orders.retry_order(order=order, user=official, at=SEALED)
    orders.make_ordered(order=taken(), at=SEALED)

    order.refresh_from_db()
    assert order.state == ReportOrder.State.DONE


def test_an_order_that_kills_its_workers_is_given_up(order: ReportOrder) -> None:
    ReportOrder.objects.update(attempts=6)

    orders.make_ordered(order=taken(), at=SEALED)

    order.refresh_from_db()
    assert (order.state, order.error) == (ReportOrder.State.DEAD, "worker-died")


def test_what_is_gone_needs_a_person(order: ReportOrder) -> None:
    ReportOrder.objects.update(subject="yearly_list:none")

    orders.make_ordered(order=taken(), at=SEALED)

    order.refresh_from_db()
    assert (order.state, order.error) == (ReportOrder.State.DEAD, "no-such-subject")


def test_the_pages_laid_out_are_told_meanwhile(order: ReportOrder) -> None:
    told: list[int] = []

    with (
        patch.object(orders, "_note_page", lambda _order, page: told.append(page)),
        patch("participation.reports.apart.TELLING_SECONDS", 0.05),
    ):
        orders.make_ordered(order=taken(), at=SEALED)

    assert told
    assert max(told) > 1


def test_the_worker_makes_what_waits(order: ReportOrder, time_machine: object) -> None:
    time_machine.move_to(SEALED, tick=False)  # type: ignore[attr-defined]

    queue.make_reports()

    assert Report.objects.get(**LIST)


# --- By the calendar -----------------------------------------------------------------


@pytest.fixture
def schedule(roles: None, unit: Unit) -> ReportSchedule:
    return ReportSchedule.objects.create(
        kind="yearly_list",
        language="fi",
        unit=unit,
        period=ReportSchedule.Period.YEAR,
        days_after=15,
        role=Role.objects.get(key="official"),
        begun_on=date(2026, 6, 1),
    )


@pytest.mark.parametrize(
    ("day", "period", "ended"),
    [
        (date(2026, 1, 1), "year", date(2025, 12, 31)),
        (date(2026, 12, 31), "year", date(2025, 12, 31)),
        (date(2026, 3, 31), "quarter", date(2025, 12, 31)),
        (date(2026, 4, 1), "quarter", date(2026, 3, 31)),
        (date(2026, 12, 31), "quarter", date(2026, 9, 30)),
        (date(2028, 7, 1), "quarter", date(2028, 6, 30)),
    ],
)
def test_a_period_is_over_on_its_last_day(day: date, period: str, ended: date) -> None:
    assert last_day_before(day, period) == ended


def at_noon(day: date) -> object:
    return SEALED.replace(year=day.year, month=day.month, day=day.day)


def test_a_role_is_reminded_a_week_before_and_the_report_ordered_once(
    schedule: ReportSchedule, official: User, unit: Unit
) -> None:
    for day in (date(2027, 1, 7), date(2027, 1, 8), date(2027, 1, 9)):
        keep_schedules(at=at_noon(day))
    assert [one.to for one in mail.outbox] == [[official.email]]
    assert not ReportOrder.objects.exists()

    for day in (date(2027, 1, 15), date(2027, 1, 16)):
        keep_schedules(at=at_noon(day))

    order = ReportOrder.objects.get()
    assert (order.subject, order.ordered_by) == (name_of(2026, unit), None)
    assert len(mail.outbox) == 1


def test_nothing_is_made_of_a_period_that_was_over_before_the_schedule(
    schedule: ReportSchedule,
) -> None:
    keep_schedules(at=at_noon(date(2026, 7, 1)))

    assert not ReportOrder.objects.exists()
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_does_not_keep_the_report_from_being_made(
    schedule: ReportSchedule, official: User
) -> None:
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError):
        keep_schedules(at=at_noon(date(2027, 1, 20)))

    assert ReportOrder.objects.exists()
    schedule.refresh_from_db()
    assert schedule.reminded_for is None
    keep_schedules(at=at_noon(date(2027, 1, 21)))
    assert len(mail.outbox) == 1
