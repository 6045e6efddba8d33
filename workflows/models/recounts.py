"""Counting a unit's dates again after its days off changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.procedures import Unit


class Recount(models.Model):
    """
    One run over a unit's running deadlines, done in batches in the background.

    The row is the job and its progress: a worker that dies loses one batch, which is
    done again from `after_case` on.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="recounts", verbose_name=_("unit")
    )
    begun_at = models.DateTimeField(_("begun at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    #: deadlines to look at, looked at, and moved to another date
    total = models.PositiveIntegerField(_("deadlines"), default=0)
    looked = models.PositiveIntegerField(_("looked at"), default=0)
    moved = models.PositiveIntegerField(_("moved"), default=0)
    #: the last case whose deadlines were looked at
    after_case = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("recount of dates")
        verbose_name_plural = _("recounts of dates")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(finished_at=None), name="recount_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.begun_at.isoformat()}"
