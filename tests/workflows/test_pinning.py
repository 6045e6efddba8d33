"""Cases stay on their version until somebody moves them, one by one."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission

import pytest

from cms.accounts.models import User
from tests.drawn import a_workflow, arrow, put_to_use, send_in, stage
from tests.people import make_person
from workflows.actions.actors import Actor
from workflows.actions.audits import Audit
from workflows.actions.definitions import publish_workflow
from workflows.actions.pinning import migrate_case, preflight
from workflows.engine.pinning import Blocker
from workflows.errors import CannotMigrate, NotYourRole
from workflows.models import Case, Unit, WorkflowVersion


def drawn(first: str = "desk", role: str = "reviewer", kind: str = "work") -> Any:
    more = {"role": role} if kind == "work" else {}
    who = {"roles": ["reviewer"]} if kind == "work" else {"trigger": "submitter"}
    return a_workflow(
        [stage(first, kind, **more), stage("done", "final")],
        [arrow("answer", first, "done", **who)],
    )


@pytest.fixture
def mover(roles: None, unit: Unit) -> User:
    user = make_person("mover", "reviewer", unit=unit)
    user.user_permissions.add(Permission.objects.get(codename="migrate_case"))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def cases(mover: User, unit: Unit, at: datetime) -> list[Case]:
    procedure = put_to_use(drawn(), unit, at=at)
    return [send_in(procedure, at=at) for _ in range(5)]


def publish(spec: Any, at: datetime) -> WorkflowVersion:
    return publish_workflow(spec=spec, by=None, at=at)


def state() -> list[dict[str, Any]]:
    return list(Case.objects.order_by("pk").values())


def test_a_new_version_changes_nothing_that_runs_and_moving_one_moves_only_that(
    cases: list[Case], mover: User, at: datetime
) -> None:
    before, old = state(), cases[0].workflow_version

    new = publish(drawn("inbox", role="registrar"), at)
    make_person("other", "registrar", unit=cases[0].unit)
    assert state() == before
    event = migrate_case(
        case_id=cases[0].pk,
        source=old,
        target=new,
        stages={"desk": "inbox"},
        actor=Actor.person(mover),
        at=at,
        expected_revision=cases[0].revision,
    )

    moved, *others = state()
    assert others == before[1:]
    assert (moved["workflow_version_id"], moved["stage"]) == (new.pk, "inbox")
    assert event.data == {"from": old.sha256, "workflow": new.sha256}
    assert (event.from_stage, event.to_stage) == ("desk", "inbox")
    assert cases[0].tasks.open().get().role == "registrar"
    assert list(Audit().findings()) == []


@pytest.mark.parametrize(
    ("target", "blocker"),
    [
        (drawn("inbox"), Blocker.NO_SUCH_STAGE),
        (drawn(kind="wait"), Blocker.OTHER_KIND),
        (drawn(role="approver"), Blocker.NOBODY_IN_ROLE),
        (drawn(), Blocker.SAME_VERSION),
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_is_changed(
    target: Any, blocker: Blocker, cases: list[Case], mover: User, at: datetime
) -> None:
    before, new = state(), publish(target, at)

    found = preflight(case=cases[0], target=new, stages={})
    with pytest.raises(CannotMigrate) as refusal:
        migrate_case(
            case_id=cases[0].pk,
            source=cases[0].workflow_version,
            target=new,
            stages={},
            actor=Actor.person(mover),
            at=at,
            expected_revision=None,
        )

    assert [one.blocker for one in found] == [blocker]
    assert list(refusal.value.obstacles) == found
    assert state() == before


def test_only_whoever_may_and_sees_the_case_moves_it(
    cases: list[Case], unit: Unit, outsider: User, at: datetime
) -> None:
    new = publish(drawn("inbox"), at)
    outsider.user_permissions.add(Permission.objects.get(codename="migrate_case"))
    strangers = [
        make_person("plain", "reviewer", unit=unit),
        User.objects.get(pk=outsider.pk),
        None,
    ]

    for user in strangers:
        with pytest.raises(NotYourRole):
            migrate_case(
                case_id=cases[0].pk,
                source=cases[0].workflow_version,
                target=new,
                stages={"desk": "inbox"},
                actor=Actor.person(user) if user else Actor.submitter(),
                at=at,
                expected_revision=None,
            )
