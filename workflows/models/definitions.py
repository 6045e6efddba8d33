"""Forms and workflows as editors leave them, and their versions, which never change."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from workflows.engine.canonical import canonical, sha256_hex
from workflows.engine.codec import read_form, read_workflow
from workflows.engine.form_spec import FormSpec
from workflows.engine.texts import say
from workflows.engine.workflow_spec import WorkflowSpec

if TYPE_CHECKING:
    from cms.accounts.models import User


class Definition(
    PreviewableMixin,
    WorkflowMixin,  # Wagtail's, for moderation
    DraftStateMixin,
    RevisionMixin,
    models.Model,
):
    """
    A form or a workflow under its lasting key, as it was last published.

    What is being edited is in Wagtail's revisions; what cases run on is in `versions`.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    #: JSON by the published schema; of a draft, as far as somebody has come
    spec = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    #: makes the version of what an editor publishes; set when the engine starts
    compile: "ClassVar[Callable[[Definition, User | None], object]]"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        title = self.spec.get("title")
        named = title if isinstance(title, dict) else {}
        return say(named, get_language() or settings.LANGUAGE_CODE) or self.key

    def publish(
        self, revision: Revision, user: "User | None" = None, **options: Any
    ) -> None:
        """
        Publish what is in the revision, as Wagtail does, and make its version.

        :raises workflows.errors.DefinitionRefused: if it has problems; nothing is
            published then
        """
        with transaction.atomic():
            super().publish(revision, user=user, **options)
            type(self).compile(type(self).objects.get(pk=self.pk), user)


class Form(Definition):
    """Steps and fields that a resident fills in."""

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")


class Workflow(Definition):
    """Stages and transitions that a case goes through."""

    class Meta:
        verbose_name = pgettext_lazy("the way of a case", "workflow")
        verbose_name_plural = pgettext_lazy("the way of a case", "workflows")


class VersionQuerySet(models.QuerySet[Any]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def same_as(self, spec: Any) -> Self:
        """Return the versions that say what the JSON says, the newest first."""
        return self.filter(sha256=sha256_hex(canonical(spec))).newest_first()

    def newest(self) -> Any:
        """
        Return the newest version; its JSON is loaded only if it must be compiled.

        :raises IndexError: if nothing was published
        """
        return self.newest_first().defer("spec")[0]


class DefinitionVersion(models.Model):
    """
    One published, immutable state of a definition.

    `spec` is read only through `compiled`; the hash is of its canonical JSON
    and identifies the compiled form in every process.
    """

    number = models.PositiveIntegerField(_("version"))
    schema_version = models.PositiveSmallIntegerField()
    spec = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects: ClassVar[Any] = VersionQuerySet.as_manager()

    class Meta:
        abstract = True


class FormVersion(DefinitionVersion):
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"], name="form_version_number"
            ),
        ]

    def __str__(self) -> str:
        return say(self.compiled.title, get_language() or settings.LANGUAGE_CODE)

    @property
    def compiled(self) -> FormSpec:
        """The typed form; parsed once in a process."""
        return _compiled_form(_Source(self))


class WorkflowVersion(DefinitionVersion):
    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="versions"
    )

    class Meta:
        verbose_name = _("workflow version")
        verbose_name_plural = _("workflow versions")
        constraints = [
            models.UniqueConstraint(
                fields=["workflow", "number"], name="workflow_version_number"
            ),
        ]

    def __str__(self) -> str:
        return say(self.compiled.title, get_language() or settings.LANGUAGE_CODE)

    @property
    def compiled(self) -> WorkflowSpec:
        """The typed workflow; parsed once in a process."""
        return _compiled_workflow(_Source(self))


class _Source:
    """A version as a cache key: equal by content, its JSON read only on a miss."""

    def __init__(self, version: DefinitionVersion) -> None:
        self.version = version

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Source) and self.version.sha256 == other.version.sha256
        )

    def __hash__(self) -> int:
        return hash(self.version.sha256)


@lru_cache(maxsize=512)
def _compiled_form(source: _Source) -> FormSpec:
    return read_form(source.version.spec)


@lru_cache(maxsize=512)
def _compiled_workflow(source: _Source) -> WorkflowSpec:
    return read_workflow(source.version.spec)
