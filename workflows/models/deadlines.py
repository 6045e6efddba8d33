"""Dates by which a case must have moved on."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.cases import Case


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> Self:
        return self.filter(state__in=[Deadline.State.ARMED, Deadline.State.PAUSED])

    def next_as_of(self, case: Case, at: datetime) -> "Deadline | None":
        """Return what was the case's nearest running deadline at that moment."""
        then = self.filter(case=case, started_at__lte=at, due_at__isnull=False)
        running = then.filter(Q(ended_at=None) | Q(ended_at__gt=at))
        return running.order_by("due_at", "pk").first()


class Deadline(models.Model):
    """
    A running clock of a case, under the rule of its workflow version.

    Statutory clocks never pause. A service clock that waits for the submitter is
    paused: then `due_at` is empty and `days_left` tells the working days left.
    """

    class State(models.TextChoices):
        ARMED = "armed", _("running")
        PAUSED = "paused", _("paused")
        MET = "met", _("met")
        MISSED = "missed", _("met late")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=60)
    clock = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ARMED)
    started_at = models.DateTimeField()
    #: the last moment in time: end of the last day in Finland
    due_at = models.DateTimeField(null=True, blank=True)
    days_left = models.PositiveIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                name="deadline_running_once",
                condition=Q(state__in=["armed", "paused"]),
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="deadline_due", condition=Q(state="armed")
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.key}"
