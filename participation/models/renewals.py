"""Archive time stamps that are to be renewed."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.reports import Report


class SealRenewalQuerySet(models.QuerySet["SealRenewal"]):
    def due_at(self, at: datetime) -> Self:
        """Return those whose time has come and those whose lease ran out."""
        return self.filter(not_before__lte=at)

    def failed(self) -> Self:
        """Return those whose last try failed."""
        return self.exclude(error="")


class SealRenewal(models.Model):
    """
    A report whose newest archive time stamp is to be renewed. The row is the job.

    It goes in the transaction that writes the new file down; until then it is never
    given up. `not_before` holds the next try and the end of a lease alike;
    `attempts`, counted when claimed, is the fencing token.
    """

    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, related_name="renewal"
    )
    #: when the certificate of the time stamp ends: by then it must have been done
    ends_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("next try"))
    #: of the last try: a code, never content; empty before it and while it runs
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = SealRenewalQuerySet.as_manager()

    class Meta:
        verbose_name = _("renewal of an archive time stamp")
        verbose_name_plural = _("renewals of archive time stamps")
        constraints = [
            models.CheckConstraint(
                condition=Q(error="") | Q(attempts__gt=0),
                name="seal_renewal_failed_when_tried",
            )
        ]
        indexes = [models.Index(fields=["not_before"], name="seal_renewal_due")]

    def __str__(self) -> str:
        return f"{self.report_id}"
