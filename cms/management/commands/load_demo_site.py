"""Load the demo site once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.demo.loading import is_loaded, load_site


class Command(BaseCommand):
    help = "Load the invented county's site, unless a site stands already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hostname", default="localhost")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            self.stdout.write("A site is there already; nothing was loaded.")
            return
        load_site(at=timezone.now(), hostname=options["hostname"], port=options["port"])
        self.stdout.write("The demo site is loaded.")
