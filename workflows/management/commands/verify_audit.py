"""Checks that no event of any case was changed, removed or slipped in."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflows.actions.audits import Audit


class Command(BaseCommand):
    help = _("Checks every case's history, the anchors and the database's guards.")

    def handle(self, *args: Any, **options: Any) -> None:
        audit, wrong = Audit(), 0
        for finding in audit.findings():
            wrong += 1
            self.stderr.write(finding)
        counts = {"events": audit.events, "cases": audit.cases}
        self.stdout.write(_("Events: %(events)s, cases: %(cases)s") % counts)
        counts = {"anchors": audit.anchors, "events": audit.anchored}
        self.stdout.write(
            _("Anchors: %(anchors)s, events under them: %(events)s") % counts
        )
        if wrong:
            self.stderr.write(_("What does not hold: %(count)s") % {"count": wrong})
            sys.exit(1)
        self.stdout.write(_("The history holds."))
