"""Types of question: what is asked, kept and shown."""

import json
from datetime import date

from django.test import override_settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.engine.form_spec import FIELD_TYPES, FieldSpec, Option
from workflows.forms.fields import field_type
from workflows.forms.identity_codes import holds_identity_code
from workflows.forms.steps import StepForm, as_initial, as_posted

settings.register_profile("resident", derandomize=True, deadline=None, database=None)

VALUES = ("one", "two", "three")


def spec(kind: str, **more) -> FieldSpec:
    label = {"fi": f"{kind} suomeksi", "en": kind}
    options = tuple(
        Option(value=one, label={"fi": f"{one}-fi", "en": one}) for one in VALUES
    )
    chosen = options if kind in ("choice", "choices") else ()
    return FieldSpec(key="q", type=kind, label=label, options=chosen, **more)


def form(kind: str, *typed: str, **more) -> StepForm:
    return StepForm(
        MultiValueDict({"s-q": list(typed)}),
        prefix="s",
        specs=[spec(kind, **more)],
        language="en",
    )


WRITTEN = {
    "text": st.text(max_size=600),
    "long_text": st.text(max_size=600),
    "email": st.emails(),
    "phone": st.from_regex(r"\+?[0-9 ]{5,20}", fullmatch=True),
    "number": st.integers().map(str),
    "date": st.dates().map(date.isoformat),
    "choice": st.sampled_from((*VALUES, "four")),
    "confirm": st.sampled_from(("on", "")),
}


@settings(settings.get_profile("resident"))
@given(data=st.data(), kind=st.sampled_from(sorted(WRITTEN)))
def test_what_a_type_writes_it_reads_again(data, kind):
    asked = form(kind, data.draw(WRITTEN[kind]), required=False)
    if not asked.is_valid():
        return
    type_ = field_type(spec(kind))
    kept = json.loads(json.dumps(asked.answers()["q"]))

    assert type_.to_json(type_.from_json(kept)) == kept
    assert type_.from_json(kept) == (asked.cleaned_data["q"])
    assert isinstance(type_.display(kept, "fi"), str)


@settings(settings.get_profile("resident"))
@given(chosen=st.lists(st.sampled_from(VALUES), unique=True))
def test_choices_are_kept_in_the_order_of_the_form(chosen):
    asked = form("choices", *chosen, required=False)

    assert asked.is_valid()
    assert asked.answers()["q"] == [one for one in VALUES if one in chosen]


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_a_required_question_without_an_answer_is_refused(kind):
    assert form(kind).errors["q"]


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_an_optional_question_may_be_left_empty(kind):
    asked = form(kind, required=False)

    assert asked.is_valid()
    assert json.dumps(asked.answers())
    assert field_type(spec(kind)).display(asked.answers()["q"], "en") in ("", "No")


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_each_question_is_rendered_with_its_label_in_the_language(kind):
    asked = StepForm(prefix="s", specs=[spec(kind)], language="fi-simple")

    assert asked["q"].label == f"{kind} suomeksi"
    assert "s-q" in str(asked["q"])


def test_inputs_tell_the_browser_what_they_are():
    email = str(form("email", autocomplete="email")["q"])
    phone = str(form("phone", autocomplete="tel")["q"])

    assert 'type="email"' in email
    assert 'autocomplete="email"' in email
    assert 'inputmode="tel"' in phone
    assert 'inputmode="numeric"' in str(form("number")["q"])


def test_no_input_cuts_a_pasted_text():
    assert "maxlength" not in str(form("text", max_length=5)["q"])
    assert form("text", "123456", max_length=5).errors["q"]


def test_a_line_break_counts_as_one_character():
    asked = form("long_text", "a\r\nb", max_length=3)

    assert asked.is_valid()
    assert asked.answers() == {"q": "a\nb"}


def test_a_case_is_asked_for_by_an_example_of_references_as_they_are_here():
    with override_settings(REFERENCE_PREFIX="KJHVA"), override("en"):
        example = form("case").fields["q"].help_text
        own = form("case", hint={"en": "The one that leads."}).fields["q"].help_text

    assert example == "Write the reference, for example KJHVA-2026-17."
    assert own == "The one that leads."


def test_options_tell_their_hints():
    option = Option(value="one", label={"fi": "yksi"}, hint={"fi": "vihje"})
    asked = FieldSpec(key="q", type="choice", label={"fi": "k"}, options=(option,))

    shown = StepForm(prefix="s", specs=[asked], language="fi")["q"]

    assert [one.data["hint"] for one in shown] == ["vihje"]


def test_kept_input_comes_back_as_it_was_posted():
    typed = {"q": ["one", "two"]}

    assert as_posted(typed, "s").getlist("s-q") == ["one", "two"]
    assert as_initial(typed, [spec("choices")]) == {"q": ["one", "two"]}
    assert as_initial({"q": ["x"]}, [spec("text")]) == {"q": "x"}
    assert as_initial({"q": []}, [spec("text")]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "131052-308T",
        "Tunnus on 131052-308t.",
        "131052\u2013308T",  # an en dash, as phones write it
        "010594Y9032",  # a century sign of 2023
        "(131052-308T)",
    ],
)
def test_an_identity_code_is_noticed(text):
    assert holds_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "131052-308U",  # a wrong check character
        "320152-308T",  # no such day
        "1131052-308T",  # a part of a longer number
        "131052 308T",
        "OSA-2026-17",
        "",
    ],
)
def test_what_is_no_identity_code_is_let_be(text):
    assert not holds_identity_code(text)
