"""Publishing: a definition becomes an immutable, numbered version."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from workflows.effects import registry
from workflows.engine.calendars import FINLAND
from workflows.engine.canonical import canonical, sha256_hex
from workflows.engine.checks import form_problems, workflow_problems
from workflows.engine.codec import BadDefinition, Problem, read_form, read_workflow
from workflows.engine.form_spec import FormSpec
from workflows.errors import DefinitionRefused
from workflows.models import (
    DatedRule,
    Form,
    FormVersion,
    Role,
    Workflow,
    WorkflowVersion,
)
from workflows.models.definitions import DefinitionVersion

if TYPE_CHECKING:
    from cms.accounts.models import User

SCHEMA_VERSION = 1

V = TypeVar("V", bound=DefinitionVersion)


@transaction.atomic
def publish_form(*, spec: Any, by: "User | None", at: datetime) -> FormVersion:
    """
    Publish the form as its next version, or return the version that is the same.

    :param spec: JSON by `engine/schemas/form.schema.json`
    :raises DefinitionRefused: with every problem; nothing is published then
    """
    try:
        compiled = read_form(spec)
    except BadDefinition as bad:
        raise DefinitionRefused(bad.problems) from bad
    Form.objects.get_or_create(key=compiled.key)
    form = Form.objects.select_for_update().get(key=compiled.key)
    versions = form.versions.newest_first()
    if problems := [*form_problems(compiled), *_reused_keys(compiled, versions)]:
        raise DefinitionRefused(problems)

    return _published(FormVersion(form=form), versions, spec=spec, by=by, at=at)


@transaction.atomic
def publish_workflow(*, spec: Any, by: "User | None", at: datetime) -> WorkflowVersion:
    """
    Publish the workflow as its next version, or return the version that is the same.

    :param spec: JSON by `engine/schemas/workflow.schema.json`
    :raises DefinitionRefused: with every problem; nothing is published then
    """
    try:
        compiled = read_workflow(spec)
    except BadDefinition as bad:
        raise DefinitionRefused(bad.problems) from bad
    roles = frozenset(Role.objects.values_list("key", flat=True))
    today = at.astimezone(FINLAND).date()
    rules = DatedRule.objects.in_force_on(today).values_list("key", flat=True)
    if problems := workflow_problems(
        compiled,
        effect_kinds=registry.kinds(),
        roles=roles,
        rules=frozenset(rules),
        answers=_asked_in(compiled.key),
    ):
        raise DefinitionRefused(problems)
    Workflow.objects.get_or_create(key=compiled.key)
    workflow = Workflow.objects.select_for_update().get(key=compiled.key)
    versions = workflow.versions.newest_first()

    version = WorkflowVersion(workflow=workflow)
    return _published(version, versions, spec=spec, by=by, at=at)


def _published(
    version: V, earlier: Any, *, spec: Any, by: "User | None", at: datetime
) -> V:
    """Save the version under the next number, unless its content is there already."""
    version.sha256 = sha256_hex(canonical(spec))
    same: V | None = earlier.filter(sha256=version.sha256).first()
    if same is not None:
        return same
    version.number = 1 + max((one.number for one in earlier), default=0)
    version.schema_version = SCHEMA_VERSION
    version.spec = spec
    version.published_at, version.published_by = at, by
    version.save(force_insert=True)
    return version


def _asked_in(workflow: str) -> dict[str, str] | None:
    """Return the types of all answers that cases of the workflow may begin with."""
    forms = Form.objects.filter(procedures__workflow__key=workflow).distinct()
    versions = [one.versions.newest_first()[0] for one in forms]
    if not versions:
        return None
    return {one.key: one.type for v in versions for one in v.compiled.fields()}


def _reused_keys(form: FormSpec, versions: Any) -> list[Problem]:
    """Refuse a field key that meant another type in any earlier version."""
    earlier = {
        field.key: field.type
        for version in versions
        for field in version.compiled.fields()
    }
    return [
        Problem(
            path=f"/steps/{s}/fields/{f}/type",
            code="key-reused",
            message=(
                f"An earlier version used the key {field.key!r}"
                f" for the type {earlier[field.key]!r}; choose another key."
            ),
        )
        for s, step in enumerate(form.steps)
        for f, field in enumerate(step.fields)
        if earlier.get(field.key, field.type) != field.type
    ]
