import pytest

from workflows.engine.answers import Fault, faults
from workflows.engine.form_spec import FieldSpec, Option

NAME = FieldSpec(key="name", type="text", label={}, max_length=5)
COUNT = FieldSpec(key="count", type="number", label={})
SURE = FieldSpec(key="sure", type="confirm", label={})
NOTE = FieldSpec(key="note", type="long_text", label={}, required=False)
TOPICS = FieldSpec(
    key="topics",
    type="choices",
    label={},
    options=(Option(value="roads", label={}), Option(value="parks", label={})),
)


def test_sound_answers_have_no_faults():
    answers = {"name": "Aino", "count": 0, "sure": True, "topics": ["parks"]}

    assert faults([NAME, COUNT, SURE, NOTE, TOPICS], answers) == {}


@pytest.mark.parametrize("answer", [None, "", [], False])
@pytest.mark.parametrize("spec", [NAME, COUNT, SURE, TOPICS])
def test_a_required_answer_may_not_be_missing_or_empty(spec, answer):
    assert faults([spec], {}) == {spec.key: Fault.MISSING}
    assert faults([spec], {spec.key: answer}) == {spec.key: Fault.MISSING}


def test_an_answer_may_be_as_long_as_allowed_and_no_longer():
    assert faults([NAME], {"name": "Maija"}) == {}
    assert faults([NAME], {"name": "Maijaa"}) == {"name": Fault.TOO_LONG}


@pytest.mark.parametrize("answer", ["air", ["roads", "air"], [["roads"]], [{}], 1])
def test_a_choice_takes_only_its_options(answer):
    assert faults([TOPICS], {"topics": answer}) == {"topics": Fault.NOT_AN_OPTION}


def test_an_answer_to_no_question_is_a_fault():
    assert faults([NOTE], {"extra": 1}) == {"extra": Fault.UNKNOWN}
