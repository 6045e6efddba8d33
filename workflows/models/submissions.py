"""What was submitted."""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.engine import sealing
from workflows.models.definitions import FormVersion
from workflows.models.sealing import SealedField, key_ring

if TYPE_CHECKING:
    from workflows.models.cases import Case

MAY_ERASE = "workflows.erase_submission"


class ErasureBasis(models.TextChoices):
    """Why a person was erased; codes, since words could name the person again."""

    RETENTION = "retention", _("The data has been kept for its time")
    REQUEST = "request", _("The person asked for it, and has the right to it")
    CONSENT = "consent", _("Consent was withdrawn")
    MISTAKE = "mistake", _("It should not have been collected")


class FiguresField(models.JSONField):
    """The answers that may be counted in clear, taken from the answers when saved."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:  # noqa: FBT001
        answers = model_instance.__dict__.get("answers")
        if isinstance(answers, dict):
            form = model_instance.form_version.compiled
            setattr(model_instance, self.attname, form.figures(answers))
        return super().pre_save(model_instance, add)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def line_of(self, case: "Case") -> Self:
        """Return what the submitter sent, first and later, the latest last."""
        line = Q(pk=case.submission_id) | Q(replaced_by=case.submission_id)
        standing = F("replaced_by").asc(nulls_last=True)
        return self.filter(line).order_by(standing, "submitted_at", "pk")


class Submission(models.Model):
    """
    Frozen answers. All personal data of a case lives here and beside it.

    A case keeps its submission: when the submitter changes the answers, the row holds
    the new ones, and what it held goes to a row of its own, with a key of its own,
    that says by which it was replaced.

    `answers` holds only the relevant fields, by field key, as the form's field
    types write them (`workflows.forms.fields`). They are sealed with the key of this
    submission, as is everything else that anybody writes about the case; erasure
    destroys the key. What stays readable is `figures` and, until erasure, `subject`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="submissions"
    )
    answers = SealedField(empty=dict, leaves="figures")
    #: the answers to count by: choices, numbers, dates of fields that are not personal
    figures = FiguresField(default=dict)
    #: the answer that names the case in lists and is searched for: the one free text
    #: that is not sealed. Empty if its field is personal; never in events
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    #: where the submitter is told, empty when no address was given
    email = SealedField()
    language = models.CharField(_("language"), max_length=12)
    submitted_at = models.DateTimeField(_("submitted at"))
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="earlier",
        verbose_name=_("replaced by"),
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    # After the sealed columns: saving these makes the key of a new submission.
    #: which master key of the settings wrapped the key; empty once it is destroyed
    key_id = models.CharField(max_length=40, blank=True)
    wrapped_key = models.BinaryField(default=b"")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [models.Index(fields=["key_id", "id"], name="submission_key")]
        permissions = [
            ("erase_submission", _("Can erase the personal data of a case")),
            ("export_dossier", _("Can export the dossier of a case")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_holder(self) -> Self:
        return self

    def data_key(self) -> bytes | None:
        """
        Return the key that seals what belongs to this submission.

        A submission not yet saved gets one; an erased one has none.

        :raises UnknownMasterKey: if the settings lack the master key
        """
        if not self.wrapped_key and not self._state.adding:
            return None
        wrapped, key = self.__dict__.get("_read_key", (b"", b""))
        if not key or wrapped != self.wrapped_key:
            key = self._unwrapped()
            self.__dict__["_read_key"] = self.wrapped_key, key
        return bytes(key)

    def keyed_hash(self, content: bytes) -> str:
        """Return a hash that nobody can guess from, or compute once it is erased."""
        key = self.data_key()
        return "" if key is None else sealing.keyed_hash(key, content)

    def salt(self, name: str) -> str:
        """Return what makes the hash of a text unguessable; "" once it is erased."""
        return self.keyed_hash(f"salt of {name}".encode())

    def _unwrapped(self) -> bytes:
        ring, owner = key_ring(), str(self.pk)
        if self.wrapped_key:
            return ring.unwrap(self.key_id, bytes(self.wrapped_key), owner=owner)
        key = sealing.new_key()
        self.key_id, self.wrapped_key = ring.current, ring.wrap(key, owner=owner)
        return key
