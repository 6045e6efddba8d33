"""Seals the files that were kept in clear by an earlier version."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflows.actions.plain_files import seal_plain_files


class Command(BaseCommand):
    help = _("Seals the files that an earlier version kept in clear.")

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = seal_plain_files()
        self.stdout.write(_("Files sealed: %(count)s") % {"count": done})
        if failed:
            text = _("Files that could not be sealed: %(count)s")
            self.stderr.write(text % {"count": failed})
            sys.exit(1)
