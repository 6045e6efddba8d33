"""The editor's forms of a workflow and of a form."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from wagtail.admin.forms import WagtailAdminModelForm

from workflows.actions.definitions import problems_of_form, problems_of_workflow
from workflows.editor.form_blocks import FormPart
from workflows.editor.keys import slug
from workflows.editor.spec_field import SpecField
from workflows.editor.workflow_blocks import WorkflowPart
from workflows.engine.texts import say
from workflows.models.definitions import Definition

_LONGEST_KEY = 50


class DefinitionForm(WagtailAdminModelForm):
    """Everything of a definition but its key, which follows the name at first."""

    instance: Definition

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec_field.key = self.instance.key

    @property
    def spec_field(self) -> SpecField:
        field: Any = self.fields["spec"]
        found: SpecField = field
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if spec := cleaned.get("spec"):
            if self.instance.first_published_at is None:
                self.instance.key = self._key_for(spec.get("title") or {})
            spec["key"] = self.instance.key
        return cleaned

    def _key_for(self, title: dict[str, str]) -> str:
        """Return a key that no other definition has; drafts keep theirs if they can."""
        base = slug(say(title, settings.LANGUAGE_CODE))[:_LONGEST_KEY] or "new"
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        taken = {*others.filter(key__startswith=base).values_list("key", flat=True)}
        wanted, number = base, 1
        while wanted in taken:
            number += 1
            wanted = f"{base}_{number}"
        return wanted


class WorkflowForm(DefinitionForm):
    spec = SpecField(
        WorkflowPart(), lambda spec: problems_of_workflow(spec, at=timezone.now())
    )


class FormForm(DefinitionForm):
    spec = SpecField(FormPart(), problems_of_form)
