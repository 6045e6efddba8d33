"""Moving many cases to another version of their workflow."""

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission

import pytest

from tests.desk.conftest import Desk, sit, text_of
from tests.desk.moves import (
    KEPT,
    clock,
    drawn,
    many,
    publish,
    relocation,
    state,
)
from tests.drawn import send_in, text
from tests.people import make_person
from workflows.actions import relocations
from workflows.actions.audits import Audit
from workflows.actions.relocations import relocate
from workflows.errors import NotYourRole
from workflows.models import Case, Unit

# --- many ----------------------------------------------------------------------------


def test_publishing_amid_a_hundred_cases_changes_none_and_then_moves_those_asked_for(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    procedure, old = cases[0].procedure, cases[0].workflow_version
    running = [*cases, *(send_in(procedure, at=at) for _ in range(94))]
    before = state()

    new = publish(drawn("desk", KEPT, clock("new", "desk", days=9)), at)
    asked = running[10:17]

    assert len(running) == 100
    assert state() == before
    page = many(
        mover,
        new,
        do="move",
        to=new.number,
        references="\n".join(one.reference for one in asked),
        **{"from": old.number},
    )
    assert "7 cases were moved" in text_of(page)
    moved = Case.objects.filter(workflow_version=new)
    assert {one.pk for one in moved} == {one.pk for one in asked}
    pks = {one.pk for one in asked}
    for rows, rows_before, name in zip(
        state(), before, ("id", "case_id", "case_id"), strict=True
    ):
        others = [row for row in rows if row[name] not in pks]
        assert others == [row for row in rows_before if row[name] not in pks]
    assert list(Audit().findings()) == []


def test_many_go_batch_by_batch_and_no_case_twice(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    new = publish(drawn("desk", KEPT, clock("new", "desk", days=9)), at)
    stuck = cases[1]
    stuck.deadlines.update(key="odd")
    asked, after, seen = relocation(cases, new, mover), 0, []

    while True:
        batch = relocate(asked, after=after, at=at, size=2)
        after = batch.last
        seen += [*batch.moved, *(reference for reference, _ in batch.refused)]
        if not batch.is_more:
            break

    assert sorted(seen) == sorted(one.reference for one in cases)
    assert Case.objects.filter(workflow_version=new).count() == 5
    stuck.refresh_from_db()
    assert stuck.workflow_version != new
    assert relocate(asked, after=0, at=at).moved == []
    assert list(Audit().findings()) == []


def test_the_page_goes_on_where_it_stopped(
    cases: list[Case],
    mover: Desk,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new = publish(drawn("desk", KEPT) | {"title": text("Uusi")}, at)
    monkeypatch.setattr(relocations.relocate, "__kwdefaults__", {"size": 4})
    asked = {"do": "move", "to": new.number, "from": 1}

    first = many(mover, new, **asked)
    (after,) = re.findall(r'name="after" value="(\d+)"', first.content.decode())
    second = text_of(many(mover, new, **asked, after=after))

    assert "4 cases were moved" in text_of(first)
    assert "2 cases were moved" in second
    assert "Go on with" not in second


def test_the_look_says_who_can_move_and_why_the_others_cannot(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    new = publish(drawn("desk", KEPT, clock("new", "desk", days=9)), at)
    elsewhere = Unit.objects.create(key="far", name="Muualla")
    cases[0].deadlines.update(key="odd")
    Case.objects.filter(pk=cases[1].pk).update(unit=elsewhere)
    before = state()

    page = text_of(many(mover, new, do="look", to=new.number, **{"from": 1}))

    assert "4 cases can be moved" in page
    assert "1 case cannot" in page
    assert "The deadline “odd” runs" in page
    assert cases[0].reference in page
    assert cases[1].reference not in page
    assert "1 open case of this version is not yours to see" in page
    assert state() == before


def test_cases_of_other_units_stay_though_they_are_asked_for(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    new = publish(drawn("desk", KEPT, clock("new", "desk", days=9)), at)
    elsewhere = Unit.objects.create(key="far", name="Muualla")
    Case.objects.filter(pk=cases[1].pk).update(unit=elsewhere)

    page = many(
        mover,
        new,
        do="move",
        to=new.number,
        references=f"{cases[0].reference} {cases[1].reference}",
        **{"from": 1},
    )

    assert "1 case was moved" in text_of(page)
    assert [*Case.objects.filter(workflow_version=new)] == [cases[0]]


def test_who_may_edit_definitions_and_not_move_cases_has_no_page(
    cases: list[Case], unit: Unit, at: datetime
) -> None:
    new = publish(drawn("inbox"), at)
    user = make_person("writer", unit=unit)
    names = Permission.objects.filter(codename__in=["access_admin", "change_workflow"])
    user.user_permissions.add(*names)
    writer = sit(user)

    versions = writer.get(
        "wagtailsnippets_workflows_workflow:versions", new.workflow_id
    )
    page = many(writer, new, do="move", to=new.number, **{"from": 1})

    assert versions.status_code == 200
    assert "Move cases" not in text_of(versions)
    assert page.status_code == 302
    assert not Case.objects.filter(workflow_version=new).exists()
    with pytest.raises(NotYourRole):
        relocate(relocation(cases, new, writer), after=0, at=at)


def test_the_look_asks_the_same_however_many_cases(
    cases: list[Case],
    mover: Desk,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(10):
        send_in(cases[0].procedure, at=at)
    new = publish(drawn("desk", KEPT, clock("new", "desk", days=9)), at)
    asked = relocation(cases, new, mover)
    mover.user.has_perm("workflows.migrate_case")

    with django_assert_max_num_queries(7):
        assert len(asked.survey()) == 16
