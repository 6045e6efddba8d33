"""Runs the demo: the site and its background worker, on this machine only."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.demo import processes
from cms.demo.installation import forget, prepare
from cms.demo.people import PASSWORD, STAFF

START_SECONDS = 60


class Command(BaseCommand):
    help = (
        "Runs the site and its background worker until Ctrl-C. What was entered is"
        " kept for the next run."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="Port to listen on (8000)."
        )
        parser.add_argument(
            "--fresh",
            action="store_true",
            help="Start with a new database; what was entered is removed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if os.environ["DJANGO_SETTINGS_MODULE"] != "cms.settings.demo":
            raise CommandError("The demo runs with cms.settings.demo only.")
        if not processes.is_free(port):
            raise CommandError(
                f"Port {port} is in use. Choose another, for example:"
                f" bin/demo --port {processes.free_port()}"
            )
        if options["fresh"]:
            forget(settings.VAR_DIR)
        self.stdout.write("Preparing the database …")
        prepare(at=timezone.now(), port=port)
        self._serve(port)
        self.stdout.write("Stopped.")

    def _serve(self, port: int) -> None:
        supervisor = processes.supervisor(port)
        with supervisor.running():
            if processes.wait_for_answer(port, supervisor, seconds=START_SECONDS):
                self._welcome(port)
                supervisor.wait()
                self.stdout.write("\nStopping …")
            elif not supervisor.wait(0):
                raise CommandError("The site did not start; see the messages above.")

    def _welcome(self, port: int) -> None:
        address, mails = processes.address(port), settings.VAR_DIR / "mail"
        self.stdout.write(f"\nSite      {address}/")
        self.stdout.write(f"Admin     {address}/admin/")
        self.stdout.write(f"Mails     {mails}\n\n")
        self.stdout.write(f"Users, all with the password {PASSWORD}:")
        for person in STAFF:
            self.stdout.write(f"  {person.username:<14} {person.title}")
        self.stdout.write("\nStop with Ctrl-C.")
        self.stdout.flush()
