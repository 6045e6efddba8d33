"""What a definition must fulfil to be published."""

from collections.abc import Iterator, Mapping

from workflows.engine.away_checks import away_problems
from workflows.engine.branch_checks import branch_problems
from workflows.engine.codec import Problem
from workflows.engine.deadline_checks import deadline_problems
from workflows.engine.field_checks import (
    bad_condition,
    duplicates,
    field_problems,
    untranslated,
)
from workflows.engine.form_spec import FieldSpec, FormSpec, Step
from workflows.engine.mail_checks import mail_problems
from workflows.engine.stage_checks import stage_problems
from workflows.engine.transition_checks import transition_problems
from workflows.engine.workflow_spec import WorkflowSpec

#: step keys that mean pages of our own in the address of a draft
RESERVED_STEPS = frozenset({"check"})

#: types whose answer is a line of text
_SUBJECT_TYPES = ("text", "long_text")


def form_problems(form: FormSpec) -> list[Problem]:
    """Return everything that keeps the form from being published."""
    return [*_form_problems(form)]


def workflow_problems(
    workflow: WorkflowSpec,
    *,
    effect_kinds: frozenset[str],
    roles: frozenset[str],
    rules: frozenset[str] = frozenset(),
    answers: Mapping[str, str] | None = None,
) -> list[Problem]:
    """
    Return everything that keeps the workflow from being published.

    :param effect_kinds: names of the effects that somebody can do
    :param roles: keys of the roles that there are
    :param rules: keys of the shared deadline rules that are in force
    :param answers: types by key of what the workflow's forms ask, as far as forms are
        known; a guard may then ask for nothing else
    """
    return [
        *untranslated("/title", workflow.title),
        *stage_problems(workflow, roles=roles),
        *branch_problems(workflow, roles=roles),
        *transition_problems(
            workflow, effect_kinds=effect_kinds, roles=roles, answers=answers
        ),
        *deadline_problems(workflow, rules=rules),
        *away_problems(workflow),
        *mail_problems(workflow),
    ]


# --- forms -------------------------------------------------------------------------


def _form_problems(form: FormSpec) -> Iterator[Problem]:
    yield from untranslated("/title", form.title)
    yield from untranslated("/declaration", form.declaration, required=False)
    yield from untranslated("/what_next", form.what_next, required=False)
    yield from _named_field_problems(form)
    yield from duplicates("/steps", (step.key for step in form.steps))
    yield from _duplicate_fields(form)
    known: dict[str, FieldSpec] = {}
    for index, step in enumerate(form.steps):
        yield from _step_problems(f"/steps/{index}", step, known)
        # Files are kept beside the answers, so no condition can ask for them.
        known |= {one.key: one for one in step.fields if one.type != "files"}


def _named_field_problems(form: FormSpec) -> Iterator[Problem]:
    types = {field.key: field.type for field in form.fields()}
    for name, key, wanted in (
        ("subject", form.subject, _SUBJECT_TYPES),
        ("email", form.email, ("email",)),
    ):
        if not key:
            continue
        if key not in types:
            yield Problem(f"/{name}", "unknown_field", f'There is no field "{key}".')
        elif types[key] not in wanted:
            yield Problem(
                f"/{name}", "wrong_type", f'The field "{key}" is of another type.'
            )


def _duplicate_fields(form: FormSpec) -> Iterator[Problem]:
    seen = set()
    for number, step in enumerate(form.steps):
        for index, field in enumerate(step.fields):
            if field.key in seen:
                yield Problem(
                    f"/steps/{number}/fields/{index}/key",
                    "duplicate_key",
                    f'"{field.key}" is used twice.',
                )
            seen.add(field.key)


def _step_problems(
    path: str, step: Step, known: Mapping[str, FieldSpec]
) -> Iterator[Problem]:
    if step.key in RESERVED_STEPS:
        yield Problem(f"{path}/key", "reserved_key", f'"{step.key}" is a page of ours.')
    yield from untranslated(f"{path}/title", step.title)
    yield from untranslated(f"{path}/intro", step.intro, required=False)
    yield from bad_condition(f"{path}/visible_when", step.visible_when, known)
    for index, field in enumerate(step.fields):
        at = f"{path}/fields/{index}"
        yield from field_problems(at, field)
        if field.type == "case":
            yield Problem(
                f"{at}/type", "not_in_forms", "Residents know no other cases."
            )
        yield from bad_condition(f"{at}/visible_when", field.visible_when, known)
