"""Dates by which a case must have moved on."""

from collections.abc import Container
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.engine.calendars import FINLAND, working_days_left
from workflows.engine.due import Cause, Pause, next_moment, warning_moments
from workflows.engine.terms import Terms, read_terms
from workflows.models.cases import Case


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> Self:
        return self.filter(state__in=[Deadline.State.ARMED, Deadline.State.PAUSED])

    def away(self) -> Self:
        """Return those that another authority's time ended."""
        return self.filter(state=Deadline.State.AWAY)

    def waiting_at(self, at: datetime) -> Self:
        """Return running deadlines at which the sweep is to look by then."""
        return self.filter(state=Deadline.State.ARMED, next_at__lt=at)

    def countable_at(self, at: datetime) -> Self:
        """Return running deadlines whose last moment is ahead: their date may move."""
        return self.filter(state=Deadline.State.ARMED, missed_at=None, due_at__gte=at)

    def next_as_of(self, case: Case, at: datetime) -> "Deadline | None":
        """Return what was the case's nearest running deadline at that moment."""
        then = self.filter(case=case, started_at__lte=at, due_at__isnull=False)
        running = then.filter(Q(ended_at=None) | Q(ended_at__gt=at))
        return running.order_by("due_at", "pk").first()


class Deadline(models.Model):
    """
    A running clock of a case, under the terms that held when it was armed.

    Statutory clocks never pause. A service clock that waits for the submitter is
    paused: then `due_at` is empty and `days_left` tells the working days left.
    """

    class State(models.TextChoices):
        ARMED = "armed", _("running")
        PAUSED = "paused", _("paused")
        MET = "met", _("met")
        MISSED = "missed", _("met late")
        DROPPED = "dropped", _("no longer counted")
        AWAY = "away", _("ended with the transfer")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=60)
    clock = models.CharField(max_length=12)
    #: written and read by `engine.terms` only
    kept_terms = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ARMED)
    started_at = models.DateTimeField()
    #: the last moment in time: end of the last day in Finland
    due_at = models.DateTimeField(null=True, blank=True)
    days_left = models.PositiveIntegerField(null=True, blank=True)
    #: pairs of days, written and read by `pauses`
    kept_pauses = models.JSONField(default=list)
    extended_at = models.DateTimeField(null=True, blank=True)
    #: which days off the date was counted with
    calendar = models.CharField(max_length=16, blank=True)
    #: when the sweep is to look at it next; none when it has nothing more to do
    next_at = models.DateTimeField(null=True, blank=True)
    #: warning points that are passed
    warned = models.PositiveSmallIntegerField(default=0)
    #: when it was noticed that the last moment had passed
    missed_at = models.DateTimeField(null=True, blank=True)
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
                fields=["next_at"], name="deadline_next", condition=Q(state="armed")
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.key}"

    @property
    def terms(self) -> Terms:
        return read_terms(self.kept_terms)

    @property
    def pauses(self) -> list[Pause]:
        """The pauses so far, the first one first."""
        return [
            Pause(
                date.fromisoformat(began),
                ended and date.fromisoformat(ended),
                *map(Cause, cause),
            )
            for began, ended, *cause in self.kept_pauses
        ]

    @pauses.setter
    def pauses(self, pauses: list[Pause]) -> None:
        self.kept_pauses = [
            [
                one.began_on.isoformat(),
                one.ended_on and one.ended_on.isoformat(),
                # A pause without a cause is one in which the submitter was asked.
                *([str(one.cause)] if one.cause is not Cause.ASKED else []),
            ]
            for one in pauses
        ]

    def notice(self, at: datetime) -> bool:
        """
        Note which warning points are passed, and whether the last moment is.

        :returns: whether anything passed since it was looked at last
        """
        if self.due_at is not None and self.due_at < at:
            self.missed_at, self.next_at = at, None
            return True
        before, self.warned = self.warned, max(self.warned, self.points_passed(at))
        if self.due_at is not None:
            self.set_due(self.due_at)
        return self.warned > before

    def set_due(self, due_at: datetime) -> None:
        """Let the clock run to that moment, and say when to look at it next."""
        self.due_at, self.days_left = due_at, None
        self.state = Deadline.State.ARMED
        self.next_at = next_moment(
            self.terms, started_at=self.started_at, due_at=due_at, warned=self.warned
        )

    def is_ahead(self, at: datetime) -> bool:
        """Tell whether its last moment is not over."""
        return self.missed_at is None and self.due_at is not None and at <= self.due_at

    def points_passed(self, at: datetime) -> int:
        """Return how many of its warning points are behind that moment."""
        if self.due_at is None:
            return self.warned
        moments = warning_moments(
            self.terms, started_at=self.started_at, due_at=self.due_at
        )
        return sum(moment < at for moment in moments)

    def pause(self, day: date, *, closures: Container[date]) -> None:
        """Let the clock stand still from the day on; the days left are kept."""
        if self.due_at is None:
            return
        last = self.due_at.astimezone(FINLAND).date()
        self.days_left = working_days_left(day, last, closures=closures)
        self.pauses = [*self.pauses, Pause(day)]
        self.state, self.due_at = Deadline.State.PAUSED, None
        self.next_at = None
