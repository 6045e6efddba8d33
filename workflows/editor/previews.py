"""What the preview panel shows of a definition that is being edited."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.definitions import problems_of_form, problems_of_workflow
from workflows.desk.words import said
from workflows.editor.drawings import drawing_of
from workflows.editor.field_blocks import FIELD_TYPES
from workflows.editor.problem_words import in_words
from workflows.engine.codec import Problem
from workflows.models import Workflow
from workflows.models.definitions import Definition

_LISTS = {
    "stages": "label",
    "transitions": "label",
    "deadlines": "label",
    "mails": "subject",
    "steps": "title",
}


def preview_context(model: type[Definition], spec: Any) -> dict[str, Any]:
    """Return the drawing or the questions, and what is left to do."""
    named = {**spec, "key": spec.get("key") or "new"}
    title = said(spec.get("title") or {})
    if issubclass(model, Workflow):
        problems = problems_of_workflow(named, at=timezone.now())
        shown: dict[str, Any] = {"drawing": drawing_of(spec)}
    else:
        problems = problems_of_form(named)
        shown = {"steps": [_step(one) for one in spec.get("steps", ())]}
    return {
        "title": title,
        "problems": list(dict.fromkeys(_placed(one, spec) for one in problems)),
        **shown,
    }


def _step(step: Any) -> dict[str, Any]:
    return {
        "title": said(step.get("title") or {}),
        "fields": [
            {
                "label": said(field.get("label") or {}),
                "type": FIELD_TYPES.get(field.get("type", ""), ""),
                "optional": not field.get("required", True),
            }
            for field in step.get("fields", ())
        ],
    }


def _placed(problem: Problem, spec: Any) -> tuple[str, str]:
    """Return the name of the part that the problem is in, and the sentence."""
    steps = problem.path.split("/")[1:]
    if not steps:
        return "", in_words(problem)
    names = {
        "title": _("Name"),
        "start": _("A new case begins in"),
        "stages": _("Stages"),
        "transitions": _("Transitions"),
        "deadlines": _("Deadlines"),
        "mails": _("Mails to the submitter"),
        "steps": _("Pages"),
        "on_start": _("What follows when something arrives"),
    }
    where = names.get(steps[0], steps[0])
    label = _LISTS.get(steps[0])
    if label and len(steps) > 1 and steps[1].isdecimal():
        part = spec[steps[0]][int(steps[1])]
        where = f"{where}: {said(part.get(label) or {}) or int(steps[1]) + 1}"
    if problem.code == "missing_translation":
        return where, f"{in_words(problem)} ({steps[-1]})"
    return where, in_words(problem)
