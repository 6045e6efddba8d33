from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.conditions import MAX_DEPTH, OPERATORS, evaluate, variables

TODAY = date(2026, 3, 20)
FACTS = {
    "kind": "place",
    "people": 12,
    "day": "2026-03-20",
    "topics": ["roads", "parks"],
    "visits": [3, 7],
    "sure": True,
    "empty": "",
    "none": None,
    "zero": 0,
}


def var(key):
    return {"var": key}


def holds(rule):
    return evaluate(rule, FACTS, today=TODAY)


@pytest.mark.parametrize(
    "rule",
    [
        None,
        {"==": [var("kind"), "place"]},
        {"!=": [var("kind"), "service"]},
        {"==": [var("people"), 12]},
        {"<": [var("people"), 13]},
        {"<=": [var("people"), 12]},
        {">": [var("people"), 11]},
        {">=": [var("people"), 12]},
        {"==": [var("zero"), 0]},
        {"==": [var("sure"), True]},
        {"==": [var("day"), {"today": []}]},
        {"<": [var("day"), "2026-03-21"]},
        {"<=": [{"+days": [var("day"), 14]}, "2026-04-03"]},
        {">": [{"+days": [{"today": []}, 1]}, var("day")]},
        {"in": [var("kind"), ["service", "place"]]},
        {"in": ["roads", var("topics")]},
        {"and": [var("sure"), {"==": [1, 1]}]},
        {"or": [{"==": [1, 2]}, var("sure")]},
        {"!": [var("absent")]},
        {"!": var("empty")},
        {"all": [var("visits"), {">": [var(""), 2]}]},
        {"some": [var("visits"), {">": [var(""), 5]}]},
        {"some": [var("topics"), {"==": [var(""), "parks"]}]},
        {"==": [{"count": [var("topics")]}, 2]},
        {"some": [var("visits"), {"<": [var(""), var("people")]}]},
    ],
)
def test_a_condition_that_holds(rule):
    assert holds(rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"==": [var("kind"), "service"]},
        {"in": [var("kind"), ["service"]]},
        {"and": [var("sure"), {"==": [1, 2]}]},
        {"or": [{"==": [1, 2]}, var("empty")]},
        {"!": [var("sure")]},
        {"all": [var("visits"), {">": [var(""), 5]}]},
        {"some": [var("visits"), {">": [var(""), 9]}]},
        {"all": [[], {"==": [1, 1]}]},
        {">": [{"count": [var("topics")]}, 2]},
        {"<": [var("day"), {"today": []}]},
    ],
)
def test_a_condition_that_does_not_hold(rule):
    assert not holds(rule)


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("missing", ["absent", "none"])
@pytest.mark.parametrize("other", [5, "place", "2026-03-20", True, None])
def test_a_comparison_with_a_missing_value_is_false(operator, missing, other):
    assert not holds({operator: [var(missing), other]})
    assert not holds({operator: [other, var(missing)]})


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(
    ("left", "right"), [(1, "1"), (1, True), ("2026-03-20", 5), (["a"], ["a"])]
)
def test_values_of_different_kinds_and_lists_do_not_compare(operator, left, right):
    assert not holds({operator: [left, right]})


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
def test_texts_have_no_order(operator):
    assert not holds({operator: ["apple", "pear"]})


def test_a_day_that_does_not_exist_is_no_date():
    assert not holds({"<": ["2026-02-30", "2026-03-20"]})
    assert not holds({"<": [{"+days": ["2026-02-30", 1]}, "2026-12-31"]})
    assert not holds({">": [{"+days": ["9999-12-31", 1]}, "2026-01-01"]})


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"%": [4, 2]},
        {"==": [1]},
        {"==": 1},
        {"all": [var("topics")]},
        {"some": "x"},
        {"var": [{"var": "kind"}]},
        {"in": ["r", "roads"]},
        {"==": [1, 1], "!=": [1, 2]},
    ],
)
def test_a_malformed_condition_is_false_and_no_error(rule):
    assert not holds(rule)


def test_a_condition_that_is_too_deep_is_cut_off():
    rule = {"==": [1, 1]}
    for _ in range(MAX_DEPTH):
        rule = {"and": [rule]}

    assert not holds(rule)


def test_variables_are_those_asked_for_and_not_the_item():
    rule = {
        "or": [
            {"some": [var("topics"), {"==": [var(""), var("kind")]}]},
            {"!": var("sure")},
        ]
    }

    assert variables(rule) == {"topics", "kind", "sure"}
    assert variables(None) == frozenset()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(OPERATORS)), inner, max_size=2)
    ),
    max_leaves=15,
)


@given(
    st.dictionaries(st.sampled_from(sorted(OPERATORS)), json_values, max_size=1),
    st.dictionaries(st.text(max_size=3), json_values, max_size=3),
)
def test_nothing_makes_an_evaluation_fail(rule, facts):
    assert evaluate(rule, facts, today=TODAY) in (True, False)
    assert isinstance(variables(rule), frozenset)
