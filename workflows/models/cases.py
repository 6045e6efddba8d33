"""The case that a submission became."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import connection, models
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from workflows.models.definitions import WorkflowVersion
from workflows.models.held_roles import HeldRoles
from workflows.models.procedures import Procedure, Unit
from workflows.models.scopes import Scope
from workflows.models.submissions import Submission

if TYPE_CHECKING:
    from cms.accounts.models import User


MAY_EXPORT = "workflows.export_dossier"
#: a case goes on in a newer version of its workflow
MAY_MIGRATE = "workflows.migrate_case"


# Written out: every transition asks, and building the query would cost more than it.
_LISTENED_TO = (
    "EXISTS (SELECT 1 FROM workflows_webhookendpoint one WHERE one.is_active)"
)

#: one statement, so that no two get the same number, the first of a year included
_NEXT_NUMBER = """
INSERT INTO {table} (prefix, year, last_number) VALUES (%s, %s, 1)
ON CONFLICT (prefix, year) DO UPDATE SET last_number = {table}.last_number + 1
RETURNING last_number"""


class ReferenceSeriesQuerySet(models.QuerySet["ReferenceSeries"]):
    def next_number(self, prefix: str, year: int) -> int:
        """
        Give the next number, from 1.

        Others wait for theirs until the transaction ends, and if it is rolled back
        they get the same one: no number is left out.
        """
        table = self.model._meta.db_table  # noqa: SLF001
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_NUMBER.format(table=table), [prefix, year])
            return int(cursor.fetchone()[0])


class ReferenceSeries(models.Model):
    """The last number given under a prefix and year; locked while giving one."""

    prefix = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    objects = ReferenceSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference series")
        verbose_name_plural = _("reference series")
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="reference_series")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User") -> Self:
        """Cases of the user's units that are not restricted to other roles."""
        return self.within(Scope.of(user))

    def within(self, scope: Scope) -> Self:
        return self.filter(scope.cases())

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_roles_of(self, user_id: int) -> Self:
        """With the keys of the user's roles towards each, as `held_roles`."""
        return self.annotate(held_roles=HeldRoles(user_id))

    def with_listeners(self) -> Self:
        """With whether any other system is told of cases, as `listened_to`."""
        listened_to = RawSQL(_LISTENED_TO, (), BooleanField())  # noqa: S611 - a constant
        return self.annotate(listened_to=listened_to)


class Case(models.Model):
    """
    What is routed: a submission on its way through a workflow version.

    Changed only by `workflows.actions.transitions`. `revision` counts the events;
    `head_hash` is the hash of the last one; `stage_entry` counts entries into
    stages, so that work of an earlier visit is never taken for this one's.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="case"
    )
    draft_id = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("The draft it was sent from: one draft, one case."),
    )
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="cases"
    )
    workflow_version = models.ForeignKey(
        WorkflowVersion, on_delete=models.PROTECT, related_name="cases"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    #: in links that residents get; tells nothing and is not guessable
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    #: raised to revoke the status link
    link_number = models.PositiveSmallIntegerField(default=1)
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    stage = models.CharField(_("stage"), max_length=60)
    stage_entry = models.PositiveIntegerField(default=1)
    stage_entered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True)
    arrived_at = models.DateTimeField(
        _("arrived at"), help_text=_("Every deadline counts from here.")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    #: other cases were merged into this one: their submitters are told as well
    leads = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [("migrate_case", _("Can move cases to another version"))]
        indexes = [
            models.Index(
                fields=["unit", "-arrived_at", "-id"],
                name="case_open",
                condition=Q(closed_at=None),
            ),
            models.Index(fields=["unit", "-arrived_at", "-id"], name="case_of_unit"),
            models.Index(
                fields=["unit", "stage", "-arrived_at", "-id"], name="case_in_stage"
            ),
            models.Index(fields=["-arrived_at", "-id"], name="case_newest"),
        ]

    def __str__(self) -> str:
        return self.reference

    def save_moved(self) -> None:
        """Save what transitions change."""
        self.save(
            update_fields=[
                "stage",
                "stage_entry",
                "stage_entered_at",
                "closed_at",
                "revision",
                "head_hash",
            ]
        )
