"""Puts one hash over all events since the last anchor; run by the worker's clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.anchors import add_anchor


class Command(BaseCommand):
    help = _("Anchors the events of all cases since the last anchor.")

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = add_anchor(at=timezone.now())
        if anchor is None:
            self.stdout.write(_("There is nothing new to anchor."))
            return
        facts = {"number": anchor.number, "count": anchor.count, "hash": anchor.hash}
        self.stdout.write(
            _("Anchor %(number)s over %(count)s events: %(hash)s") % facts
        )
