"""Renew archive time stamps on the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from participation.actions.renewals import note_due, renew_seal, take_renewal
from participation.actions.seal_records import complete_seals
from participation.models import SealRenewal
from workflows.desk.words import error_in_words


class Command(BaseCommand):
    help = (
        "Renew the archive time stamps of reports (PAdES B-LTA) that are due, as the "
        "worker does every hour. The exit code is 1 if one could not be renewed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        complete_seals(at=timezone.now())
        note_due(at=timezone.now())
        done = 0
        while renewal := take_renewal(at=timezone.now()):
            renew_seal(renewal=renewal, at=timezone.now())
            done += not SealRenewal.objects.filter(pk=renewal.pk).exists()
        self.stdout.write(f"Renewed: {done}")
        with translation.override("en"):
            self._print_failed()

    def _print_failed(self) -> None:
        failed = SealRenewal.objects.failed().select_related("report")
        for one in failed.order_by("ends_at", "pk"):
            self.stdout.write(
                f"{one.report.code}: {error_in_words(one.error)} "
                f"The time stamp ends on {one.ends_at:%Y-%m-%d}; "
                f"next try {one.not_before:%Y-%m-%d %H:%M} UTC."
            )
        if failed.exists():
            raise CommandError("Some time stamps could not be renewed.", returncode=1)
