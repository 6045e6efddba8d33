"""Answers of every type can be filled in again as they were kept."""

import pytest

from workflows.engine.form_spec import FieldSpec, Option
from workflows.forms.fields import TYPES, field_type
from workflows.forms.steps import StepForm, as_posted

#: of every type an answer as it is kept
KEPT = {
    "text": "penkki",
    "long_text": "kaksi\nriviä",
    "email": "a@example.org",
    "phone": "040 123 4567",
    "number": 7,
    "date": "2026-03-10",
    "choice": "b",
    "choices": ["a", "b"],
    "confirm": True,
    "files": [],
    "case": "OSA-2026-1",
}


@pytest.mark.parametrize("name", list(TYPES))
def test_every_type_of_answer_can_be_filled_in_again(name, make_spec):
    spec = make_spec(name)
    typed = {spec.key: field_type(spec).typed(KEPT[name])}

    form = StepForm(as_posted(typed, "s"), prefix="s", specs=[spec], language="fi")

    assert form.is_valid(), form.errors
    assert form.answers() == {spec.key: KEPT[name]}


@pytest.fixture
def make_spec():
    words = {"fi": "x", "sv": "x", "en": "x"}
    options = tuple(Option(value=one, label=words) for one in "ab")

    def make(name: str) -> FieldSpec:
        chosen = options if name.startswith("choice") else ()
        return FieldSpec(
            key="q", type=name, label=words, options=chosen, required=False
        )

    return make
