"""Who handles what: units, roles and procedures."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.models.definitions import Form, Workflow

if TYPE_CHECKING:
    from cms.accounts.models import User
    from workflows.models.cases import Case


def told_end(closes_at: datetime | None) -> datetime | None:
    """
    Return the end of a period as people are told it.

    Midnight is told as the last minute of the day that ends then: who reads of a date
    at 00:00 easily comes a day late.
    """
    if closes_at is None or timezone.localtime(closes_at).time() != time():
        return closes_at
    return closes_at - timedelta(minutes=1)


class Unit(models.Model):
    """A part of the organisation that handles cases; its members see them."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="units",
        blank=True,
        verbose_name=_("members"),
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
        help_text=_("Told when a deadline comes near and nothing has happened."),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("a person", "lead"),
        help_text=_("Told when a deadline has passed."),
    )
    #: which days off the unit's dates are to be counted with
    calendar = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(models.QuerySet["Role"]):
    def keys_of(self, user: "User", *, case: "Case") -> frozenset[str]:
        """
        Return the keys of the roles the user holds towards the case, in one query.

        None outside the user's units, and none in a procedure with readers unless
        the user holds the role of one.
        """
        readers = Procedure.readers.through.objects.filter(procedure=case.procedure_id)
        mine = readers.filter(role__group__user=user)
        held = self.filter(
            ~Exists(readers) | Q(Exists(mine)),
            group__user=user,
            group__user__units=case.unit_id,
        )
        return frozenset(held.order_by("key").values_list("key", flat=True))


class Role(models.Model):
    """A Wagtail group under the key that workflows call it by."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    group = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="role", verbose_name=_("group")
    )
    #: names of permissions that the group was given when they were shipped: what an
    #: administrator took away afterwards is not given again
    granted = models.JSONField(default=list, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.group.name


class Procedure(models.Model):
    """
    The engine's half of a channel: which form starts which workflow, and where.

    Drafts and cases point here, so the engine needs to know nothing of channels.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="procedures")
    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="procedures"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="procedures",
        help_text=_("Receives the cases."),
    )
    readers = models.ManyToManyField(
        Role,
        related_name="+",
        blank=True,
        verbose_name=_("readers"),
        help_text=_("Only these roles see the cases. Empty: everybody in the unit."),
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("The first moment when nothing more is received."),
    )
    places = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("Empty: as many as come."),
    )
    draft_days = models.PositiveSmallIntegerField(
        _("days a draft is kept"),
        default=30,
        help_text=_("Counted from the last saved step."),
    )

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at=None)
                | models.Q(opens_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="procedure_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def last_open_at(self) -> datetime | None:
        """When it closes, as told to people: never 00:00, whose day is mistaken."""
        return told_end(self.closes_at)

    def is_open_at(self, at: datetime) -> bool:
        """Tell whether something may be sent in at that moment."""
        return (self.opens_at is None or self.opens_at <= at) and (
            self.closes_at is None or at < self.closes_at
        )
