"""Sealed PDF reports, which of them replace others, and how often they were fetched."""

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.outcomes import Outcome
from workflows.models import Case, Scope, Unit

if TYPE_CHECKING:
    from cms.accounts.models import User


def private_storage() -> Storage:
    """Return the storage that no URL serves."""
    return storages[settings.PRIVATE_STORAGE]


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> Self:
        """
        Return reports of cases that the user sees, and of the user's units.

        One that is of neither a case nor a unit is the whole organisation's.
        """
        scope = Scope.of(user)
        if scope.is_everything:
            return self
        of_cases = Q(case__isnull=False) & scope.cases("case")
        of_units = Q(case=None) & (Q(unit=None) | Q(unit__in=scope.units))
        return self.filter(of_cases | of_units)

    def newest_first(self) -> Self:
        return self.order_by("-sealed_at", "-id")

    def editions_of(self, *, kind: str, subject: str, language: str) -> Self:
        """Return the editions of one report, the newest first."""
        same = self.filter(kind=kind, subject=subject, language=language)
        return same.order_by("-edition")

    def current(self) -> Self:
        """Return reports that nothing has replaced and nobody has withdrawn."""
        return self.filter(superseded_by=None, withdrawn_at=None)


class Report(models.Model):
    """
    A PDF rendered from reviewed data and sealed by the organisation.

    The row is written last, after the file: no row, no report. `kind` is a key of
    `participation.reports.kinds`, `subject` names what it is about in the words of
    that kind; the keys below it say who sees it. A report that tells newer facts of
    the same subject is its next edition and supersedes it. The seal's facts are kept
    here too, because the National Archives want signature data as metadata. `sha256`
    is of the whole sealed file, `content_sha256` of the bytes before the seal, which
    anybody can render again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(max_length=160)
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    #: as printed: of the case, or what else tells the report from others
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=12)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    #: anybody may fetch it; else only staff who see it
    is_public = models.BooleanField(_("public"))
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
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    #: told to whoever checks the report
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [
            ("download_report", _("Can download reports")),
            ("issue_report", _("Can issue and withdraw reports")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "language", "edition"], name="report_once"
            ),
            models.CheckConstraint(
                condition=Q(edition=1, supersedes=None)
                | Q(edition__gt=1, supersedes__isnull=False),
                name="report_supersedes_the_edition_before",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="report_withdrawn_with_a_reason",
            ),
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


class PublicDownloads(models.Model):
    """How often the public fetched a report on one day; nothing of who did."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="public_downloads"
    )
    date = models.DateField(_("date"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    objects: ClassVar[models.Manager["PublicDownloads"]]

    class Meta:
        verbose_name = _("public downloads")
        verbose_name_plural = _("public downloads")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "date"], name="public_downloads_of_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.date}: {self.count}"
