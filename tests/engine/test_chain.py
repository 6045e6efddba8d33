from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.chain import NO_HASH, Link, event_hash, first_break

facts = st.fixed_dictionaries(
    {
        "case": st.uuids().map(str),
        "seq": st.integers(1, 99),
        "transition": st.text(max_size=8),
        "data": st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    }
)
histories = st.lists(facts, min_size=1, max_size=6)


def chain(history):
    links, head = [], NO_HASH
    for one in history:
        links.append(Link(facts=one, prev_hash=head, hash=event_hash(head, one)))
        head = links[-1].hash
    return links


def test_the_hash_of_known_facts_never_changes():
    known = {"case": "b7", "seq": 1, "at": "2026-03-20T10:00:00+00:00", "data": {}}

    assert event_hash(NO_HASH, known) == (
        "8f93860c305e302f4763bc59790ecb00c4130ad47fd4e73b7f90c8719f6f8111"
    )


def test_facts_may_not_claim_the_key_of_the_chain():
    with pytest.raises(ValueError, match="prev"):
        event_hash(NO_HASH, {"prev": "x"})


def test_an_empty_history_holds():
    assert first_break(iter([])) is None


@given(histories)
def test_an_untouched_history_holds(history):
    assert first_break(iter(chain(history))) is None


@given(histories, st.data())
def test_a_changed_fact_breaks_its_event(history, data):
    links = chain(history)
    position = data.draw(st.integers(0, len(links) - 1))
    was = links[position]
    key = data.draw(st.sampled_from(sorted(was.facts)))
    changed = {**was.facts, key: data.draw(facts.map(lambda one: one[key]))}
    links[position] = replace(was, facts=changed)

    assert first_break(links) == (None if changed == was.facts else position)


@given(histories, facts, st.data())
def test_a_fact_changed_with_its_hash_breaks_the_next_event(history, other, data):
    links = chain([*history, other])
    position = data.draw(st.integers(0, len(history) - 1))
    was = links[position]
    changed = {**was.facts, "seq": 100}
    links[position] = replace(
        was, facts=changed, hash=event_hash(was.prev_hash, changed)
    )

    assert first_break(links) == position + 1


@given(st.lists(facts, min_size=2, max_size=6), st.data())
def test_an_event_taken_out_breaks_the_chain_there(history, data):
    links = chain(history)
    position = data.draw(st.integers(0, len(links) - 2))
    del links[position]

    assert first_break(links) == position


@given(st.lists(facts, min_size=2, max_size=6, unique_by=str), st.data())
def test_two_events_swapped_break_the_chain_there(history, data):
    links = chain(history)
    position = data.draw(st.integers(0, len(links) - 2))
    links[position : position + 2] = links[position : position + 2][::-1]

    assert first_break(links) == position


def test_facts_that_no_event_ever_had_are_a_break_and_no_error():
    links = chain([{"seq": 1}, {"seq": 2}])
    links[1] = replace(links[1], facts={"seq": 2.0})

    assert first_break(links) == 1
