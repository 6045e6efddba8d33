"""The shipped library of deadline rules."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from workflows.engine.calendars import Calendar, Period, Unit
from workflows.engine.codec import schema
from workflows.engine.library import shipped_rules
from workflows.engine.terms import Origin, read_terms, terms_as_json
from workflows.engine.texts import REQUIRED_LANGUAGES
from workflows.engine.workflow_spec import Clock

RULES = {rule.key: rule for rule in shipped_rules()}


def test_the_library_keeps_to_its_schema():
    spec = json.loads((files("workflows.engine") / "rules.json").read_text("utf-8"))
    registry = Registry().with_resources(
        (one["$id"], Resource.from_contents(one))
        for one in (schema("form"), schema("workflow"))
    )
    validator = Draft202012Validator(
        schema("rules"), registry=registry, format_checker=FormatChecker()
    )

    assert [error.message for error in validator.iter_errors(spec)] == []


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.key)
def test_a_rule_is_told_in_every_language(rule):
    for text in (rule.title, rule.trigger, rule.terms.basis):
        assert set(text) == set(REQUIRED_LANGUAGES)
        assert all(text.values())


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.key)
def test_a_period_of_the_law_neither_pauses_nor_counts_working_days(rule):
    terms = rule.terms

    if terms.clock is Clock.STATUTORY:
        assert not terms.pauses
        assert terms.period.unit is not Unit.WORKING_DAY


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.key)
def test_terms_that_were_kept_are_read_as_they_were(rule):
    assert read_terms(json.loads(json.dumps(terms_as_json(rule.terms)))) == rule.terms
    assert rule.terms.origin is Origin.SHIPPED


@pytest.mark.parametrize(
    ("key", "clock", "calendar", "period", "extended"),
    [
        ("registration", "service", "fi", (1, "working_day"), None),
        ("initiative_notice", "statutory", "fi", (1, "month"), None),
        ("initiative_answer", "service", "fi", (6, "month"), None),
        ("progress_query", "service", "fi", (5, "working_day"), None),
        ("hearing_reply", "statutory", "fi", (14, "day"), (28, "day")),
        ("transfer", "service", "fi", (2, "working_day"), None),
        ("completion", "statutory", "fi", (14, "day"), (28, "day")),
        ("complaint_answer", "statutory", "fi", (1, "month"), (2, "month")),
        ("information_request", "statutory", "fi", (2, "week"), (1, "month")),
        ("data_subject_request", "statutory", "eu", (1, "month"), (3, "month")),
        ("accessibility_feedback", "statutory", "fi", (14, "day"), None),
        ("electronic_notice", "statutory", "none", (3, "day"), None),
        ("letter_notice", "statutory", "none", (7, "day"), None),
        ("comment_moderation", "service", "fi", (1, "working_day"), None),
        ("unpublished_reminder", "service", "none", (14, "day"), None),
        ("municipal_initiative_two_percent", "statutory", "fi", (6, "month"), None),
        ("rectification_request", "statutory", "fi", (14, "day"), None),
        ("data_breach", "statutory", "none", (72, "hour"), None),
        ("feedback_answer", "service", "fi", (5, "working_day"), None),
    ],
)
def test_the_library_says_what_the_law_says(key, clock, calendar, period, extended):
    terms = RULES[key].terms

    assert (terms.clock, terms.calendar) == (Clock(clock), Calendar(calendar))
    assert terms.period == Period(period[0], Unit(period[1]))
    assert terms.extended == (extended and Period(extended[0], Unit(extended[1])))


def test_every_shipped_rule_is_checked_above():
    assert len(RULES) == 19


def test_only_the_repealed_rule_has_an_end():
    ended = [key for key, rule in RULES.items() if rule.valid_to]

    assert ended == ["municipal_initiative_two_percent"]
