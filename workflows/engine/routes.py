"""Which steps and fields of a form matter, recomputed from the answers each time."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from workflows.engine.conditions import evaluate
from workflows.engine.form_spec import FieldSpec, FormSpec, Step


def relevant_steps(
    form: FormSpec, answers: Mapping[str, Any], *, today: date
) -> tuple[Step, ...]:
    """
    Return the steps that the resident has to see, in the order of the form.

    Whether a step is shown depends only on answers of the shown fields of earlier
    shown steps: what was once answered on a step now hidden counts for nothing.
    """
    return tuple(step for step, _ in _walk(form, answers, today))


def relevant_fields(
    step: Step, answers: Mapping[str, Any], *, today: date
) -> tuple[FieldSpec, ...]:
    """
    Return the fields of the step that are shown.

    :param answers: those that count, as `relevant_answers` returns them
    """
    return tuple(
        field
        for field in step.fields
        if evaluate(field.visible_when, answers, today=today)
    )


def relevant_answers(
    form: FormSpec, answers: Mapping[str, Any], *, today: date
) -> dict[str, Any]:
    """Return the answers of shown fields, in the order of the form."""
    return {
        field.key: answers[field.key]
        for _, fields in _walk(form, answers, today)
        for field in fields
        if field.key in answers
    }


def first_open(
    form: FormSpec, answers: Mapping[str, Any], done: Collection[str], *, today: date
) -> Step | None:
    """
    Return the first shown step that is not done, or None when all are.

    A step that was done is open again when a change on an earlier one has brought
    up a required question on it that has no answer. Files are not looked at, since
    they are kept beside the answers.

    :param done: keys of the steps that were valid when last posted
    """
    return next(
        (
            step
            for step, fields in _walk(form, answers, today)
            if step.key not in done or any(_lacks(answers, field) for field in fields)
        ),
        None,
    )


def _walk(
    form: FormSpec, answers: Mapping[str, Any], today: date
) -> Iterator[tuple[Step, tuple[FieldSpec, ...]]]:
    known: dict[str, Any] = {}
    for step in form.steps:
        if not evaluate(step.visible_when, known, today=today):
            continue
        fields = relevant_fields(step, known, today=today)
        yield step, fields
        known |= {one.key: answers[one.key] for one in fields if one.key in answers}


def _lacks(answers: Mapping[str, Any], field: FieldSpec) -> bool:
    if not field.required or field.type == "files":
        return False
    answer = answers.get(field.key)
    return answer is None or answer is False or answer in ("", [])
