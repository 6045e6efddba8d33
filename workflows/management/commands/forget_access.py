"""Deletes the records of who read what, once they were kept for their time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.access import forget_access


class Command(BaseCommand):
    help = _("Deletes records of readings that are older than ACCESS_RECORD_DAYS.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_access(at=timezone.now())
        self.stdout.write(_("Records deleted: %(count)s") % {"count": count})
