"""The shared rules that deadlines take their terms from, each as it is from a day on."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workflows.engine.calendars import OFFICE_TIME, Calendar, Period
from workflows.engine.calendars import Unit as UnitOfTime
from workflows.engine.terms import Origin, Terms
from workflows.engine.texts import say
from workflows.engine.workflow_spec import Clock
from workflows.models.kept_queries import KeptQuery
from workflows.models.procedures import Unit

CLOCKS = [
    (Clock.STATUTORY.value, _("period of the law: never stands still")),
    (Clock.SERVICE.value, _("own promise")),
]
UNITS_OF_TIME = [
    (UnitOfTime.HOUR.value, _("hours")),
    (UnitOfTime.DAY.value, _("days")),
    (UnitOfTime.WEEK.value, _("weeks")),
    (UnitOfTime.MONTH.value, _("months")),
    (UnitOfTime.YEAR.value, _("years")),
    (UnitOfTime.WORKING_DAY.value, _("working days")),
    (UnitOfTime.WORKING_HOUR.value, _("working hours")),
]
CALENDARS = [
    (Calendar.FI.value, _("An end on a day off moves on (act 150/1930)")),
    (Calendar.EU.value, _("An end on a day off moves on (EU regulation 1182/71)")),
    (Calendar.NONE.value, _("No end moves")),
]


class DatedRuleQuerySet(models.QuerySet["DatedRule"]):
    def in_force_on(self, day: date) -> Self:
        lasts = Q(valid_to=None) | Q(valid_to__gt=day)
        return self.filter(lasts, valid_from__lte=day)

    def of_unit(self, unit_id: int) -> Self:
        """Rules that hold in the unit, another unit's own ones left out."""
        return self.filter(Q(unit=None) | Q(unit=unit_id))


class DatedRule(models.Model):
    """
    A rule of the library as it is from one day to another.

    Shipped rows are written by the import only. An organisation, or one unit,
    changes a rule by a row of its own beside the shipped one, with its own dates.
    """

    key = models.SlugField(_("key"), max_length=60)
    is_shipped = models.BooleanField(default=False, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("unit"),
        help_text=_("Empty: holds in every unit."),
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(
        _("no longer in force from"),
        null=True,
        blank=True,
        help_text=_("The first day on which it does not hold. Empty: until further."),
    )
    #: texts by language
    title = models.JSONField(_("name"))
    trigger = models.JSONField(_("what starts the time"))
    basis = models.JSONField(_("basis"))
    link = models.CharField(
        _("link to the basis"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("An address that begins with https://."),
    )
    clock = models.CharField(_("clock"), max_length=12, choices=CLOCKS)
    amount = models.PositiveSmallIntegerField(_("length"))
    unit_of_time = models.CharField(
        _("unit of time"), max_length=12, choices=UNITS_OF_TIME
    )
    calendar = models.CharField(
        _("days off"), max_length=4, choices=CALENDARS, default=Calendar.FI.value
    )
    pauses = models.BooleanField(
        _("stands still while the submitter is asked"), default=False
    )
    #: percents of the time
    warn = models.JSONField(_("warnings"), default=list)
    extended_amount = models.PositiveSmallIntegerField(
        _("extended to"),
        null=True,
        blank=True,
        help_text=_("Once, counted from the same start. Empty: no extension."),
    )
    extended_unit = models.CharField(
        _("unit of the extended time"), max_length=12, choices=UNITS_OF_TIME, blank=True
    )

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "valid_from", "is_shipped"],
                condition=Q(unit=None),
                name="rule_once",
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from", "unit"],
                condition=Q(unit__isnull=False),
                name="rule_once_in_unit",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="rule_ends_after_beginning",
            ),
            models.CheckConstraint(
                condition=~Q(clock=Clock.STATUTORY.value)
                | Q(pauses=False)
                & ~Q(unit_of_time__in=[one.value for one in OFFICE_TIME]),
                name="rule_of_law_never_pauses",
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(is_shipped=False),
                name="rule_shipped_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return say(self.title, get_language() or settings.LANGUAGE_CODE)

    def is_in_force_on(self, day: date) -> bool:
        """Tell whether it holds on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def terms(self) -> Terms:
        """The terms of a deadline that is armed under this rule."""
        extended = self.extended_amount
        return Terms(
            clock=Clock(self.clock),
            period=Period(self.amount, UnitOfTime(self.unit_of_time)),
            calendar=Calendar(self.calendar),
            pauses=self.pauses,
            warn=tuple(self.warn),
            extended=Period(extended, UnitOfTime(self.extended_unit))
            if extended
            else None,
            basis=self.basis,
            link=self.link,
            rule=self.key,
            valid_from=self.valid_from,
            origin=self._origin,
        )

    @property
    def _origin(self) -> Origin:
        if self.is_shipped:
            return Origin.SHIPPED
        return Origin.ORGANISATION if self.unit_id is None else Origin.UNIT


def chosen_terms(keys: Iterable[str], *, unit_id: int, on: date) -> dict[str, Terms]:
    """
    Return the terms of the rules in the unit on the day, by key, in one query.

    A unit's own version goes before the organisation's, and that before the
    shipped one; of several the one that began last. A rule that is not in force
    on the day is left out.
    """
    rows = _versions_of(frozenset(keys)).rows(unit_id)
    terms = [row.terms for row in rows if row.is_in_force_on(on)]
    ranks = list(Origin)
    terms.sort(key=lambda one: (ranks.index(one.origin), one.valid_from, one.rule))
    return {one.rule: one for one in terms}


@lru_cache(maxsize=256)
def _versions_of(keys: frozenset[str]) -> KeptQuery[DatedRule]:
    """Return the query for the rules of these keys; a deadline's are few."""

    def write(unit_id: int) -> DatedRuleQuerySet:
        return DatedRule.objects.of_unit(unit_id).filter(key__in=sorted(keys))

    return KeptQuery(write, keys=1)
