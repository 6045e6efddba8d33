"""How often one address may have a file checked, which costs us a second each."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

CHECKS_PER_MINUTE = 30
WINDOW_SECONDS = 60


def may_pass(request: HttpRequest, *, at: datetime) -> bool:
    """Count the request; tell whether its sender is within the limit this minute."""
    minute = int(at.timestamp()) // WINDOW_SECONDS
    sender = salted_hmac("participation.views.turnstile", _address(request))
    key = f"checks:{sender.hexdigest()}:{minute}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key) <= CHECKS_PER_MINUTE
    except ValueError:  # the cache was emptied in between
        return True


def _address(request: HttpRequest) -> str:
    """Return the sender's address, by the word of our own proxy if there is one."""
    header = settings.CLIENT_ADDRESS_HEADER
    told = str(request.META.get(header, "")) if header else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
