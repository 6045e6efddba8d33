"""Moving cases to another version of their workflow: one by one, and many."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Permission
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.desk.conftest import Desk, is_not_found, sit, text_of
from tests.desk.moves import (
    KEPT,
    clock,
    drawn,
    publish,
    state,
)
from tests.people import make_person
from workflows.actions.actors import Actor
from workflows.actions.audits import Audit
from workflows.actions.pinning import migrate_case
from workflows.actions.transitions import fire
from workflows.models import Case, Unit


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
