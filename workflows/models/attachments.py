"""The files that go with answers and with cases."""

import io
import uuid
from collections.abc import Iterable, Iterator
from typing import IO, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.engine import sealing
from workflows.engine.sealed_files import Opened, sealed_pieces
from workflows.models.cases import Case
from workflows.models.drafts import Draft, private_storage, random_name
from workflows.models.sealing import SealedField, key_ring
from workflows.models.submissions import Submission

#: columns that hold the key of a file
KEY_COLUMNS = ("key_id", "wrapped_key")


#: what the key of a file seals: nothing else, so nothing can be put in its place
_CONTENT = "content of a file"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of_field(self, key: str) -> Self:
        return self.filter(field_key=key).order_by("uploaded_at", "pk")

    def with_key(self) -> Self:
        """Load with each row what opens it."""
        return self.select_related("submission", "case__submission")

    def of_case(self, case: Case) -> Self:
        """Everything attached to the case: sent first and later, or added by staff."""
        line = models.Q(submission=case.submission_id)
        line |= models.Q(submission__replaced_by=case.submission_id)
        return self.filter(line | models.Q(case=case)).with_key()

    def on_page_of(self, case: Case) -> Self:
        """Files sent last or added by staff, with by whom, the oldest first."""
        shown = models.Q(submission=case.submission_id) | models.Q(case=case)
        rows = self.filter(shown).with_key().select_related("by")
        return rows.order_by("uploaded_at", "pk")

    def given_to_submitter(self, case: Case) -> Self:
        """Files that staff added for the submitter, the oldest first."""
        given = self.filter(case=case, for_submitter=True).with_key()
        return given.order_by("uploaded_at", "pk")


class Attachment(models.Model):
    """
    A file that a resident sent, or that staff added to a case.

    Private, random-named, never served inline. Its content and its name are sealed
    with a key of its own. A draft's key is wrapped by the master key; once the file
    belongs to a submission, that one's key wraps it, and is destroyed with it.
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
    #: the file's own name, sealed as its content is
    name = SealedField(leaves="clear_name", db_column="sealed_name", db_default=b"")
    #: the name of a file that was kept before files were sealed
    clear_name = models.CharField(max_length=200, blank=True, db_column="name")
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    # After the sealed column: saving that makes the key of a new file.
    #: of the master key that wrapped the file's key; empty once a submission's key does
    key_id = models.CharField(max_length=40, blank=True, db_default="")
    #: empty for a file that was kept before files were sealed
    wrapped_key = models.BinaryField(default=b"", db_default=b"")

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

    @property
    def key_holder(self) -> Self:
        return self

    @property
    def owner(self) -> Submission | None:
        """The submission with whose key the file's key goes; none for a draft's."""
        if self.submission is not None:
            return self.submission
        return None if self.case is None else self.case.submission

    def data_key(self) -> bytes | None:
        """
        Return the key of the file; none once its submission was erased.

        A file not yet saved gets one.

        :raises UnknownMasterKey: if the settings lack the master key
        """
        if not self.wrapped_key and not self._state.adding:
            return None
        if self.wrapped_key:
            return self._unwrapped()
        key, ring = sealing.new_key(), key_ring()
        self.key_id = ring.current
        self.wrapped_key = ring.wrap(key, owner=self._purpose)
        return key

    def go_with(self, submission: Submission) -> None:
        """
        Let the file's key go with the submission's; the caller saves the columns.

        :raises sealing.Unreadable: if the submission was erased
        """
        own = self.data_key()
        if self.wrapped_key:
            self._go_with(submission, own)

    def shared_with(self, submission: Submission) -> "Attachment":
        """
        Return a row of the same stored file for another submission, not yet saved.

        Each has the file's key with its own: when one is erased the other still reads,
        and the file is deleted with the last of them.

        :raises sealing.Unreadable: if either was erased
        """
        kept = ("field_key", "content_type", "size_bytes", "sha256", "uploaded_at")
        same = {name: getattr(self, name) for name in kept}
        other = Attachment(submission=submission, file=self.file.name, **same)
        if self.wrapped_key:
            other._go_with(submission, self.data_key())
            other.name = self.name
        else:
            other.clear_name = self.clear_name
        return other

    def _go_with(self, submission: Submission, key: bytes | None) -> None:
        its = submission.data_key()
        if its is None or key is None:
            raise sealing.Unreadable(self._purpose)
        self.key_id = ""
        self.wrapped_key = sealing.seal(its, key, purpose=self._purpose)

    def seal(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the content of a new file as it is to be stored."""
        key = self.data_key()
        if key is None:
            raise sealing.Unreadable(self._purpose)
        return sealed_pieces(key, content, purpose=_CONTENT)

    def open(self) -> IO[bytes]:
        """
        Open the content of the file, to be read from its beginning.

        :raises FileNotFoundError: if the file is gone
        :raises sealing.Unreadable: if it was changed, or its submission erased
        """
        stored = self.file.storage.open(str(self.file.name), "rb")
        if not self.wrapped_key:
            return stored
        key = self.data_key()
        if key is None:
            raise sealing.Unreadable(self._purpose)
        return io.BufferedReader(Opened(key, stored, purpose=_CONTENT))

    def _unwrapped(self) -> bytes | None:
        wrapped = bytes(self.wrapped_key)
        if self.key_id:
            return key_ring().unwrap(self.key_id, wrapped, owner=self._purpose)
        key = None if self.owner is None else self.owner.data_key()
        if key is None:
            return None
        return sealing.unseal(key, wrapped, purpose=self._purpose)

    @property
    def _purpose(self) -> str:
        return f"file {self.pk}"

    def described(self) -> dict[str, Any]:
        """Return what an answer keeps of the file."""
        return {
            "id": str(self.pk),
            "name": self.name,
            "size_bytes": self.size_bytes,
            "sha256": self.sha256,
        }
