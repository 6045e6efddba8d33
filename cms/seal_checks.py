"""System checks that open the sealing keys; run by `check --deploy` only."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core import checks
from django.utils import timezone

from participation.reports.errors import SealFailed
from participation.reports.standing import NOTICE, KeyStanding, key_standings


def seals() -> Iterator[checks.CheckMessage]:
    """Find seals that cannot be used or end soon, and test seals in earnest use."""
    if not (settings.REPORT_SEAL or settings.UNIT_SEALS):
        yield checks.Warning(
            "No seal is configured; no report will be made.",
            hint="Set SEAL_KIND and what it needs, or SEALS_FILE.",
            id="cms.W001",
        )
        return
    now = timezone.now()  # noqa: TID251 - a check is where the clock is read
    try:
        standings = key_standings(at=now)
    except SealFailed as problem:
        yield checks.Error(f"Reports cannot be sealed: {problem.code}.", id="cms.E009")
        return
    for standing in standings:
        yield from _of_key(standing, now)


def _of_key(standing: KeyStanding, now: datetime) -> Iterator[checks.CheckMessage]:
    name = standing.seal or "main"
    if standing.problem == "test_refused":
        yield checks.Error(
            f"The seal {name!r} is a test seal.",
            hint="Get a seal certificate from a trust service provider.",
            id="cms.E010",
        )
    elif standing.problem and standing.is_in_use:
        yield checks.Error(
            f"Reports cannot be sealed by {name!r}: {standing.problem}.", id="cms.E009"
        )
    elif standing.problem:
        yield checks.Warning(
            f"The next key of the seal {name!r} cannot be used: {standing.problem}.",
            hint=f"It is to seal from {standing.turn.since} on.",
            id="cms.W011",
        )
    elif standing.ends_within(NOTICE, at=now) and standing.certificate:
        yield checks.Warning(
            f"The certificate of the seal {name!r} ends on "
            f"{standing.certificate.valid_to:%Y-%m-%d}, and no key follows.",
            hint="Order a new one and name it in SEALS_FILE with the day it begins.",
            id="cms.W012",
        )
