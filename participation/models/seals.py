"""The data of seals beside the files that carry them."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from participation.models.reports import Report, private_storage


class SealRecordQuerySet(models.QuerySet["SealRecord"]):
    def kept(self) -> Self:
        """Return those that a kept file ends with; each names that file."""
        return self.exclude(file="")

    def newest_stamps(self) -> Self:
        """Return the archive time stamps over which there is no later one."""
        later = SealRecord.objects.filter(
            report=OuterRef("report"), ordinal__gt=OuterRef("ordinal")
        )
        stamps = self.filter(kind=SealRecord.Kind.ARCHIVE_STAMP)
        return stamps.exclude(Exists(later))

    def in_order(self) -> Self:
        """Return them as they stand in the file, the oldest first."""
        return self.order_by("report", "ordinal")


class SealRecord(models.Model):
    """
    A seal or an archive time stamp of a report: what the archive keeps of it as data.

    One row for each that any kept file of the report carries. A file with one more
    time stamp begins, byte for byte, as the one before it, so rows are only added.
    `sha256` is of the file as it was once this was in it; where that very file was
    kept, `file` names it. A row without `certificate_sha256` was copied from the
    report's own columns and knows no more than they did.
    """

    class Kind(models.TextChoices):
        SEAL = "seal", _("seal")
        ARCHIVE_STAMP = "archive_stamp", _("archive time stamp")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="seals")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    #: PAdES level that it gives the file
    level = models.CharField(_("level"), max_length=8)
    #: the certificate of the seal, or of the service that stamped
    subject = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    serial = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    #: the certificates above it that came with the seal, as `CertificateFacts`
    issuers = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    digest_algorithm = models.CharField(max_length=40, blank=True)
    signature_algorithm = models.CharField(max_length=40, blank=True)
    #: the seal's own word
    claimed_at = models.DateTimeField(null=True, blank=True)
    #: what a time stamp proves, and by whom; an archive time stamp is its own
    stamped_at = models.DateTimeField(null=True, blank=True)
    stamp_authority = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    file = models.FileField(storage=private_storage, max_length=120, blank=True)
    #: when we made it
    made_at = models.DateTimeField()
    #: when the certificate ends that vouches for it: its time stamp's, else its own
    ends_at = models.DateTimeField()

    objects = SealRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal record")
        verbose_name_plural = _("seal records")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "ordinal"], name="seal_record_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="seal")
                | Q(kind="archive_stamp", stamped_at__isnull=False),
                name="seal_record_stamped",
            ),
        ]
        indexes = [models.Index(fields=["kind", "ends_at"], name="seal_record_ends")]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.ordinal}"
