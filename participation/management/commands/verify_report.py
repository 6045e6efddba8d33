"""Check a report's file on the command line."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from participation.reports.inspection import Finding, inspect_file
from participation.reports.telling import Told, tell
from participation.reports.telling_seals import Line


class Command(BaseCommand):
    help = (
        "Check a sealed PDF, as the public page does. "
        "The exit code is 0 if it is a report as we issued it, else 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the PDF file")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default="en",
            help="of the answer; English unless given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as problem:
            raise CommandError(
                f"The file cannot be read: {problem.strerror}."
            ) from None
        finding = inspect_file(data, report=None, at=timezone.now())
        with translation.override(options["language"]):
            told = tell(finding)
            self._print(finding, told)
        if not finding.is_ours:
            raise CommandError(told.headline.title, returncode=1)

    def _print(self, finding: Finding, told: Told) -> None:
        self.stdout.write(f"{told.headline.title}. {told.headline.text}\n\n")
        if finding.report:
            self.stdout.write(f"{finding.report}\n\n")
        self._print_checks(told.checks)
        for seal in told.seals:
            self.stdout.write(f"\n{seal.name}")
            self._print_checks(seal.checks)
            for label, text in seal.facts:
                self.stdout.write(f"  {label}: {text}")
        self.stdout.write("\n" + _("What was not checked"))
        for text in told.not_checked:
            self.stdout.write(f"  - {text}")
        self.stdout.write(f"\nSHA-256 {finding.verdict.sha256}")

    def _print_checks(self, checks: list[Line]) -> None:
        for check in checks:
            answer = {True: _("Yes."), False: _("No."), None: _("Not known.")}
            self.stdout.write(f"  {answer[check.holds]} {check.text}")
