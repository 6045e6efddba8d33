"""What is published of a case: reviewed, redacted text and the answer."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.models.channels import Channel
from workflows.models import Case, CaseEvent


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class Outcome(models.Model):
    """
    The public version of a case, as approved.

    Made only from the answers of the approved transition, never from what the
    resident typed. `event` is the one whose answers it shows.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="outcome")
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="outcomes"
    )
    event = models.OneToOneField(CaseEvent, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    #: the proposal in the reviewer's words, without personal data
    summary = models.TextField(_("what was proposed"))
    #: how those who proposed it were heard, as told to the public
    hearing = models.TextField(_("hearing"), blank=True)
    answer = models.TextField(_("answer"))
    #: what will be done, or that nothing will and why
    measures = models.TextField(_("measures"))
    answered_by = models.CharField(
        _("answered by"), max_length=200, help_text=_("Title, not name.")
    )
    arrived_at = models.DateTimeField(_("arrived at"))
    approved_at = models.DateTimeField(_("approved at"))
    published_at = models.DateTimeField(_("published at"))
    #: title of the person who confirmed the approval with a second factor, or what
    #: their role is called; empty, as the next two, when the workflow asks for none
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    #: a value of `Method`
    confirmed_with = models.CharField(_("confirmed with"), max_length=20, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [
            models.Index(
                fields=["channel", "-published_at", "-id"], name="outcome_newest"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """
    One thing that was promised with an outcome, and where it is now.

    `number` is its place in the promised list, from 1: the name by which follow-ups
    call it.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("of a measure", "planned")
        UNDER_WAY = "under_way", pgettext_lazy("of a measure", "under way")
        DONE = "done", pgettext_lazy("of a measure", "done")
        DROPPED = "dropped", pgettext_lazy("of a measure", "dropped")

    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="promised"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(pgettext_lazy("what is promised", "measure"))
    promised_on = models.DateField(_("promised by"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    #: when the status was last told of; the publication until then
    updated_at = models.DateTimeField(_("updated"))

    objects: ClassVar[models.Manager["Measure"]]

    class Meta:
        verbose_name = pgettext_lazy("what is promised", "measure")
        verbose_name_plural = pgettext_lazy("what is promised", "measures")
        ordering = ("outcome", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "number"], name="measure_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id}/{self.number}"


class FollowUp(models.Model):
    """A public note on how the promised measures went, after publication."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="follow_ups"
    )
    event = models.OneToOneField(CaseEvent, on_delete=models.PROTECT, related_name="+")
    #: the measure it is about, with what became of it; none when about all of them
    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    status = models.CharField(max_length=10, choices=Measure.Status.choices, blank=True)
    text = models.TextField(_("what was done"))
    at = models.DateTimeField(_("date"))

    objects: ClassVar[models.Manager["FollowUp"]]

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self) -> str:
        return f"{self.outcome_id}/{self.pk}"
