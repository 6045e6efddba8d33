"""Check a report's file on the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from participation.reports.inspection import Finding, inspect_file
from participation.reports.verification import Condition

WORDS = {
    Condition.SEALED: "carries a seal",
    Condition.INTACT: "what was sealed is unchanged",
    Condition.WHOLE: "the seal covers the whole file",
    Condition.TRUSTED: "certificate trusted and valid",
    Condition.IDENTICAL: "byte for byte as issued",
}


class Command(BaseCommand):
    help = "Check a sealed report. The exit code is 0 if every condition holds, else 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the PDF file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as problem:
            raise CommandError(
                f"The file cannot be read: {problem.strerror}."
            ) from None
        finding = inspect_file(data, report=None, at=timezone.now())
        for check in finding.verdict.checks:
            answer = "yes" if check.holds else "NO"
            self.stdout.write(f"{answer:>3}  {WORDS[check.condition]}")
        self._describe(finding)
        if not finding.is_ours:
            raise CommandError("This is not a report as we issued it.", returncode=1)

    def _describe(self, finding: Finding) -> None:
        verdict = finding.verdict
        self.stdout.write(f"sha256      {verdict.sha256}")
        if verdict.signer:
            self.stdout.write(f"signer      {verdict.signer.subject}")
            self.stdout.write(f"issuer      {verdict.signer.issuer}")
        if verdict.sealed_at:
            self.stdout.write(f"sealed at   {verdict.sealed_at.isoformat()}")
        if finding.report:
            self.stdout.write(f"report      {finding.report}")
