"""Runs the demo: the site and its background worker, on this machine only."""

import os
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.demo import processes
from cms.demo.browser import Stranded
from cms.demo.installation import channel_path, ensure_cases, forget, prepare
from cms.demo.journey import Journey
from cms.demo.people import PASSWORD, STAFF
from cms.settings.directories import directory
from workflows.queue.supervisor import Supervisor

START_SECONDS = 120
#: how long one run waits for the worker
PATIENCE_SECONDS = 180


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

        parser.add_argument(
            "--once",
            action="store_true",
            help=(
                "Take one initiative from the form to its verified report, in a"
                " database of its own, and exit."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        port = processes.free_port() if options["once"] else options["port"]
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
        if options["once"]:
            self._serve(port, self._travel)
            return
        ensure_cases(at=timezone.now())
        self._serve(port, self._stay)
        self.stdout.write("Stopped.")

    def _serve(self, port: int, visit: Callable[[int, Supervisor], None]) -> None:
        supervisor = processes.supervisor(port)
        with supervisor.running():
            if processes.wait_for_answer(port, supervisor, seconds=START_SECONDS):
                visit(port, supervisor)
            elif not supervisor.wait(0):
                raise CommandError("The site did not start; see the messages above.")

    def _stay(self, port: int, supervisor: Supervisor) -> None:
        self._welcome(port)
        supervisor.wait()
        self.stdout.write("\nStopping …")

    def _travel(self, port: int, _supervisor: Supervisor) -> None:
        journey = Journey(
            address=processes.address(port),
            channel_path=channel_path(),
            tell=self._tell,
        )
        # In the checkout: the database and the files of this run are gone afterwards.
        kept = directory(settings.BASE_DIR / "var" / "reports")
        try:
            report = journey.travel(directory=kept, patience_seconds=PATIENCE_SECONDS)
        except Stranded as stranded:
            raise CommandError(str(stranded)) from stranded
        self.stdout.write(str(report))

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

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
