"""How the seals stand, among the figures of the work."""

from collections.abc import Iterator
from datetime import datetime

from participation.models import SealRenewal
from participation.reports.errors import SealFailed
from participation.reports.standing import key_standings
from workflows.effects.metrics import Figure, add_figures


@add_figures
def seal_figures(at: datetime) -> Iterator[Figure]:
    """Say for each seal how long its key still lasts; nothing where it cannot seal."""
    try:
        standings = [one for one in key_standings(at=at) if one.is_in_use]
    except SealFailed:
        standings = []
    yield (
        "seal_valid_seconds",
        "How long the certificate of each seal in use is still valid.",
        [
            (
                f'{{seal="{one.seal or "main"}"}}',
                (one.certificate.valid_to - at).total_seconds(),
            )
            for one in standings
            if one.certificate and not one.problem
        ],
    )
    failed = SealRenewal.objects.failed()
    yield (
        "seal_renewals_failing",
        "Archive time stamps that could not be renewed and will be tried again.",
        [("", failed.count())],
    )
