"""One way to take part: a procedure of the engine and the policy around it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models import Procedure


class Channel(models.Model):
    """
    A way to take part: form and workflow (its procedure) and a policy.

    A new kind of participation is a new row with its definitions, not code.
    """

    procedure = models.OneToOneField(
        Procedure, on_delete=models.PROTECT, primary_key=True, related_name="channel"
    )
    publishes_outcomes = models.BooleanField(
        _("publishes outcomes"),
        default=True,
        help_text=_("Reviewed answers are shown on the site."),
    )

    objects: ClassVar[models.Manager["Channel"]]

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.procedure.key
