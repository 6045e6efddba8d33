"""The parts of forms and lists, as assistive technology meets them."""

from typing import Any

from django import forms
from django.template.loader import render_to_string


class Questions(forms.Form):
    name = forms.CharField(label="Your name", help_text="As <you> like")
    ground = forms.ChoiceField(
        label="Ground", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect
    )
    more = forms.CharField(label="More", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="I agree")


def field_html(name: str, data: dict[str, Any] | None = None) -> str:
    return render_to_string("components/field.html", {"field": Questions(data)[name]})


def test_a_hint_and_an_error_describe_their_control() -> None:
    html = field_html("name", {})

    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_hint_is_text_and_no_markup() -> None:
    assert "&lt;you&gt;" in field_html("name")


def test_a_group_of_options_has_a_legend() -> None:
    html = field_html("ground", {})

    assert "<legend" in html
    assert 'aria-describedby="id_ground_error"' in html
    assert html.count('type="radio"') == 2
    assert 'for="id_ground_1"' in html


def test_only_what_may_be_left_empty_says_so() -> None:
    assert "field__optional" in field_html("more")
    assert "field__optional" not in field_html("name")


def test_a_single_checkbox_has_its_label_beside_it() -> None:
    html = field_html("agreed")

    assert html.index('type="checkbox"') < html.index("I agree")


def test_the_summary_links_to_the_first_control_of_each_question() -> None:
    html = render_to_string("components/error_summary.html", {"form": Questions({})})

    assert 'role="alert"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_ground_0"' in html
    assert 'href="#id_more"' not in html


def test_without_errors_there_is_no_summary() -> None:
    form = Questions({"name": "x", "ground": "a", "agreed": "on"})

    html = render_to_string("components/error_summary.html", {"form": form})

    assert not html.strip()


def test_a_summary_row_says_what_its_link_changes() -> None:
    rows = [
        {"label": "Theme", "value": ["One", "Two"], "change_url": "/change"},
        {"label": "More", "value": "", "change_url": ""},
    ]

    html = render_to_string("components/summary_list.html", {"rows": rows})

    assert html.count("<li>") == 2
    assert ": Theme</span></a>" in html
    assert html.count("<a ") == 1
