"""Answers not yet submitted, and the files that go with answers."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from workflows.engine.canonical import sha256_hex
from workflows.models.cases import Case
from workflows.models.definitions import FormVersion
from workflows.models.procedures import Procedure
from workflows.models.submissions import Submission


def private_storage() -> Storage:
    """Return the storage that no URL serves."""
    return storages[settings.PRIVATE_STORAGE]


def random_name(_instance: models.Model, _filename: str) -> str:
    """Return a name that tells nothing and cannot collide."""
    name = uuid.uuid4().hex
    return f"uploads/{name[:2]}/{name}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def expired_at(self, at: datetime) -> Self:
        return self.filter(state=Draft.State.OPEN, expires_at__lte=at)


class Draft(models.Model):
    """
    One resident's unfinished form, pinned to a form version.

    The id stands in URLs; what opens it is the secret, kept in the resident's
    browser and here only as a hash.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("submitted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="drafts"
    )
    form_version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="drafts"
    )
    #: empty for a draft that changes a case's answers: its status link opens it
    secret_hash = models.CharField(max_length=64, blank=True)
    #: whose answers it changes; none for one that becomes a case of its own
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        db_index=False,
    )
    #: what sending it does to that case
    transition = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12)
    #: what was typed, by step and field, valid or not
    typed = models.JSONField(default=dict)
    #: typed values of the steps that were valid when last posted, by field
    answers = models.JSONField(default=dict)
    #: keys of those steps
    done_steps = models.JSONField(default=list)
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.OPEN, db_default="open"
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="draft_expiring",
                condition=models.Q(state="open"),
            ),
            models.Index(
                fields=["case"],
                name="draft_of_case",
                condition=models.Q(case__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="draft_open_once",
                condition=models.Q(case__isnull=False, state="open"),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def opens_with(self, secret: str) -> bool:
        """Tell whether the secret is this draft's, in constant time."""
        if not self.secret_hash:
            return False
        return constant_time_compare(self.secret_hash, sha256_hex(secret.encode()))

    def is_expired_at(self, at: datetime) -> bool:
        return self.state == self.State.OPEN and self.expires_at <= at

    def is_closed_at(self, at: datetime) -> bool:
        """Tell whether it comes too early or late; a case may be completed always."""
        return self.case_id is None and not self.procedure.is_open_at(at)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of_field(self, key: str) -> Self:
        return self.filter(field_key=key).order_by("uploaded_at", "pk")

    def of_case(self, case: Case) -> Self:
        """Everything attached to the case: sent first and later, or added by staff."""
        line = models.Q(submission=case.submission_id)
        line |= models.Q(submission__replaced_by=case.submission_id)
        return self.filter(line | models.Q(case=case))

    def on_page_of(self, case: Case) -> Self:
        """Files sent last or added by staff, with by whom, the oldest first."""
        shown = models.Q(submission=case.submission_id) | models.Q(case=case)
        return self.filter(shown).select_related("by").order_by("uploaded_at", "pk")

    def given_to_submitter(self, case: Case) -> Self:
        """Files that staff added for the submitter, the oldest first."""
        given = self.filter(case=case, for_submitter=True)
        return given.order_by("uploaded_at", "pk")


class Attachment(models.Model):
    """
    A file that a resident sent, or that staff added to a case.

    Private, random-named, never served inline.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        Draft,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
    )
    #: of a file that staff added; `by` whom, and whether the submitter gets it too
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    for_submitter = models.BooleanField(default=False)
    field_key = models.CharField(max_length=60, blank=True)
    file = models.FileField(
        storage=private_storage, upload_to=random_name, max_length=120
    )
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False)
                | models.Q(submission__isnull=False)
                | models.Q(case__isnull=False, by__isnull=False),
                name="attachment_has_owner",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def described(self) -> dict[str, Any]:
        """Return what an answer keeps of the file."""
        return {
            "id": str(self.pk),
            "name": self.name,
            "size_bytes": self.size_bytes,
            "sha256": self.sha256,
        }
