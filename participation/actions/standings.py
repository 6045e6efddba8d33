"""Writing down how the sealing keys stand, for pages that must not open them."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from participation.models import SealStanding
from participation.reports.errors import SealFailed
from participation.reports.standing import NOTICE, key_standings

_FIELDS = ["is_in_use", "subject", "valid_to", "problem", "ends_soon", "noted_at"]


def note_standings(*, at: datetime) -> None:
    """Open every key and write down how it stands; what is gone is forgotten."""
    standings = list(_standings(at))
    with transaction.atomic():
        SealStanding.objects.bulk_create(
            standings,
            update_conflicts=True,
            unique_fields=["seal", "since"],
            update_fields=_FIELDS,
        )
        SealStanding.objects.exclude(noted_at__gte=at).delete()


def _standings(at: datetime) -> Iterator[SealStanding]:
    try:
        found = key_standings(at=at)
    except SealFailed as failure:
        yield SealStanding(
            since=date.min, is_in_use=True, problem=failure.code, noted_at=at
        )
        return
    for one in found:
        certificate = one.certificate
        yield SealStanding(
            seal=one.seal,
            since=one.turn.since,
            is_in_use=one.is_in_use,
            subject=certificate.subject[:300] if certificate else "",
            valid_to=certificate.valid_to if certificate else None,
            problem=one.problem,
            ends_soon=one.ends_within(NOTICE, at=at),
            noted_at=at,
        )
