import pytest

from workflows.engine.checks import form_problems
from workflows.engine.codec import read_form


def problems_of(form_json):
    return {(one.path, one.code) for one in form_problems(read_form(form_json))}


def field(form_json, step, index):
    return form_json["steps"][step]["fields"][index]


def test_a_sound_form_has_no_problems(form_json):
    assert problems_of(form_json) == set()


def test_two_steps_may_not_share_a_key(form_json):
    form_json["steps"][1]["key"] = "idea"

    assert problems_of(form_json) == {("/steps/1/key", "duplicate_key")}


def test_two_fields_of_a_form_may_not_share_a_key_even_on_different_steps(form_json):
    field(form_json, 2, 0)["key"] = "headline"

    assert problems_of(form_json) == {("/steps/2/fields/0/key", "duplicate_key")}


def test_no_step_may_be_called_check(form_json):
    form_json["steps"][1]["key"] = "check"

    assert problems_of(form_json) == {("/steps/1/key", "reserved_key")}


@pytest.mark.parametrize("name", ["subject", "email"])
def test_subject_and_email_name_fields_of_the_form(form_json, name):
    form_json[name] = "nobody"

    assert problems_of(form_json) == {(f"/{name}", "unknown_field")}


@pytest.mark.parametrize(("name", "key"), [("subject", "day"), ("email", "name")])
def test_subject_and_email_are_of_the_right_type(form_json, name, key):
    form_json[name] = key

    assert problems_of(form_json) == {(f"/{name}", "wrong_type")}


@pytest.mark.parametrize("name", ["subject", "email"])
def test_a_form_may_do_without_a_subject_and_an_address(form_json, name):
    form_json[name] = ""

    assert problems_of(form_json) == set()


def test_a_choice_needs_options_and_a_text_has_none(form_json):
    options = field(form_json, 0, 1).pop("options")
    field(form_json, 0, 0)["options"] = options

    assert problems_of(form_json) == {
        ("/steps/0/fields/1/options", "missing_options"),
        ("/steps/0/fields/0/options", "needless_options"),
    }


def test_two_options_may_not_share_a_value(form_json):
    options = field(form_json, 0, 1)["options"]
    options.append({**options[0]})

    assert problems_of(form_json) == {
        ("/steps/0/fields/1/options/2/value", "duplicate_option")
    }


@pytest.mark.parametrize(
    "path",
    [
        ("title",),
        ("steps", 0, "title"),
        ("steps", 0, "fields", 0, "label"),
        ("steps", 0, "fields", 1, "options", 0, "label"),
    ],
)
def test_a_shown_text_exists_in_every_required_language(form_json, path):
    text = form_json
    for step in path:
        text = text[step]
    del text["sv"]
    text["en"] = " "
    pointer = "".join(f"/{step}" for step in path)

    assert problems_of(form_json) == {
        (f"{pointer}/sv", "missing_translation"),
        (f"{pointer}/en", "missing_translation"),
    }


def test_a_text_that_may_be_left_out_is_left_out_in_all_languages_or_none(form_json):
    form_json["declaration"] = {"fi": ""}
    form_json["what_next"] = {"fi": "Luemme ideasi."}
    form_json["steps"][0]["intro"] = {"sv": "Berätta.", "en": "Tell us."}

    assert problems_of(form_json) == {
        ("/what_next/sv", "missing_translation"),
        ("/what_next/en", "missing_translation"),
        ("/steps/0/intro/fi", "missing_translation"),
    }


@pytest.mark.parametrize("asked", ["place", "name", "nothing"])
def test_a_condition_may_ask_only_for_answers_of_earlier_steps(form_json, asked):
    form_json["steps"][1]["visible_when"] = {"==": [{"var": asked}, "x"]}

    assert problems_of(form_json) == {("/steps/1/visible_when", "bad_condition")}


def test_a_field_may_not_depend_on_another_one_of_its_own_step(form_json):
    field(form_json, 0, 3)["visible_when"] = {"==": [{"var": "concerns"}, "place"]}

    assert problems_of(form_json) == {
        ("/steps/0/fields/3/visible_when", "bad_condition")
    }


def test_a_condition_may_not_ask_for_files(form_json):
    field(form_json, 2, 0)["visible_when"] = {"!": [{"var": "photos"}]}

    assert problems_of(form_json) == {
        ("/steps/2/fields/0/visible_when", "bad_condition")
    }


def test_an_operator_must_suit_the_type_of_the_field(form_json):
    form_json["steps"][1]["visible_when"] = {"<": [{"var": "headline"}, 5]}

    assert ("/steps/1/visible_when", "bad_condition") in problems_of(form_json)


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [{"var": "concerns"}, "plaec"]},
        {"!": [{"in": [{"var": "concerns"}, ["place", "plaec"]]}]},
        {"in": ["plaec", {"var": "topics"}]},
    ],
)
def test_a_choice_is_compared_only_with_its_options(form_json, rule):
    form_json["steps"][1]["visible_when"] = rule

    assert problems_of(form_json) == {("/steps/1/visible_when", "bad_condition")}


def test_a_length_that_no_answer_can_have_is_refused(form_json):
    field(form_json, 0, 0)["min_length"] = 101

    assert problems_of(form_json) == {
        ("/steps/0/fields/0/min_length", "impossible_length")
    }


def test_only_files_have_endings_and_sizes(form_json):
    field(form_json, 1, 1).update(accept=["pdf"], max_bytes=1000)
    field(form_json, 0, 0).update(accept=["pdf"], max_bytes=1000)

    assert problems_of(form_json) == {
        ("/steps/0/fields/0/accept", "only_for_files"),
        ("/steps/0/fields/0/max_bytes", "only_for_files"),
    }
