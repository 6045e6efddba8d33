"""What becomes of an edited definition: a version, an import, an end."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from workflows.actions.definitions import (
    problems_of_form,
    problems_of_workflow,
    publish_form,
    publish_workflow,
)
from workflows.engine.bundles import Part
from workflows.errors import DefinitionInUse, DefinitionRefused
from workflows.models import Case, Draft, Form, Procedure, Workflow
from workflows.models.definitions import Definition

if TYPE_CHECKING:
    from cms.accounts.models import User


_MODELS: Mapping[str, type[Definition]] = {"form": Form, "workflow": Workflow}


def compile_form(definition: Definition, by: "User | None") -> None:
    """
    Make the next version of the form that an editor has just published.

    :raises DefinitionRefused: with every problem
    """
    spec = {**definition.spec, "key": definition.key}
    publish_form(spec=spec, by=by, at=_published_at(definition))


def compile_workflow(definition: Definition, by: "User | None") -> None:
    """
    Make the next version of the workflow that an editor has just published.

    :raises DefinitionRefused: with every problem
    """
    spec = {**definition.spec, "key": definition.key}
    publish_workflow(spec=spec, by=by, at=_published_at(definition))


def _published_at(definition: Definition) -> datetime:
    moment: datetime | None = definition.last_published_at
    if moment is None:
        raise ValueError("The definition was never published.")
    return moment


@transaction.atomic
def import_definitions(
    *, bundle: list[Part], by: "User", at: datetime
) -> list[Definition]:
    """
    Keep the file's form and workflow as drafts, for somebody to look at and publish.

    A definition of the same key gets the draft; what is published stays as it is.

    :raises DefinitionRefused: with every problem of both; nothing is imported then
    """
    problems = [
        problem
        for part in bundle
        for problem in (
            problems_of_form(part.spec, path=part.path)
            if part.kind == "form"
            else problems_of_workflow(part.spec, path=part.path, at=at)
        )
    ]
    if problems:
        raise DefinitionRefused(problems)
    return [_draft(_MODELS[part.kind], part.spec, by=by) for part in bundle]


def _draft(model: type[Definition], spec: Any, *, by: "User") -> Definition:
    unpublished = {"live": False, "spec": spec, "has_unpublished_changes": True}
    definition: Definition
    definition, _ = model.objects.get_or_create(key=spec["key"], defaults=unpublished)
    definition.spec = spec
    definition.save_revision(user=by, log_action=True)
    return definition


@transaction.atomic
def delete_definition(*, definition: Form | Workflow) -> None:
    """
    Delete a form or a workflow that nothing uses, with its versions.

    :raises DefinitionInUse: by how many channels and cases
    """
    type(definition).objects.select_for_update().get(pk=definition.pk)
    channels, cases = uses(definition)
    if channels or cases:
        raise DefinitionInUse(channels=channels, cases=cases)
    definition.versions.all().delete()
    definition.delete()


def uses(definition: Form | Workflow) -> tuple[int, int]:
    """Return how many channels and how many cases or drafts need the definition."""
    if isinstance(definition, Form):
        procedures = Procedure.objects.filter(form=definition)
        drafts = Draft.objects.filter(form_version__form=definition).count()
        cases = Case.objects.filter(submission__form_version__form=definition).count()
        return procedures.count(), cases + drafts
    procedures = Procedure.objects.filter(workflow=definition)
    cases = Case.objects.filter(workflow_version__workflow=definition).count()
    return procedures.count(), cases
