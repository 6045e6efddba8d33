"""Delete answers that were never sent and whose time has run out."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.draft_expiry import erase_expired


class Command(BaseCommand):
    help = _("Deletes unsent answers whose time has run out.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = erase_expired(at=timezone.now())
        self.stdout.write(_("Drafts emptied: %(count)s") % {"count": count})
