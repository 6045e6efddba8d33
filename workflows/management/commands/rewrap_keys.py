"""Wraps the keys of all submissions with the first master key of the settings."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflows.actions.keys import rewrap_keys


class Command(BaseCommand):
    help = _("Wraps every submission's key with the first of MASTER_KEYS.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = rewrap_keys()
        self.stdout.write(_("Keys wrapped anew: %(count)s") % {"count": found.done})
        if found.failed:
            text = _("Keys that no master key opens: %(count)s")
            self.stderr.write(text % {"count": found.failed})
            sys.exit(1)
