"""The case's history: appended, chained by hash, free of personal data."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.cases import Case
from workflows.models.definitions import WorkflowVersion
from workflows.models.sealing import SealedField
from workflows.models.submissions import Submission

#: types of events that leave a decision on an older page as good as it was
QUIET_TYPES = frozenset(
    {"noted", "attached", "assigned", "mail_sent", "mail_failed"}
    | {"effect_retried", "effect_skipped"}
    | {"places_raised"}
    | {"deadline_warned", "deadline_missed", "deadline_moved"}
)


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    def in_order(self) -> Self:
        return self.order_by("case_id", "seq")

    def since(self, revision: int) -> Self:
        """Events after that revision of the case."""
        return self.filter(seq__gt=revision)

    def with_workflow(self) -> Self:
        """With the version that each belongs to, as far as `compiled` needs it."""
        return self.select_related("workflow_version").defer("workflow_version__spec")

    def decisive(self) -> Self:
        """Events that change what somebody decides who has not seen them."""
        return self.exclude(type__in=QUIET_TYPES)


class CaseEvent(models.Model):
    """
    One fact about a case. Never changed, never deleted.

    `data` holds keys, counts and ids; what people wrote is in `EventAnswers`.
    """

    class ActorKind(models.TextChoices):
        PERSON = "person", _("member of staff")
        SUBMITTER = "submitter", _("submitter")
        SYSTEM = "system", _("system")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    #: to which the stages and the transition belong, wherever the case goes later
    workflow_version = models.ForeignKey(
        WorkflowVersion, on_delete=models.PROTECT, related_name="+"
    )
    seq = models.PositiveIntegerField()
    #: "submitted", "transition", later also "noted", "migrated" and so on
    type = models.CharField(max_length=30)
    transition = models.CharField(max_length=60, blank=True)
    from_stage = models.CharField(max_length=60, blank=True)
    to_stage = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=12, choices=ActorKind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    request_key = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001
    #: of what was asked under the key, keyed: another body is not a repeat
    request_hash = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("case event")
        verbose_name_plural = _("case events")
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="event_seq"),
            models.UniqueConstraint(
                fields=["case", "request_key"],
                name="event_request_key",
                condition=Q(request_key__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "transition"], name="event_transition"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq}"


class EventAnswersQuerySet(models.QuerySet["EventAnswers"]):
    def with_key(self) -> Self:
        """Load with each row what opens it."""
        return self.select_related("event__case__submission")


class EventAnswers(models.Model):
    """
    What the actor filled in for a transition; sealed with the submission's key.

    Beside the event and not in it: a message to a resident may hold personal
    data, and the chain must outlive its erasure.
    """

    event = models.OneToOneField(
        CaseEvent, on_delete=models.PROTECT, primary_key=True, related_name="answers"
    )
    answers = SealedField(empty=dict)

    objects = EventAnswersQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers of an event")
        verbose_name_plural = _("answers of events")

    def __str__(self) -> str:
        return str(self.event_id)

    @property
    def key_holder(self) -> Submission:
        return self.event.case.submission
