"""The yearly list: what is on it, in which part, and what never is."""

import json
from datetime import datetime, timedelta

from django.utils.translation import override

import pytest

from cms.accounts.models import User
from participation.models import Channel, Outcome
from participation.reports.kinds.kind import NoSuchSubject
from participation.reports.kinds.yearly_list import YearlyListReport, name_of
from participation.reports.yearly import State, YearlyList, entries_of
from tests.cases import ANSWERS, act, make_case
from workflows.models import Role, Unit


def states(year: int) -> dict[str, State]:
    return {
        one.reference: one.state for one in entries_of(YearlyList(year), language="fi")
    }


def test_an_initiative_is_where_the_year_left_it(
    channel: Channel, registrar: User, at: datetime
) -> None:
    old = make_case(channel, at=at - timedelta(days=150))
    new = make_case(channel, at=at)
    closed = make_case(channel, at=at - timedelta(days=150))
    act(closed, "take", registrar, at=at)
    act(closed, "withdraw", None, at=at)

    assert states(2025) == {old.reference: State.OPEN, closed.reference: State.OPEN}
    assert states(2026) == {
        old.reference: State.OPEN_BEFORE,
        new.reference: State.OPEN,
        closed.reference: State.CLOSED,
    }
    assert states(2027) == {
        old.reference: State.OPEN_BEFORE,
        new.reference: State.OPEN_BEFORE,
    }


def test_the_year_begins_at_midnight_in_finland(channel: Channel) -> None:
    before = make_case(channel, at=datetime.fromisoformat("2025-12-31T21:59:59Z"))
    after = make_case(channel, at=datetime.fromisoformat("2025-12-31T22:00:00Z"))

    assert states(2025) == {before.reference: State.OPEN}
    assert states(2026) == {
        before.reference: State.OPEN_BEFORE,
        after.reference: State.OPEN,
    }


def test_the_stage_is_that_of_the_end_of_the_year(
    channel: Channel, registrar: User, at: datetime
) -> None:
    case = make_case(channel, at=at)
    act(case, "take", registrar, at=at + timedelta(days=330))

    (then,) = entries_of(YearlyList(2026), language="en")
    (later,) = entries_of(YearlyList(2027), language="en")

    assert then.stage != later.stage


def test_nothing_that_a_resident_typed_is_on_the_list(
    yearly_list_subject: YearlyList,
) -> None:
    kind = YearlyListReport()
    typed = {
        text for text in ANSWERS.values() if isinstance(text, str) and " " in text
    } - {ANSWERS["title"]}  # which the reviewer's own title repeats

    facts = kind.facts(yearly_list_subject, language="fi")
    context = kind.context(yearly_list_subject, language="fi", facts=facts)

    told = json.dumps(facts, ensure_ascii=False) + str(context)
    assert typed
    assert not [text for text in typed if text in told]
    open_ones = [one for one in facts["initiatives"] if not one["answered_on"]]
    assert open_ones
    assert not any(one["title"] or one["measures"] for one in open_ones)


def test_an_answer_of_the_next_year_is_not_told_yet(
    outcome_subject: Outcome, at: datetime
) -> None:
    Outcome.objects.update(published_at=at + timedelta(days=400))

    (entry,) = entries_of(YearlyList(2026), language="fi")

    assert (entry.title, entry.answered_on, entry.promises) == ("", None, ())


def test_councillors_and_residents_have_lists_of_their_own(
    yearly_list_subject: YearlyList,
) -> None:
    kind = YearlyListReport()
    facts = kind.facts(yearly_list_subject, language="en")

    context = kind.context(yearly_list_subject, language="en", facts=facts)

    assert [one["key"] for one in context["lists"]] == ["residents", "councillors"]
    assert sum(one["list"] == "councillors" for one in facts["initiatives"]) == 1


def test_cases_that_only_some_may_read_are_on_no_list(
    channel: Channel, at: datetime
) -> None:
    make_case(channel, at=at)
    channel.procedure.readers.add(Role.objects.get(key="reviewer"))

    assert states(2026) == {}


def test_a_units_list_holds_its_own_cases(
    channel: Channel, unit: Unit, at: datetime
) -> None:
    make_case(channel, at=at)
    other = Unit.objects.create(key="other", name="Toinen")

    assert len(entries_of(YearlyList(2026, unit), language="fi")) == 1
    assert entries_of(YearlyList(2026, other), language="fi") == []


@pytest.mark.parametrize(
    "name", ["yearly_list:", "yearly_list:x", "yearly_list:1899", "yearly_list:2026:no"]
)
def test_no_list_has_such_a_name(name: str, db: None) -> None:
    with pytest.raises(NoSuchSubject):
        YearlyListReport().find(name)


def test_a_list_is_found_by_its_name(unit: Unit) -> None:
    assert YearlyListReport().find(name_of(2026, unit)) == YearlyList(2026, unit)


def test_the_list_takes_the_same_queries_however_long_it_is(
    channel: Channel, at: datetime, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        make_case(channel, at=at)

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(entries_of(YearlyList(2026), language="fi")) == 5


@pytest.mark.parametrize(
    ("language", "reference"),
    [("fi", "aloitteet-2026"), ("sv", "initiativ-2026"), ("en", "initiatives-2026")],
)
def test_the_identifier_says_more_than_the_year(
    language: str, reference: str, db: None
) -> None:
    with override(language):
        about = YearlyListReport().about(YearlyList(2026), language=language)

    assert about.reference == reference
