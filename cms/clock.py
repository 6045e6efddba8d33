"""The moment of a request. Pages are views, and this is where they read the clock."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

_ATTRIBUTE = "_moment"


def moment_of(request: HttpRequest) -> datetime:
    """Return one and the same moment throughout a request."""
    moment: datetime | None = getattr(request, _ATTRIBUTE, None)
    if moment is None:
        moment = timezone.now()  # noqa: TID251
        setattr(request, _ATTRIBUTE, moment)
    return moment
