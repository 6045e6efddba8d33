"""Sealed PDF reports and who fetched them."""

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.outcomes import Outcome
from workflows.models import Scope

if TYPE_CHECKING:
    from cms.accounts.models import User


def private_storage() -> Storage:
    """Return the storage that no URL serves."""
    return storages[settings.PRIVATE_STORAGE]


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> Self:
        """Return reports of cases that the user sees."""
        return self.filter(Scope.of(user).cases("outcome__case"))

    def newest_first(self) -> Self:
        return self.order_by("-sealed_at", "-id")


class Report(models.Model):
    """
    A PDF rendered from reviewed data and sealed by the organisation.

    The row is written last, after the file: no row, no report. The seal's facts
    are kept here too, because the National Archives want signature data as
    metadata. `sha256` is of the whole sealed file, `content_sha256` of the bytes
    before the seal, which anybody can render again.
    """

    class Kind(models.TextChoices):
        OUTCOME = "outcome", _("outcome of a case")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="reports"
    )
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    #: printed on the paper; finds the report on the verification page
    code = models.CharField(_("verification code"), max_length=20, unique=True)
    file = models.FileField(storage=private_storage, max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    content_sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))
    seal_level = models.CharField(max_length=8)
    signer_subject = models.CharField(max_length=300)
    signer_issuer = models.CharField(max_length=300)
    signer_serial = models.CharField(max_length=64)
    signer_valid_from = models.DateTimeField()
    signer_valid_to = models.DateTimeField()
    is_test = models.BooleanField(
        _("test"), help_text=_("Sealed with a certificate of no legal value.")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [("download_report", _("Can download reports"))]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "kind", "language"], name="report_once"
            )
        ]
        indexes = [models.Index(fields=["-sealed_at", "-id"], name="report_newest")]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


class ReportDownload(models.Model):
    """One download of a report by a member of staff."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="downloads"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("downloaded at"))

    objects: ClassVar[models.Manager["ReportDownload"]]

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    def __str__(self) -> str:
        return f"{self.report_id}/{self.pk}"
