"""Answers not yet submitted, and the files that go with answers."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from workflows.engine.canonical import sha256_hex
from workflows.models.cases import Case
from workflows.models.definitions import FormVersion
from workflows.models.procedures import Procedure


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
