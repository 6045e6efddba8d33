"""The page of a case says where it belongs: parts, linked cases, another kind."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, text_of
from tests.drawn import put_to_use, send_in
from tests.people import make_person
from tests.workflows.deeds import with_deeds
from tests.workflows.test_branches import panel
from workflows.models import Case, Procedure, Unit


@pytest.fixture
def procedure(roles: None, unit: Unit, at: datetime) -> Procedure:
    return put_to_use(with_deeds("feedback"), unit, at=at)


@pytest.fixture
def desk(reviewer: User, sit_down: Callable[[User], Desk]) -> Desk:
    return sit_down(reviewer)


@pytest.fixture
def hidden(db: None) -> Unit:
    return Unit.objects.create(key="hidden", name="Muualla")


def test_the_parts_of_a_stage_say_who_said_what_and_how_many_are_enough(
    roles: None, unit: Unit, at: datetime, desk: Desk, reviewer: User
) -> None:
    drawn = panel(quorum=2)
    for number, task in enumerate(drawn["stages"][0]["tasks"]):
        task["label"] = dict.fromkeys(("fi", "sv", "en"), f"Opinion {number}")
    case = send_in(put_to_use(drawn, unit, at=at), at=at)
    aino = make_person("aino", "reviewer", unit=unit)
    bror = make_person("bror", "reviewer", unit=unit)
    act(case, "support", aino, at=at)
    case.tasks.filter(key="part1").update(assignee=bror)

    page = text_of(desk.case(case))

    parts = page[page.index('id="parts-section') : page.index('id="turns-section')]
    assert "2 of 3 must be done. Done so far: 1." in parts
    first, second, third = parts.split("<strong>Opinion ")[1:]
    assert "Done: support" in first
    assert f"{aino}," in first
    assert "10/03/2026 12:00" in first
    assert f"Open, claimed by {bror}." in second
    assert "Open, nobody has claimed it." in third
    assert "<strong>Opinion 2</strong>: nobody has claimed this task." in page


def test_a_stage_of_one_task_has_no_parts(case: Case, at_desk: dict[str, Desk]) -> None:
    assert "parts-section" not in text_of(at_desk["registrar"].case(case))


def test_a_merged_case_says_first_which_one_it_follows(
    procedure: Procedure, desk: Desk, reviewer: User, at: datetime
) -> None:
    leading, follower = send_in(procedure, at=at), send_in(procedure, at=at)
    act(follower, "merge", reviewer, at=at, other=leading.reference)

    theirs, its = text_of(desk.case(follower)), text_of(desk.case(leading))

    notice = theirs.index("This case was merged into")
    assert notice < theirs.index("The case is closed")
    assert f'>{leading.reference}</a> <span class="desk-meta">work</span>' in theirs
    assert f"/{leading.pk}/" in theirs
    assert "Merged into this one:" in its
    assert f'>{follower.reference}</a> <span class="desk-meta">merged</span>' in its
    assert "This case was merged into" not in its


def test_a_case_says_what_it_continues_in_and_what_it_is_related_to(
    procedure: Procedure, desk: Desk, reviewer: User, at: datetime
) -> None:
    case, other = send_in(procedure, at=at), send_in(procedure, at=at)
    act(case, "link", reviewer, at=at, other=other.reference)
    act(case, "split", reviewer, at=at)
    second = case.links.get(kind="split").other

    page = text_of(desk.case(case))
    assert f'Related: <a href="/admin/cases/{other.pk}/">{other.reference}' in page
    assert f'Continued in: <a href="/admin/cases/{second.pk}/">' in page
    assert "Continued from: <a" in text_of(desk.case(second))
    assert "Related: <a" in text_of(desk.case(other))


def test_of_a_case_that_the_reader_may_not_see_only_that_it_is_there_is_said(
    procedure: Procedure, desk: Desk, reviewer: User, hidden: Unit, at: datetime
) -> None:
    leading, case = send_in(procedure, at=at), send_in(procedure, at=at)
    act(case, "merge", reviewer, at=at, other=leading.reference)
    Case.objects.filter(pk=leading.pk).update(unit=hidden)

    page = text_of(desk.case(case))

    assert "Merged into: a case you may not see" in page
    assert "This case was merged into a case you may not see." in page
    assert leading.reference not in page
    assert f"/admin/cases/{leading.pk}/" not in page


def test_a_retyped_case_says_what_it_was(
    procedure: Procedure, desk: Desk, reviewer: User, unit: Unit, at: datetime
) -> None:
    put_to_use(with_deeds("complaint"), unit, at=at)
    case = send_in(procedure, at=at)
    act(case, "retype", reviewer, at=at + timedelta(days=1))

    page = text_of(desk.case(case))

    assert "This case is of another kind since 11/03/2026." in page
    assert "Before: feedback. Now: complaint." in page


def test_links_cost_the_same_however_many_there_are(
    procedure: Procedure, desk: Desk, reviewer: User, at: datetime
) -> None:
    leading = send_in(procedure, at=at)
    alone = _queries(desk, leading)
    costs = []
    for _ in range(2):
        for _ in range(2):
            follower = send_in(procedure, at=at)
            act(follower, "merge", reviewer, at=at, other=leading.reference)
        costs.append(_queries(desk, leading))

    assert costs == [alone + 3] * 2


def _queries(desk: Desk, case: Case) -> int:
    desk.case(case)
    with CaptureQueriesContext(connection) as asked:
        desk.case(case)
    return len(asked)
