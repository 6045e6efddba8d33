"""Makes the triggers that keep the history from being changed, where they are gone."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from workflows.models.append_only import APPEND_ONLY, guard


class Command(BaseCommand):
    help = _("Makes the triggers anew that refuse to change or delete events.")

    def handle(self, *args: Any, **options: Any) -> None:
        for table in APPEND_ONLY:
            guard(connection, table)
            self.stdout.write(table)
