"""Reports that are to be made beside any case: on request, and by schedule."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.reports import Report
from workflows.models import Case, Role, Scope, Unit

if TYPE_CHECKING:
    from cms.accounts.models import User


class ReportOrderQuerySet(models.QuerySet["ReportOrder"]):
    def due_at(self, at: datetime) -> Self:
        """Return waiting orders whose time has come and those whose lease ran out."""
        return self.filter(state__in=ReportOrder.OPEN_STATES, not_before__lte=at)

    def visible_to(self, user: "User") -> Self:
        """Return orders of reports that the user would see."""
        scope = Scope.of(user)
        if scope.is_everything:
            return self
        of_cases = Q(case__isnull=False) & scope.cases("case")
        of_units = Q(case=None) & (Q(unit=None) | Q(unit__in=scope.units))
        return self.filter(of_cases | of_units)

    def newest_first(self) -> Self:
        return self.order_by("-ordered_at", "-id")


class ReportOrder(models.Model):
    """
    One report that somebody asked for. The row is the job and its progress.

    `not_before` holds the due time, the next try and the end of a lease alike;
    `attempts`, counted when claimed, is the fencing token.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("in progress")
        DONE = "done", _("done")
        DEAD = "dead", _("failed")

    OPEN_STATES = (State.WAITING, State.LEASED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(max_length=160)
    language = models.CharField(_("language"), max_length=12)
    #: the edition to be replaced; none asks for the first one
    replaces = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: nobody: a schedule did
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ordered_at = models.DateTimeField(_("ordered at"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("next try"))
    #: pages laid out so far, while it is in progress
    pages = models.PositiveIntegerField(_("pages"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    #: a code, never content
    error = models.CharField(_("error"), max_length=200, blank=True)
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )

    #: its progress is saved often, and Wagtail would index every save
    wagtail_reference_index_ignore = True

    objects = ReportOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of a report")
        verbose_name_plural = _("orders of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "language"],
                condition=Q(state__in=["waiting", "leased"]),
                name="report_order_open_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="report_order_due",
                condition=Q(state__in=["waiting", "leased"]),
            ),
            models.Index(fields=["-ordered_at", "-id"], name="report_order_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReportSchedule(models.Model):
    """A report that is to be made every year or quarter, and who is reminded of it."""

    class Period(models.TextChoices):
        YEAR = "year", _("every year")
        QUARTER = "quarter", _("every quarter")

    kind = models.CharField(_("kind"), max_length=40)
    #: what the kind needs beside the period to name its subject; may be empty
    about = models.CharField(_("about"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=12)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Empty: of the whole organisation."),
    )
    period = models.CharField(_("how often"), max_length=10, choices=Period.choices)
    days_after = models.PositiveSmallIntegerField(
        _("made so many days after the period"),
        default=15,
        help_text=_("Counted from its last day."),
    )
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        verbose_name=_("who is reminded"),
        help_text=_("By mail, a week before it is made."),
    )
    #: the last day of the period that was last reminded of, and last made
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    made_for = models.DateField(null=True, blank=True, editable=False)
    begun_on = models.DateField(editable=False)

    objects: ClassVar[models.Manager["ReportSchedule"]]

    class Meta:
        verbose_name = _("schedule of a report")
        verbose_name_plural = _("schedules of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "language", "period", "unit"],
                name="report_schedule_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "about", "language", "period"],
                condition=Q(unit=None),
                name="report_schedule_of_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
