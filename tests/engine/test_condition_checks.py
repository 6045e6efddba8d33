import pytest

from workflows.engine.condition_checks import ANY_TYPE, problems
from workflows.engine.conditions import MAX_DEPTH, MAX_PARTS

KNOWN = {
    "name": "text",
    "kind": "choice",
    "people": "number",
    "day": "date",
    "topics": "choices",
    "sure": "confirm",
    "whatever": ANY_TYPE,
}


def var(key):
    return {"var": key}


@pytest.mark.parametrize(
    "rule",
    [
        None,
        var("sure"),
        {"==": [var("kind"), "place"]},
        {"==": [var("name"), "2026-01-01"]},
        {"<": [var("day"), {"+days": [{"today": []}, 14]}]},
        {">=": [var("day"), "2026-01-01"]},
        {">": [{"count": [var("topics")]}, 1]},
        {"in": ["roads", var("topics")]},
        {"in": [var("kind"), ["a", "b"]]},
        {"some": [var("topics"), {"==": [var(""), "roads"]}]},
        {"<": [var("whatever"), 5]},
        {"and": [{"!": [var("sure")]}, {"or": [var("name"), var("people")]}]},
    ],
)
def test_a_sound_condition_has_no_problems(rule):
    assert problems(rule, KNOWN) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"%": [1, 2]}, 'There is no operator "%".'),
        ({"==": [1]}, '"==" takes 2 values.'),
        ({"and": []}, '"and" takes at least one value.'),
        (var("later"), 'Nothing is known here of "later".'),
        (var(""), 'Nothing is known here of "".'),
        ({"<": [var("name"), "pear"]}, '"<" compares only numbers and dates.'),
        ({"<": [var("people"), "2026-01-01"]}, '"<" compares a date with a number.'),
        ({"==": [var("people"), "12"]}, '"==" compares a number with a text.'),
        ({"==": [var("topics"), ["a"]]}, '"==" does not compare lists.'),
        ({"in": [var("kind"), var("name")]}, '"in" needs a list, not a text.'),
        (
            {"in": [var("topics"), ["a"]]},
            '"in" looks for one value, not for a list.',
        ),
        ({"count": [var("name")]}, '"count" needs a list, not a text.'),
        ({"some": [var("name"), var("")]}, '"some" needs a list, not a text.'),
        ({"+days": [var("name"), 1]}, '"+days" needs a date, not a text.'),
        ({"+days": [var("day"), "1"]}, '"+days" needs a number, not a text.'),
        (
            {"==": [var("people"), 1.5]},
            "A value is a text, a whole number, true, false or a list.",
        ),
    ],
)
def test_an_unsound_condition_is_told_by_sentence(rule, sentence):
    assert problems(rule, KNOWN) == [sentence]


def test_every_problem_of_a_condition_is_told():
    rule = {"and": [var("one"), {"!": [var("two")]}, {"%": []}]}

    assert len(problems(rule, KNOWN)) == 3


def test_the_deepest_and_the_largest_condition_allowed():
    deepest, too_deep = {"var": "sure"}, {"var": "sure"}
    for _ in range(MAX_DEPTH - 1):
        deepest = {"!": [deepest]}
    for _ in range(MAX_DEPTH):
        too_deep = {"!": [too_deep]}
    too_large = {"in": [var("kind"), ["a"] * MAX_PARTS]}

    assert problems(deepest, KNOWN) == []
    assert "deep" in problems(too_deep, KNOWN)[0]
    assert "parts" in problems(too_large, KNOWN)[0]
