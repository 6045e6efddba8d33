"""Publishing: a definition becomes an immutable, numbered version."""

from collections.abc import Callable
from dataclasses import replace
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
from workflows.models.definitions import Definition, DefinitionVersion

if TYPE_CHECKING:
    from cms.accounts.models import User

SCHEMA_VERSION = 1

V = TypeVar("V", bound=DefinitionVersion)


@transaction.atomic
def publish_form(*, spec: Any, by: "User | None", at: datetime) -> FormVersion:
    """
    Publish the form as its next version, or return the newest if it is the same.

    :param spec: JSON by `engine/schemas/form.schema.json`
    :raises DefinitionRefused: with every problem; nothing is published then
    """
    if problems := problems_of_form(spec):
        raise DefinitionRefused(problems)
    Form.objects.get_or_create(key=spec["key"])
    form = Form.objects.select_for_update().get(key=spec["key"])
    _take_over(form, spec=spec, at=at)

    earlier = form.versions.newest_first()
    return _published(FormVersion(form=form), earlier, spec=spec, by=by, at=at)


@transaction.atomic
def publish_workflow(*, spec: Any, by: "User | None", at: datetime) -> WorkflowVersion:
    """
    Publish the workflow as its next version, or return the newest if it is the same.

    :param spec: JSON by `engine/schemas/workflow.schema.json`
    :raises DefinitionRefused: with every problem; nothing is published then
    """
    if problems := problems_of_workflow(spec, at=at):
        raise DefinitionRefused(problems)
    Workflow.objects.get_or_create(key=spec["key"])
    workflow = Workflow.objects.select_for_update().get(key=spec["key"])
    _take_over(workflow, spec=spec, at=at)

    version = WorkflowVersion(workflow=workflow)
    earlier = workflow.versions.newest_first()
    return _published(version, earlier, spec=spec, by=by, at=at)


def install_form(*, spec: Any, by: "User | None", at: datetime) -> FormVersion:
    """
    Return the version that the form is, however old; publish it if there is none.

    An organisation may have gone on from a shipped form: its own version stays.

    :raises DefinitionRefused: with every problem
    """
    known: FormVersion | None = FormVersion.objects.same_as(spec).first()
    return known or publish_form(spec=spec, by=by, at=at)


def install_workflow(*, spec: Any, by: "User | None", at: datetime) -> WorkflowVersion:
    """
    Return the version that the workflow is, however old; publish it if there is none.

    :raises DefinitionRefused: with every problem
    """
    known: WorkflowVersion | None = WorkflowVersion.objects.same_as(spec).first()
    return known or publish_workflow(spec=spec, by=by, at=at)


def problems_of_form(spec: Any, *, path: str = "") -> list[Problem]:
    """
    Return everything that keeps the form from being published.

    :param path: pointer to the form in the file it came in
    """
    return _found(lambda: _form_problems(read_form(spec)), path)


def problems_of_workflow(spec: Any, *, at: datetime, path: str = "") -> list[Problem]:
    """
    Return everything that keeps the workflow from being published.

    :param at: the shared rules that it names must be in force on that day
    :param path: pointer to the workflow in the file it came in
    """
    roles = frozenset(Role.objects.values_list("key", flat=True))
    today = at.astimezone(FINLAND).date()
    rules = DatedRule.objects.in_force_on(today).values_list("key", flat=True)
    return _found(
        lambda: workflow_problems(
            (compiled := read_workflow(spec)),
            effect_kinds=registry.kinds(),
            roles=roles,
            rules=frozenset(rules),
            answers=_asked_in(compiled.key),
        ),
        path,
    )


def _found(look: Callable[[], list[Problem]], path: str) -> list[Problem]:
    try:
        problems = look()
    except BadDefinition as bad:
        problems = bad.problems
    return [replace(one, path=f"{path}{one.path}") for one in problems]


def _form_problems(form: FormSpec) -> list[Problem]:
    versions = FormVersion.objects.filter(form__key=form.key).newest_first()
    return [*form_problems(form), *_reused_keys(form, versions)]


def _take_over(definition: Definition, *, spec: Any, at: datetime) -> None:
    """Let editors go on from what is published; their drafts stay in the history."""
    if definition.spec == spec and definition.live:
        return
    definition.spec = spec
    definition.live, definition.has_unpublished_changes = True, False
    definition.first_published_at = definition.first_published_at or at
    definition.last_published_at = at
    definition.save()


def _published(
    version: V, earlier: Any, *, spec: Any, by: "User | None", at: datetime
) -> V:
    """Save the version under the next number, unless the newest says the same."""
    version.sha256 = sha256_hex(canonical(spec))
    newest: V | None = earlier.first()
    if newest is not None and newest.sha256 == version.sha256:
        return newest
    version.number = 1 if newest is None else newest.number + 1
    version.schema_version = SCHEMA_VERSION
    version.spec = spec
    version.published_at, version.published_by = at, by
    version.save(force_insert=True)
    return version


def _asked_in(workflow: str) -> dict[str, str] | None:
    """Return the types of all answers that cases of the workflow may begin with."""
    forms = Form.objects.filter(procedures__workflow__key=workflow).distinct()
    versions = [one.versions.newest() for one in forms]
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
