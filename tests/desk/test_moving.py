"""Moving cases to another version of their workflow: one by one, and many."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.desk.conftest import Desk, is_not_found, sit, text_of
from tests.drawn import a_workflow, arrow, put_to_use, send_in, stage, text
from tests.people import make_person
from workflows.actions import relocations
from workflows.actions.actors import Actor
from workflows.actions.audits import Audit
from workflows.actions.definitions import publish_workflow
from workflows.actions.pinning import migrate_case
from workflows.actions.relocations import Relocation, relocate
from workflows.actions.transitions import fire
from workflows.errors import NotYourRole
from workflows.models import Case, Deadline, Task, Unit, WorkflowVersion


def clock(key: str, *stages: str, days: int, since: str = "arrival") -> dict[str, Any]:
    return {
        "key": key,
        "clock": "service",
        "period": {"amount": days, "unit": "day"},
        "during": [*stages],
        "counts_from": since,
        "label": text(key),
        "reason": text(key),
        "basis": text(key),
    }


def drawn(first: str = "desk", *clocks: Any, role: str = "reviewer") -> Any:
    return a_workflow(
        [stage(first, "work", role=role), stage("done", "final")],
        [arrow("answer", first, "done", roles=["reviewer"])],
        deadlines=[*clocks],
    )


KEPT = clock("kept", "desk", days=30)


@pytest.fixture
def mover(roles: None, unit: Unit) -> Desk:
    """Return an administrator who handles cases as well."""
    return sit(make_person("mover", "reviewer", "administrator", unit=unit))


@pytest.fixture
def cases(mover: Desk, unit: Unit, at: datetime) -> list[Case]:
    procedure = put_to_use(drawn("desk", KEPT), unit, at=at)
    return [send_in(procedure, at=at) for _ in range(6)]


def publish(spec: Any, at: datetime) -> WorkflowVersion:
    return publish_workflow(spec=spec, by=None, at=at)


def state() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Case, Task, Deadline)
    ]


def relocation(cases: list[Case], new: WorkflowVersion, desk: Desk) -> Relocation:
    return Relocation(
        source=cases[0].workflow_version,
        target=new,
        stages={},
        actor=Actor.person(desk.user),
    )


def many(desk: Desk, version: WorkflowVersion, **data: Any) -> Any:
    """Send the page that moves many."""
    name = "wagtailsnippets_workflows_workflow:move"
    return desk.client.post(reverse(name, args=[version.workflow_id]), data)


# --- one case ------------------------------------------------------------------------


def test_a_case_is_looked_at_and_then_moved(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    case, new = cases[0], publish(drawn("inbox", clock("kept", "inbox", days=9)), at)
    address = reverse("desk_cases:moving", args=[case.pk])

    assert address in text_of(mover.case(case))
    before = state()
    looked = text_of(mover.get("desk_cases:moving", case.pk))
    assert "choose the stage that takes its place" in looked
    assert "Move the case" not in looked
    mapped = {"to": new.number, "stage-desk": "inbox"}
    assert "Nothing is in the way" in text_of(mover.client.get(address, mapped))
    assert state() == before
    done = mover.client.post(address, {**mapped, "revision": case.revision})

    assert done.status_code == 302
    case.refresh_from_db()
    assert (case.workflow_version, case.stage) == (new, "inbox")
    assert "Goes on in another version" in text_of(mover.case(case))
    assert list(Audit().findings()) == []


def test_whoever_looked_before_the_case_moved_on_looks_again(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    case = cases[0]
    new = publish(drawn("desk", KEPT, clock("more", "desk", days=5)), at)
    fire(
        case_id=case.pk,
        transition="answer",
        actor=Actor.person(mover.user),
        at=at,
        request_key="k",
        expected_revision=None,
        answers={},
    )

    page = mover.client.post(
        reverse("desk_cases:moving", args=[case.pk]),
        {"to": new.number, "revision": case.revision},
    )

    assert page.status_code == 409
    assert "Somebody changed the case" in text_of(page)
    assert Case.objects.filter(workflow_version=new).count() == 0


def test_without_the_permission_there_is_no_link_and_no_page(
    cases: list[Case], unit: Unit, outsider: User, at: datetime
) -> None:
    publish(drawn("inbox"), at)
    plain = sit(make_person("plain", "reviewer", unit=unit))
    outsider.user_permissions.add(Permission.objects.get(codename="migrate_case"))
    case = cases[0]

    assert "version/move" not in text_of(plain.case(case))
    denied = plain.get("desk_cases:moving", case.pk)
    assert denied.status_code == 302
    assert denied["Location"] == "/admin/"
    assert is_not_found(sit(outsider).get("desk_cases:moving", case.pk))


# --- clocks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "days"), [("arrival", 10), ("entry", 10), ("arrival", 3)]
)
def test_a_clock_that_is_new_starts_as_its_rule_counts(
    since: str, days: int, cases: list[Case], mover: Desk, at: datetime
) -> None:
    case, later = cases[0], at + timedelta(days=5)
    kept = case.deadlines.get()
    new = publish(drawn("desk", KEPT, clock("new", "desk", days=days, since=since)), at)

    event = migrate_case(
        case_id=case.pk,
        source=case.workflow_version,
        target=new,
        stages={},
        actor=Actor.person(mover.user),
        at=later,
        expected_revision=None,
    )

    begun = case.deadlines.get(key="new")
    assert begun.started_at == at
    assert begun.due_at is not None
    assert begun.due_at.date() == (at + timedelta(days=days)).date()
    assert case.tasks.open().get().due_at == begun.due_at
    assert event.data["begun"] == ["new"]
    assert case.deadlines.get(key="kept").due_at == kept.due_at
    assert case.deadlines.filter(key="kept").count() == 1


def test_a_deadline_that_the_version_does_not_count_holds_the_case_back(
    cases: list[Case], mover: Desk, at: datetime
) -> None:
    publish(drawn("desk"), at)

    page = text_of(mover.get("desk_cases:moving", cases[0].pk))

    assert "The deadline “kept” runs and is not counted" in page


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
