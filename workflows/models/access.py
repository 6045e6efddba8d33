"""Who read what residents wrote."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.cases import Case


class AccessRecordQuerySet(models.QuerySet["AccessRecord"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def before(self, at: datetime) -> Self:
        return self.filter(at__lt=at)


class AccessRecord(models.Model):
    """
    One reading of a case's secret data by a member of staff.

    Kept for the days that ACCESS_RECORD_DAYS says, and then deleted.
    """

    class What(models.TextChoices):
        PAGE = "page", _("page of the case")
        ATTACHMENT = "attachment", _("attached file")
        DOSSIER = "dossier", _("exported dossier")
        API = "api", _("interface for programs")

    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="readings", verbose_name=_("case")
    )
    what = models.CharField(_("what was read"), max_length=12, choices=What.choices)
    at = models.DateTimeField(_("read at"))

    #: a register in the admin would have Wagtail index every save
    wagtail_reference_index_ignore = True

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a case")
        verbose_name_plural = _("readings of cases")
        indexes = [models.Index(fields=["-at", "-id"], name="access_newest")]

    def __str__(self) -> str:
        return str(self.pk)
