"""The daily mail to reviewers: what is open, late and soon due; nothing if nothing is."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from workflows.effects.notices import absolute, language_of, message_id
from workflows.engine.calendars import FINLAND, is_working_day
from workflows.models import Digest, Scope, Task
from workflows.models.tasks import NEVER, TaskQuerySet

if TYPE_CHECKING:
    from cms.accounts.models import User

logger = logging.getLogger(__name__)

#: the hours of the day in Finland within which it is sent
FIRST_HOUR, LAST_HOUR = 7, 18
SOON = timedelta(days=3)
#: cases that are named; the rest are counted
MOST_NAMED = 10
#: days for which it is kept that a mail was sent
KEPT_DAYS = 30


def send_digests(*, at: datetime) -> int:
    """
    Send the day's mails that were not sent yet; return how many were.

    Asked again and again through the day: each person's mail is sent once, and one
    that fails is tried again and holds up nobody.
    """
    local = at.astimezone(FINLAND)
    if not (FIRST_HOUR <= local.hour < LAST_HOUR and is_working_day(local.date())):
        return 0
    Digest.objects.filter(day__lt=local.date() - timedelta(days=KEPT_DAYS)).delete()
    return sum(_send(user, local.date(), at) for user in _asked(local.date()))


def _asked(day: date) -> Iterator["User"]:
    """Yield those who are to hear of the day and whose mail is not settled."""
    settled = Digest.objects.filter(day=day, settled_at__isnull=False)
    people = (
        get_user_model()
        .objects.filter(is_active=True, is_superuser=False, units__isnull=False)
        .filter(groups__role__isnull=False)
        .exclude(email="")
        .exclude(digest_choice__is_wanted=False)
        .exclude(pk__in=settled.values("user"))
        .order_by("pk")
        .distinct()
    )
    yield from people.iterator()


def _send(user: "User", day: date, at: datetime) -> bool:
    """Send the person's mail of the day; tell whether there was one to send."""
    digest, _made = Digest.objects.get_or_create(user=user, day=day)
    row = Digest.objects.filter(pk=digest.pk)
    if not row.take(at):
        return False
    tasks = _open_tasks(user)
    has_tasks = tasks.exists()
    if has_tasks:
        subject, body = _words(user, tasks, at)
        headers = {
            "Message-ID": message_id(f"digest-{digest.pk}"),
            "Auto-Submitted": "auto-generated",
        }
        try:
            EmailMessage(subject, body, to=[user.email], headers=headers).send()
        except OSError:
            logger.warning("Digest %s failed and will be tried again.", digest.pk)
            return False
    row.update(settled_at=at)
    return has_tasks


def _open_tasks(user: "User") -> TaskQuerySet:
    """Return what the person may do and nobody else has taken."""
    theirs = Q(assignee=user) | Q(assignee=None)
    return Task.objects.open().within(Scope.of(user)).filter(theirs)


def _words(user: "User", tasks: TaskQuerySet, at: datetime) -> tuple[str, str]:
    counts = tasks.aggregate(
        every=Count("pk"),
        overdue=Count("pk", filter=Q(sort_at__lt=at)),
        soon=Count("pk", filter=Q(sort_at__gte=at, sort_at__lt=at + SOON)),
    )
    named = tasks.select_related("case").order_by("sort_at", "pk")[:MOST_NAMED]
    more = counts["every"] - MOST_NAMED
    with override(language_of(user)):
        subject = ngettext("%(n)s open task", "%(n)s open tasks", counts["every"])
        lines = [
            gettext("Hello,"),
            "",
            gettext("Open tasks: %(n)s") % {"n": counts["every"]},
            gettext("Overdue: %(n)s") % {"n": counts["overdue"]},
            gettext("Due within three days: %(n)s") % {"n": counts["soon"]},
            "",
            *map(_line, named),
            *([gettext("… and %(n)s more") % {"n": more}] if more > 0 else []),
            "",
            absolute(reverse("desk_tasks:index")),
            "",
            gettext("You can stop these mails in the settings of your account."),
        ]
        return subject % {"n": counts["every"]}, "\n".join(lines) + "\n"


def _line(task: Task) -> str:
    if task.sort_at == NEVER:
        return task.case.reference
    day = date_format(task.sort_at.astimezone(FINLAND), "SHORT_DATE_FORMAT")
    words = gettext("%(reference)s, due %(day)s")
    return words % {"reference": task.case.reference, "day": day}
