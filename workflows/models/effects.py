"""The outbox: one row per thing to do after an event."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from workflows.models.cases import Case
from workflows.models.events import CaseEvent
from workflows.models.scopes import Scope

if TYPE_CHECKING:
    from cms.accounts.models import User


class EffectQuerySet(models.QuerySet["Effect"]):
    def due_at(self, at: datetime) -> Self:
        """Return waiting effects whose time has come and those whose lease ran out."""
        return self.filter(state__in=Effect.OPEN_STATES, not_before__lte=at)

    def unhindered(self) -> Self:
        """Return effects that need not wait for another one that is not settled."""
        unsettled = Effect.objects.exclude(state__in=Effect.SETTLED_STATES)
        leading = unsettled.filter(
            event=OuterRef("event"), ordinal=OuterRef("waits_for")
        )
        earlier = unsettled.filter(
            Q(event__lt=OuterRef("event"))
            | Q(event=OuterRef("event"), ordinal__lt=OuterRef("ordinal")),
            case=OuterRef("case"),
        )
        before_in_lane = earlier.filter(lane=OuterRef("lane"))
        return (
            self.exclude(Q(waits_for__isnull=False) & Exists(leading))
            .exclude(Q(in_order=True) & Exists(earlier))
            .exclude(~Q(lane="") & Exists(before_in_lane))
        )

    def visible_to(self, user: "User") -> Self:
        """Effects of cases that the user sees."""
        return self.filter(Scope.of(user).cases("case"))

    def incidents(self) -> Self:
        return self.filter(state=Effect.State.DEAD)


class Effect(models.Model):
    """
    One mail, rendering, publication or webhook. The row is the job.

    `not_before` holds the due time, the next try and the end of a lease alike;
    `attempts`, counted when claimed, is the fencing token.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("in progress")
        DONE = "done", _("done")
        DEAD = "dead", _("failed")
        SKIPPED = "skipped", _("skipped")

    OPEN_STATES = (State.WAITING, State.LEASED)
    SETTLED_STATES = (State.DONE, State.SKIPPED)

    #: also the idempotency key for receivers
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="effects")
    event = models.ForeignKey(
        CaseEvent, on_delete=models.PROTECT, related_name="effects"
    )
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=40)
    queue = models.CharField(max_length=20, default="default")
    #: the effect of the same event that must be done first, by its ordinal
    waits_for = models.PositiveSmallIntegerField(null=True, blank=True)
    #: not done before every earlier effect of the case is settled
    in_order = models.BooleanField(default=False)
    #: not done before every earlier effect of the case in the same lane is settled
    lane = models.CharField(max_length=40, blank=True, db_default="")
    #: another effect waits for this one
    leads = models.BooleanField(default=False)
    #: keys and ids only
    params = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("next try"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    #: a code and the exception's class, never its message: that may quote answers
    error = models.CharField(_("error"), max_length=200, blank=True)

    #: when a claimed one was due; only in the hands of the worker that claimed it
    was_due_at: datetime | None = None

    #: a register in the admin would have Wagtail index every save
    wagtail_reference_index_ignore = True

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        constraints = [
            models.UniqueConstraint(fields=["event", "ordinal"], name="effect_once")
        ]
        indexes = [
            models.Index(
                fields=["queue", "not_before", "event", "ordinal"],
                name="effect_due",
                condition=Q(state__in=["waiting", "leased"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
