"""The daily mail to those who have something to do."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

#: after it the worker is taken for dead, and a mail that failed is tried again
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 6


class DigestChoice(models.Model):
    """Whether a member of staff wants the daily mail; without a row they do."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="digest_choice",
    )
    is_wanted = models.BooleanField(
        _("Send me a mail every working day when I have open tasks"), default=True
    )

    class Meta:
        verbose_name = _("choice of the daily mail")
        verbose_name_plural = _("choices of the daily mail")

    def __str__(self) -> str:
        return str(self.user_id)


class DigestQuerySet(models.QuerySet["Digest"]):
    def takeable_at(self, at: datetime) -> Self:
        """Return what is not settled and nobody has in hand."""
        free = Q(tried_at=None) | Q(tried_at__lte=at - LEASE)
        return self.filter(free, settled_at=None, attempts__lt=MAX_ATTEMPTS)

    def take(self, at: datetime) -> bool:
        """Take the one row of the query set for `LEASE`; tell whether it was free."""
        taken = self.takeable_at(at).update(tried_at=at, attempts=F("attempts") + 1)
        return bool(taken)


class Digest(models.Model):
    """One person's mail of one day: sent, or found needless, once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily mail")
        verbose_name_plural = _("daily mails")
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
