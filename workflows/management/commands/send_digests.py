"""Sends the daily mails that are due. The worker does it by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.effects.digests import send_digests


class Command(BaseCommand):
    help = _("Sends each member of staff the mail of the day, once, if there is cause.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = send_digests(at=timezone.now())
        self.stdout.write(_("Daily mails sent: %(count)s") % {"count": count})
