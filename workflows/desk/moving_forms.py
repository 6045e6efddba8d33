"""Choosing the version a case goes on in, and the stages that take others' places."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflows.desk.words import said
from workflows.engine.workflow_spec import Stage
from workflows.models import WorkflowVersion

_PREFIX = "stage-"


class MovingForm(forms.Form):
    """
    The version to go on in, and for each stage the one that takes its place.

    :param source: the version that is left
    :param targets: the versions to choose from, the newest first; not empty
    :param stages: keys of stages that cases stand in
    """

    to = forms.TypedChoiceField(label=_("Version to go on in"), coerce=int)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        source: WorkflowVersion,
        targets: list[WorkflowVersion],
        stages: Iterable[str],
    ) -> None:
        by_number = {str(one.number): one for one in targets}
        #: the one that is asked for, or else the newest
        self.target = by_number.get(data.get("to", ""), targets[0])
        self.asked = {key: data.get(_PREFIX + key, "") for key in stages}
        fields = {
            _PREFIX + key: _stage_field(source.compiled.stage_by_key[key], self.target)
            for key in self.asked
        }
        chosen = {
            name: self.stages[key]
            for key, (name, field) in zip(self.asked, fields.items(), strict=True)
            if field.valid_value(self.stages[key])
        }
        super().__init__({"to": str(self.target.number), **chosen}, label_suffix="")
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (number, version_name(one)) for number, one in by_number.items()
        ]
        self.fields.update(fields)

    @property
    def stages(self) -> dict[str, str]:
        """By key of a stage, the one that takes its place; its own where none is."""
        known = self.target.compiled.stage_by_key
        return {
            key: asked if asked in known else key for key, asked in self.asked.items()
        }


def _stage_field(stage: Stage, target: WorkflowVersion) -> forms.ChoiceField:
    """Return the choice among the target's stages that work as the stage does."""
    alike = [one for one in target.compiled.stages if one.kind is stage.kind]
    return forms.ChoiceField(
        label=gettext("Stage “%(stage)s” becomes") % {"stage": said(stage.label)},
        choices=[
            ("", gettext("Choose a stage")),
            *((one.key, said(one.label)) for one in alike),
        ],
        required=False,
    )


def version_name(version: WorkflowVersion) -> str:
    """Return a version's number and title as one line."""
    words = {"number": version.number, "title": said(version.compiled.title)}
    return gettext("Version %(number)s: %(title)s") % words
