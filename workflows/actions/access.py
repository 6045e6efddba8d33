"""Noting who reads secret data, and forgetting it in time."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from workflows.models import AccessRecord, Case

if TYPE_CHECKING:
    from cms.accounts.models import User


def record_access(
    *, case: Case, who: "User", what: AccessRecord.What, at: datetime
) -> AccessRecord:
    """Note that somebody is about to be shown secret data of the case."""
    return AccessRecord.objects.create(case=case, who=who, what=what, at=at)


def forget_access(*, at: datetime) -> int:
    """Delete the records that were kept for their time; return how many."""
    kept_since = at - timedelta(days=settings.ACCESS_RECORD_DAYS)
    return AccessRecord.objects.before(kept_since).delete()[0]
