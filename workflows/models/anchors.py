"""The periodic anchors over the events of all cases."""

from datetime import UTC
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.events import CaseEvent


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def in_order(self) -> Self:
        return self.order_by("number")


class Anchor(models.Model):
    """
    One hash over every event in a range of event ids. Never changed, never deleted.

    Each follows the one before, and their ranges meet: whoever holds the hash of one
    anchor, outside this database, can prove what the history was until then.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("made at"))
    #: the range: ids above `after`, up to and including `up_to`
    after = models.PositiveBigIntegerField()
    up_to = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(_("number of events"))
    root = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")

    def __str__(self) -> str:
        return str(self.number)

    def hashed_facts(self) -> dict[str, Any]:
        """Return what the anchor's hash covers."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "after": self.after,
            "up_to": self.up_to,
            "count": self.count,
            "root": self.root,
            "prev": self.prev_hash,
        }

    def events(self) -> models.QuerySet[CaseEvent]:
        """Return the events under the anchor, in the order of its tree."""
        under = CaseEvent.objects.filter(pk__gt=self.after, pk__lte=self.up_to)
        return under.order_by("pk")
