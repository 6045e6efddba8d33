"""One way to take part: a procedure of the engine and the policy around it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models import Procedure


class ChannelQuerySet(models.QuerySet["Channel"]):
    def named(self) -> Self:
        """Return channels with what their names are made of."""
        return self.select_related("procedure__form")


class Channel(models.Model):
    """
    A way to take part: form and workflow (its procedure) and a policy.

    A new kind of participation is a new row with its definitions, not code.
    """

    class YearlyList(models.TextChoices):
        """Whose initiatives come in here, for the list that the council gets."""

        NONE = "", _("not on a yearly list")
        RESIDENTS = "residents", _("initiatives of residents")
        COUNCILLORS = "councillors", _("initiatives of councillors")

    procedure = models.OneToOneField(
        Procedure, on_delete=models.PROTECT, primary_key=True, related_name="channel"
    )
    publishes_outcomes = models.BooleanField(
        _("publishes outcomes"),
        default=True,
        help_text=_("Reviewed answers are shown on the site."),
    )
    yearly_list = models.CharField(
        _("yearly list for the council"),
        max_length=12,
        choices=YearlyList.choices,
        default=YearlyList.NONE,
        blank=True,
        help_text=_("The list that tells the council of these cases once a year."),
    )

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return f"{self.procedure.form} ({self.procedure.key})"
