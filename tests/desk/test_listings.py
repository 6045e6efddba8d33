"""The lists of the desk: what is in them, in which order, at what price."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, bring_to, make_case
from tests.desk.conftest import Desk, text_of
from workflows.actions.search import index_words
from workflows.desk import listings
from workflows.models import Case, Task, search

#: who asks (4), what Wagtail's frame asks for (4), whose rows, versions for the
#: filters, and the page with its count
LIST_QUERIES = 11


def references(desk: Desk, name: str, **query: str) -> list[str]:
    rows = desk.get(name, **query).context["object_list"]
    cases = [row.case if isinstance(row, Task) else row for row in rows]
    return [case.reference for case in cases]


@pytest.mark.parametrize("name", ["desk_tasks:index", "desk_cases:index"])
def test_a_list_costs_the_same_however_long_it_is(
    name: str, channel: Channel, at_desk: dict[str, Desk], at: datetime
) -> None:
    desk = at_desk["registrar"]
    make_case(channel, at=at)
    desk.get(name)
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(name)
    for _ in range(7):
        make_case(channel, at=at)

    with CaptureQueriesContext(connection) as many:
        desk.get(name)

    assert len(many) == len(few)
    assert len(many) <= LIST_QUERIES


def test_the_most_urgent_task_is_first(
    channel: Channel, at_desk: dict[str, Desk], at: datetime
) -> None:
    later = make_case(channel, at=at)
    sooner = make_case(channel, at=at - timedelta(days=20))
    never = make_case(channel, at=at)
    Task.objects.filter(case=never).update(due_at=None)

    listed = references(at_desk["registrar"], "desk_tasks:index")

    assert listed == [sooner.reference, later.reference, never.reference]


def test_tasks_that_are_due_together_keep_their_order_over_pages(
    channel: Channel, at_desk: dict[str, Desk], at: datetime
) -> None:
    made = [make_case(channel, at=at).reference for _ in range(52)]

    desk, name = at_desk["registrar"], "desk_tasks:index"
    first = desk.get(name).context["page"]
    second = desk.get(name, p=first.next).context["page"]
    again = desk.get(name, p=second.previous).context["page"]

    assert [task.case.reference for task in (*first.rows, *second.rows)] == made
    assert again.rows == first.rows
    assert (first.previous, second.next, again.previous) == (None, None, None)


@pytest.mark.parametrize("place", ["2", "99", "nonsense", "a1.", f"a{'9' * 18}.1"])
def test_a_place_that_is_none_is_the_first_page(
    place: str, case: Case, at_desk: dict[str, Desk]
) -> None:
    listed = references(at_desk["registrar"], "desk_tasks:index", p=place)

    assert listed == [case.reference]


@pytest.mark.parametrize("ordering", ["-sort_at", "case__arrived_at", "password", "'"])
def test_an_ordering_is_one_of_the_columns_or_ignored(
    ordering: str, case: Case, at_desk: dict[str, Desk]
) -> None:
    listed = references(at_desk["registrar"], "desk_tasks:index", ordering=ordering)

    assert listed == [case.reference]


def test_the_queue_says_in_words_what_is_overdue(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    page = text_of(at_desk["registrar"].get("desk_tasks:index", due="overdue"))

    assert case.reference in page
    assert "Overdue</span>" in page
    assert case.submission.subject in page
    assert "Resident&#x27;s initiative" in page or "Resident's initiative" in page


def test_tasks_are_narrowed_by_stage_workflow_and_date(
    case: Case,
    second_case: Case,
    at_desk: dict[str, Desk],
    people: dict[str, User],
    at: datetime,
) -> None:
    act(case, "take", people["registrar"], at=at)
    bring_to(second_case, "response", people, at=at)
    desk, name = at_desk["reviewer"], "desk_tasks:index"

    in_review = references(desk, name, stage="initiative:review")
    of_workflow = references(desk, name, workflow="initiative")
    of_none = references(desk, name, workflow="nonsense")
    soon = references(desk, name, due="soon")

    assert in_review == [case.reference]
    assert len(of_workflow) == len(of_none) == 2
    assert soon == []


def test_cases_are_narrowed_by_state_and_stage(
    case: Case,
    second_case: Case,
    at_desk: dict[str, Desk],
    people: dict[str, User],
    at: datetime,
) -> None:
    bring_to(case, "closed", people, at=at)
    desk, name = at_desk["approver"], "desk_cases:index"

    assert references(desk, name, state="closed") == [case.reference]
    assert references(desk, name, state="open") == [second_case.reference]
    assert references(desk, name, stage="initiative:closed") == [case.reference]
    assert len(references(desk, name)) == 2


@pytest.mark.parametrize("name", ["desk_tasks:index", "desk_cases:index"])
def test_a_case_is_found_by_its_reference_and_its_subject(
    name: str, case: Case, second_case: Case, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["registrar"]

    number = case.reference.removeprefix("OSA-")

    for found in ("valaistus", "PUIS val", "valaistu puistoon", "valaistus!"):
        assert references(desk, name, q=found) == [second_case.reference], found
    for found in (case.reference, case.reference.lower(), number, f"{number} penk"):
        assert references(desk, name, q=found) == [case.reference], found
    for lost in ("ei mitään", "alaistus", f"{number}1", "penkkejä puistoon", "%", "_"):
        assert references(desk, name, q=lost) == [], lost


@pytest.mark.parametrize("name", ["desk_tasks:index", "desk_cases:index"])
def test_a_word_of_many_cases_finds_them_and_counts_no_more_than_a_page(
    name: str,
    case: Case,
    second_case: Case,
    at_desk: dict[str, Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "FEW", 1)
    monkeypatch.setattr(listings.Listing, "paginate_by", 1)
    for one in (case, second_case):
        index_words(case=one, subject="Kirjasto ja puisto")
    index_words(case=second_case, subject="Kirjasto ja talo")
    desk = at_desk["registrar"]

    assert len(references(desk, name, q="kirjasto")) == 1
    assert "More than 1 in the list" in text_of(desk.get(name, q="kirjasto"))
    assert references(desk, name, q="kirjasto talo") == [second_case.reference]


def test_a_case_without_its_words_is_found_by_its_reference_alone(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    index_words(case=case, subject="")
    desk, name = at_desk["registrar"], "desk_cases:index"

    assert references(desk, name, q="penkkejä") == []
    assert references(desk, name, q=case.reference) == [case.reference]


@pytest.mark.parametrize("name", ["desk_tasks:index", "desk_cases:index"])
def test_nothing_is_exported_from_the_lists(
    name: str, case: Case, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["registrar"].get(name, export="csv")

    assert response["Content-Type"].startswith("text/html")


def test_the_dashboard_counts_my_tasks_in_one_query(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = text_of(at_desk["registrar"].get("wagtailadmin_home"))

    assert "1 overdue task" in page
    assert "1 open task in all" in page
    counting = [one for one in queries if "workflows_task" in one["sql"]]
    assert len(counting) == 1
