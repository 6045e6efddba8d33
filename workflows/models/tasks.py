"""Who owes what in a case."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, GeneratedField, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from workflows.models.cases import Case
from workflows.models.procedures import Procedure, Unit
from workflows.models.scopes import Scope

if TYPE_CHECKING:
    from cms.accounts.models import User

#: sorts what is never due after everything that is
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def visible_to(self, user: "User") -> Self:
        """Tasks of the user's roles, in cases that the user sees."""
        return self.within(Scope.of(user))

    def within(self, scope: Scope) -> Self:
        """Tasks of the roles in the units; all for a superuser."""
        rows = self.of_cases_within(scope)
        return rows if scope.is_everything else rows.filter(role__in=scope.roles)

    def of_cases_within(self, scope: Scope) -> Self:
        """Tasks of every role, in cases that the person sees."""
        if scope.is_everything:
            return self
        rows = self.filter(unit__in=scope.units)  # the index is on the task's own
        return rows.filter(scope.cases("case")) if scope.hidden else rows


class Task(models.Model):
    """What one role owes in one stage entry of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    #: the case's, copied here so that the queue's index can begin with it
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    stage_entry = models.PositiveIntegerField()
    slot = models.PositiveSmallIntegerField(default=0)
    #: which of a parallel stage's tasks; empty in a work stage
    key = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=60)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("assignee"),
    )
    #: the nearest deadline of the case, copied here so that the queue can sort
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    #: `due_at`, or `NEVER`: an index in this order serves every page of the queue
    sort_at = GeneratedField(
        expression=Coalesce(F("due_at"), Value(NEVER)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    opened_at = models.DateTimeField(_("opened at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    #: who completed it, and by which transition; in a parallel stage
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    outcome = models.CharField(max_length=60, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage_entry", "slot"], name="task_slot"
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "role", "sort_at", "id"],
                name="task_of_role",
                condition=Q(done_at=None),
            ),
            models.Index(
                fields=["unit", "sort_at", "id"],
                name="task_of_unit",
                condition=Q(done_at=None),
            ),
            models.Index(
                fields=["sort_at", "id"], name="task_open", condition=Q(done_at=None)
            ),
            models.Index(
                fields=["assignee", "sort_at", "id"],
                name="task_mine",
                condition=Q(done_at=None, assignee__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.stage_entry}/{self.slot}"

    def colleagues(self) -> "models.QuerySet[User]":
        """Return the members of the unit who hold the role and may see the case."""
        readers = Procedure.readers.through.objects.filter(
            procedure=self.case.procedure_id
        )
        is_reader = readers.filter(role__group__user=OuterRef("pk"))
        members = self.unit.members.filter(
            ~Exists(readers) | Q(Exists(is_reader)),
            is_active=True,
            groups__role__key=self.role,
        )
        return members.order_by("last_name", "first_name", "pk")
