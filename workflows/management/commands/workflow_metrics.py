"""Prints how the work stands, for a monitor to collect."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.effects.metrics import exposition


class Command(BaseCommand):
    help = _("Prints figures about the work in the text format of Prometheus.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(exposition(at=timezone.now()), ending="")
