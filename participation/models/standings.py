"""How the sealing keys stood when the worker last looked."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SealStandingQuerySet(models.QuerySet["SealStanding"]):
    def troubling(self) -> Self:
        """Return keys that cannot seal, or end soon with none to follow."""
        return self.exclude(problem="", ends_soon=False).order_by("seal", "since")


class SealStanding(models.Model):
    """
    How one key of a seal stands, so that a page can tell without opening the key.

    Every row is written anew each time; what is gone from the settings goes.
    """

    #: the seal's name in the settings; empty for the organisation's own
    seal = models.CharField(max_length=80, blank=True)
    #: from when on it seals; the first day of all days when it always did
    since = models.DateField(default=date.min)
    is_in_use = models.BooleanField()
    subject = models.CharField(max_length=300, blank=True)
    valid_to = models.DateTimeField(null=True, blank=True)
    #: why it cannot seal: a code of `SealFailed`; empty when it can
    problem = models.CharField(max_length=40, blank=True)
    ends_soon = models.BooleanField(default=False)
    noted_at = models.DateTimeField()

    objects = SealStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a sealing key")
        verbose_name_plural = _("standings of sealing keys")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "since"], name="seal_standing_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_soon=False) | Q(valid_to__isnull=False),
                name="seal_standing_ends_by_its_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal or 'main'} {self.since}"
