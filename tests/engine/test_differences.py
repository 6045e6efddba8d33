"""What changed between answers, and between texts."""

import pytest

from workflows.engine.differences import MAX_WORDS, Change, changed_keys, lines, pieces

SAME, ADDED, REMOVED = Change.SAME, Change.ADDED, Change.REMOVED


def told(found):
    return [(one.change, one.text) for one in found]


def test_a_changed_word_is_shown_among_those_that_stay():
    assert told(pieces("Two benches here", "Three benches here")) == [
        (REMOVED, "Two"),
        (ADDED, "Three"),
        (SAME, " benches here"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("a b", "a b", [(SAME, "a b")]),
        ("", "a b", [(ADDED, "a b")]),
        ("a b", "", [(REMOVED, "a b")]),
        (
            "a\nb",
            "a\n\nb",
            [(SAME, "a"), (REMOVED, "\n"), (ADDED, "\n\n"), (SAME, "b")],
        ),
    ],
)
def test_both_texts_can_be_read_out_of_the_pieces(before, after, expected):
    found = pieces(before, after)

    assert told(found) == expected
    assert "".join(one.text for one in found if one.change != ADDED) == before
    assert "".join(one.text for one in found if one.change != REMOVED) == after


def test_texts_too_long_to_compare_come_whole():
    before, after = "a " * MAX_WORDS, "b " * MAX_WORDS

    assert told(pieces(before, after)) == [(REMOVED, before), (ADDED, after)]


def test_answers_of_many_lines_are_compared_line_by_line():
    assert told(lines("plan.pdf\nmap.png", "map.png\nnew plan.pdf")) == [
        (REMOVED, "plan.pdf"),
        (SAME, "map.png"),
        (ADDED, "new plan.pdf"),
    ]


def test_an_answer_given_and_one_taken_away_are_changes():
    before = {"kept": "x", "changed": "a", "gone": "y", "empty": ""}
    after = {"kept": "x", "changed": "b", "new": ["z"], "empty": None}

    assert changed_keys(before, after) == ["changed", "gone", "new"]


def test_a_file_carried_over_is_no_change():
    before = {"files": [{"id": "1", "name": "a.pdf", "sha256": "f"}]}
    after = {"files": [{"id": "2", "name": "a.pdf", "sha256": "f"}]}
    other = {"files": [{"id": "2", "name": "a.pdf", "sha256": "e"}]}

    assert changed_keys(before, after) == []
    assert changed_keys(before, other) == ["files"]
