"""Days on which an office is shut, and what a unit's dates are counted with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.engine.calendars import fingerprint
from workflows.models.procedures import Unit


class ClosureQuerySet(models.QuerySet["Closure"]):
    def of_unit(self, unit_id: int) -> Self:
        """Closures of the unit, with those of the whole organisation."""
        return self.filter(Q(unit=None) | Q(unit=unit_id))


class Closure(models.Model):
    """A day on which the office is shut; it delays own promises, never the law."""

    day = models.DateField(_("day"))
    label = models.CharField(
        _("why"), max_length=100, help_text=_("Residents see this beside their date.")
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("unit"),
        help_text=_("Empty: every unit is closed."),
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("a day on which an office is shut", "closure")
        verbose_name_plural = pgettext_lazy(
            "days on which an office is shut", "closures"
        )
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(unit=None), name="closure_once"
            ),
            models.UniqueConstraint(
                fields=["day", "unit"],
                condition=Q(unit__isnull=False),
                name="closure_once_in_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.day, 'SHORT_DATE_FORMAT')} {self.label}"


@dataclass(frozen=True)
class OfficeDays:
    """What a unit's dates are counted with, beside the weekends."""

    #: closures with their labels
    closures: Mapping[date, str]
    #: tells these days off, public holidays included, from any others
    fingerprint: str


#: by fingerprint, which a unit carries: no query while nothing changes
_known: dict[str, OfficeDays] = {}
_KNOWN_AT_MOST = 200


def office_days(unit: Unit) -> OfficeDays:
    """Return the days off of the unit; one query when they changed since last time."""
    if known := _known.get(unit.calendar):
        return known
    found = read_office_days(unit)
    if found.fingerprint == unit.calendar:
        if len(_known) >= _KNOWN_AT_MOST:
            _known.clear()
        _known[found.fingerprint] = found
    return found


def read_office_days(unit: Unit) -> OfficeDays:
    """Return the days off of the unit as they are in the database now."""
    rows = Closure.objects.of_unit(unit.pk).order_by("day", "pk")
    closures = dict(rows.values_list("day", "label"))
    return OfficeDays(closures, fingerprint(closures))
