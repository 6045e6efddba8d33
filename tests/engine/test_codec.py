import copy

import pytest
from jsonschema import Draft202012Validator

from workflows.engine.calendars import Period, Unit
from workflows.engine.codec import BadDefinition, read_form, read_workflow, schema
from workflows.engine.conditions import OPERATORS
from workflows.engine.form_spec import FIELD_TYPES
from workflows.engine.workflow_spec import Clock, StageKind, Trigger


def problems_of(read, spec):
    with pytest.raises(BadDefinition) as refusal:
        read(spec)
    return {(one.path, one.code) for one in refusal.value.problems}


def test_a_form_is_read_with_everything_it_says(form_json):
    form = read_form(form_json)

    assert (form.key, form.subject, form.email) == ("idea", "headline", "address")
    assert [step.key for step in form.steps] == ["idea", "where", "you"]
    assert form.step("idea").fields[1].options[0].value == "service"
    assert form.step("where").visible_when == {"==": [{"var": "concerns"}, "place"]}
    assert form.step("you").fields[1].personal
    assert form.step("idea").fields[0].max_length == 100
    assert not form.step("idea").fields[3].required


def test_a_workflow_is_read_with_everything_it_says(workflow_json):
    workflow = read_workflow(workflow_json)
    answer = workflow.transition_by_key["answer"]
    deadline = workflow.deadline_by_key["first_answer"]

    assert workflow.stage_by_key["answered"].kind is StageKind.FINAL
    assert workflow.transition_by_key["tell"].trigger is Trigger.SUBMITTER
    assert (answer.sources, answer.target) == (("review",), "answered")
    assert answer.effects[0].params == {"mail": "reply"}
    assert answer.fields[0].key == "reply"
    assert (deadline.clock, deadline.from_arrival) == (Clock.STATUTORY, True)
    assert deadline.period == Period(1, Unit.MONTH)
    assert workflow.on_start[0].kind == "mail"


def test_a_transition_to_null_stays_where_it_is(workflow_json):
    workflow_json["transitions"][0]["to"] = None

    assert read_workflow(workflow_json).transitions[0].target == ""


def test_what_was_read_does_not_change_with_its_source(form_json):
    form = read_form(form_json)

    form_json["title"]["fi"] = "Toinen"

    assert form.title["fi"] == "Idea"


def test_every_problem_of_a_form_is_told_with_its_path(form_json):
    form_json["colour"] = "red"
    del form_json["kind"]
    form_json["title"]["fi"] = 1
    form_json["steps"][0]["fields"][1]["type"] = "colour"
    form_json["steps"][1]["visible_when"] = {"%": [1, 2]}
    form_json["steps"][2]["fields"][0]["a/b~c"] = 1
    form_json["steps"][2]["key"] = "You!"

    assert problems_of(read_form, form_json) == {
        ("/colour", "additionalProperties"),
        ("/kind", "required"),
        ("/title/fi", "type"),
        ("/steps/0/fields/1/type", "enum"),
        ("/steps/1/visible_when", "enum"),
        ("/steps/2/fields/0/a~1b~0c", "additionalProperties"),
        ("/steps/2/key", "pattern"),
    }


def test_every_problem_of_a_workflow_is_told_with_its_path(workflow_json):
    workflow_json["stages"][0]["kind"] = "sideways"
    workflow_json["transitions"][0]["from"] = []
    workflow_json["transitions"][2]["fields"][0]["type"] = "colour"
    workflow_json["deadlines"][0]["period"] = {"amount": 0, "unit": "minute"}
    workflow_json["mails"][0] = {"key": "received"}
    workflow_json["on_start"][0]["params"]["mail"] = 5

    assert problems_of(read_workflow, workflow_json) == {
        ("/stages/0/kind", "enum"),
        ("/transitions/0/from", "minItems"),
        ("/transitions/2/fields/0/type", "enum"),
        ("/deadlines/0/period/amount", "minimum"),
        ("/deadlines/0/period/unit", "enum"),
        ("/mails/0/subject", "required"),
        ("/mails/0/body", "required"),
        ("/on_start/0/params/mail", "type"),
    }


@pytest.mark.parametrize("spec", [None, [], "form", 1, {}])
def test_what_is_no_definition_at_all_is_refused(spec):
    assert problems_of(read_form, spec)
    assert problems_of(read_workflow, spec)


def test_a_form_is_no_workflow_and_a_later_schema_is_not_guessed_at(form_json):
    later = {**form_json, "schema": 2}

    assert ("/kind", "const") in problems_of(read_workflow, form_json)
    assert problems_of(read_form, later) == {("/schema", "const")}


@pytest.mark.parametrize("key", ["Idea", "1st", "", "a b", "idea\n", "a" * 61])
def test_a_key_that_could_not_stand_in_an_address_is_refused(form_json, key):
    form_json["key"] = key

    assert {path for path, _ in problems_of(read_form, form_json)} == {"/key"}


@pytest.mark.parametrize("words", ["nul \0", "half \ud800"])
def test_a_text_that_no_database_takes_is_refused(form_json, words):
    form_json["title"]["fi"] = words

    assert problems_of(read_form, form_json) == {("/title/fi", "unstorable")}


def test_a_number_that_is_not_whole_is_refused(form_json):
    form_json["steps"][1]["visible_when"] = {">": [{"var": "people"}, 1.5]}

    assert problems_of(read_form, form_json) == {
        ("/steps/1/visible_when/>/1", "unstorable")
    }


def test_a_definition_as_deep_as_a_well_is_refused_and_does_not_break_us(form_json):
    rule = {"var": "concerns"}
    for _ in range(3000):
        rule = {"!": [rule]}
    form_json["steps"][1]["visible_when"] = rule

    assert {code for _, code in problems_of(read_form, form_json)} == {"too_deep"}


def test_the_published_schemas_are_schemas_and_know_what_the_engine_knows():
    form = schema("form")

    for name in ("form", "workflow"):
        Draft202012Validator.check_schema(schema(name))
    definitions = form["$defs"]
    assert tuple(definitions["field"]["properties"]["type"]["enum"]) == FIELD_TYPES
    assert set(definitions["rule"]["propertyNames"]["enum"]) == OPERATORS


def test_reading_changes_nothing_in_its_source(workflow_json):
    before = copy.deepcopy(workflow_json)

    read_workflow(workflow_json)

    assert workflow_json == before
