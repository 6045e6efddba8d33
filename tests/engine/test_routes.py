from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.codec import read_form
from workflows.engine.form_spec import FieldSpec, FormSpec, Step
from workflows.engine.routes import (
    first_open,
    relevant_answers,
    relevant_fields,
    relevant_steps,
)

TODAY = date(2026, 3, 20)
BASICS = {"headline": "A bench", "concerns": "service", "wants_answer": "no"}


@pytest.fixture
def form(form_json):
    return read_form(form_json)


def keys(parts):
    return [one.key for one in parts]


def test_a_step_whose_condition_is_false_is_not_on_the_way(form):
    place = {**BASICS, "concerns": "place"}

    assert keys(relevant_steps(form, BASICS, today=TODAY)) == ["idea", "you"]
    assert keys(relevant_steps(form, place, today=TODAY)) == ["idea", "where", "you"]


def test_a_field_whose_condition_is_false_is_not_shown(form):
    you = form.step("you")
    wanting = {**BASICS, "wants_answer": "yes"}

    assert keys(relevant_fields(you, BASICS, today=TODAY)) == ["name"]
    assert keys(relevant_fields(you, wanting, today=TODAY)) == ["name", "address"]


def test_answers_of_hidden_steps_and_fields_and_strangers_are_dropped(form):
    answers = {**BASICS, "place": "Park", "address": "a@example.org", "extra": 1}

    assert relevant_answers(form, answers, today=TODAY) == BASICS


def test_the_first_open_step_is_the_first_one_not_done(form):
    answers = {**BASICS, "name": "Aino"}

    assert first_open(form, {}, [], today=TODAY).key == "idea"
    assert first_open(form, BASICS, ["idea"], today=TODAY).key == "you"
    assert first_open(form, BASICS, ["you"], today=TODAY).key == "idea"
    assert first_open(form, answers, ["idea", "you"], today=TODAY) is None


def test_a_hidden_step_that_was_never_done_does_not_hold_anybody_up(form):
    answers = {**BASICS, "name": "Aino"}

    assert first_open(form, answers, ["idea", "you"], today=TODAY) is None


def test_a_done_step_opens_again_when_a_change_brings_up_a_required_question(form):
    answers = {**BASICS, "name": "Aino", "wants_answer": "yes"}

    assert first_open(form, answers, ["idea", "you"], today=TODAY).key == "you"


def test_none_is_an_answer_to_how_many(form_json):
    form_json["steps"][2]["fields"][0]["type"] = "number"
    form = read_form(form_json)
    answers = {**BASICS, "name": 0}

    assert first_open(form, answers, ["idea", "you"], today=TODAY) is None


def test_files_are_kept_elsewhere_and_do_not_open_a_done_step(form):
    answers = {**BASICS, "concerns": "place", "place": "Park", "name": "Aino"}

    assert first_open(form, answers, ["idea", "where", "you"], today=TODAY) is None


def test_a_chain_of_conditions_falls_with_its_first_link():
    first = FieldSpec(key="first", type="text", label={})
    second = FieldSpec(key="second", type="text", label={})
    third = FieldSpec(key="third", type="text", label={})
    form = FormSpec(
        key="chain",
        title={},
        subject="first",
        steps=(
            Step(key="one", title={}, fields=(first,)),
            Step(key="two", title={}, fields=(second,), visible_when=said("first")),
            Step(key="three", title={}, fields=(third,), visible_when=said("second")),
        ),
    )
    answers = {"first": "no", "second": "yes", "third": "typed once"}

    assert keys(relevant_steps(form, answers, today=TODAY)) == ["one"]


def said(key):
    return {"==": [{"var": key}, "yes"]}


@st.composite
def forms(draw):
    """Draw forms of one to six steps whose conditions look at any earlier field."""
    steps = []
    earlier = []
    for number in range(draw(st.integers(1, 6))):
        count = draw(st.integers(1, 3))
        names = [f"f{number}_{index}" for index in range(count)]
        rules = st.none() if not earlier else st.none() | st.sampled_from(earlier)
        fields = tuple(
            FieldSpec(
                key=name,
                type="text",
                label={},
                required=draw(st.booleans()),
                visible_when=rule_of(draw(rules)),
            )
            for name in names
        )
        shown = rule_of(draw(rules))
        steps.append(
            Step(key=f"s{number}", title={}, fields=fields, visible_when=shown)
        )
        earlier += names
    return FormSpec(key="any", title={}, subject="f0_0", steps=tuple(steps))


def rule_of(key):
    return None if key is None else said(key)


answers_of_any = st.dictionaries(
    st.builds("f{}_{}".format, st.integers(0, 5), st.integers(0, 2)),
    st.sampled_from(["yes", "no", ""]),
)


@given(forms(), answers_of_any)
def test_filling_in_the_first_open_step_always_comes_to_an_end(form, typed):
    answers, done = {}, set()

    for _ in range(len(form.steps) + 1):
        step = first_open(form, answers, done, today=TODAY)
        if step is None:
            break
        shown = relevant_fields(
            step, relevant_answers(form, answers, today=TODAY), today=TODAY
        )
        answers |= {one.key: typed.get(one.key) or "no" for one in shown}
        done.add(step.key)

    assert first_open(form, answers, done, today=TODAY) is None


@given(forms(), answers_of_any)
def test_what_is_hidden_never_blocks_and_never_counts(form, typed):
    counted = relevant_answers(form, typed, today=TODAY)
    steps = relevant_steps(form, typed, today=TODAY)

    assert relevant_answers(form, counted, today=TODAY) == counted
    assert relevant_steps(form, counted, today=TODAY) == steps
    opened = first_open(form, typed, (), today=TODAY)
    assert opened in steps
    assert all(
        form.steps.index(left) < form.steps.index(right)
        for left, right in pairwise(steps)
    )
