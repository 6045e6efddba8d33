"""Schedules of reports: reminding who is responsible, and asking for the report."""

import calendar
import logging
from contextlib import suppress
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from participation.actions.orders import AlreadyOrdered, order_report
from participation.models import ReportSchedule
from participation.reports.kinds import registry
from participation.reports.kinds.kind import NoSuchSubject
from workflows.effects.notices import absolute, language_of, message_id

logger = logging.getLogger(__name__)

#: how long before a report is made its role is reminded
NOTICE = timedelta(days=7)


def last_day_before(day: date, period: str) -> date:
    """Return the last day of the latest year or quarter that is over on that day."""
    if period == ReportSchedule.Period.YEAR:
        return date(day.year - 1, 12, 31)
    month = 3 * ((day.month - 1) // 3)
    if not month:
        return date(day.year - 1, 12, 31)
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def keep_schedules(*, at: datetime) -> None:
    """
    Order what is to be made now, and remind of what is to be made soon.

    A mail that can't be sent holds up nothing else; it is tried again the next time.
    """
    today = localdate(at)
    for schedule in ReportSchedule.objects.select_related("role").order_by("pk"):
        ended = last_day_before(today, schedule.period)
        if ended < schedule.begun_on:
            continue  # the period was over before there was a schedule
        made_on = ended + timedelta(days=schedule.days_after)
        if today >= made_on and schedule.made_for != ended:
            _order(schedule, ended, at)
        if today >= made_on - NOTICE and schedule.reminded_for != ended:
            try:
                _remind(schedule, ended, made_on)
            except (OSError, SMTPException):
                logger.exception("Schedule %s could not remind.", schedule.pk)


@transaction.atomic
def _order(schedule: ReportSchedule, ended: date, at: datetime) -> None:
    locked = ReportSchedule.objects.select_for_update().get(pk=schedule.pk)
    if locked.made_for == ended:
        return
    try:
        subjects = registry.kind(locked.kind).scheduled(
            about=locked.about, unit=locked.unit, period=locked.period, ended=ended
        )
    except NoSuchSubject:
        logger.warning("What schedule %s is about is gone.", locked.pk)
        subjects = []
    for subject in subjects:
        # A person was faster, or nothing is known of the period: nothing to make then.
        with suppress(AlreadyOrdered, NoSuchSubject):
            order_report(
                kind=locked.kind,
                subject=subject,
                language=locked.language,
                user=None,
                at=at,
            )
    locked.made_for = ended
    locked.save(update_fields=["made_for"])


def _remind(schedule: ReportSchedule, ended: date, made_on: date) -> None:
    """
    Mail the members of the role; noted afterwards, so that no crash loses it.

    A repeat has the same Message-ID, by which mail programs know it.
    """
    members = schedule.role.group.user_set.filter(is_active=True).exclude(email="")
    if schedule.unit is not None:
        members = members.filter(units=schedule.unit)
    for member in members.order_by("pk"):
        with override(language_of(member)):
            words = {
                "report": registry.label_with(schedule.kind, schedule.about),
                "end": date_format(ended, "SHORT_DATE_FORMAT"),
                "day": date_format(made_on, "SHORT_DATE_FORMAT"),
                "url": absolute(reverse("desk_report_orders")),
            }
            subject = gettext("The report “%(report)s” is made on %(day)s") % words
            body = gettext(
                "Hello,\n\nthe report “%(report)s” of the period that ends on %(end)s "
                "is made on %(day)s. What is not entered and published by then is not "
                "in it.\n\nReports:\n%(url)s\n"
            )
        name = f"schedule-{schedule.pk}-{ended.isoformat()}-{member.pk}"
        EmailMessage(
            subject=subject,
            body=body % words,
            to=[member.email],
            headers={
                "Message-ID": message_id(name),
                "Auto-Submitted": "auto-generated",
            },
        ).send()
    ReportSchedule.objects.filter(pk=schedule.pk).update(reminded_for=ended)
