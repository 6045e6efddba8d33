"""A case moves on while somebody moves it to another version: real threads."""

from datetime import datetime
from functools import partial

from django.contrib.auth.models import Permission

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import put_to_use, send_in
from tests.people import make_person
from tests.workflows.test_pinning import drawn, publish
from tests.workflows.test_races import at_once
from workflows.actions.actors import Actor
from workflows.actions.audits import Audit
from workflows.actions.pinning import migrate_case
from workflows.actions.relocations import Relocation, relocate
from workflows.errors import CannotMigrate, StaleCase
from workflows.models import Case, CaseEvent, Unit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mover(roles: None, unit: Unit) -> User:
    user = make_person("mover", "reviewer", unit=unit)
    user.user_permissions.add(Permission.objects.get(codename="migrate_case"))
    return User.objects.get(pk=user.pk)


def test_a_case_that_is_answered_meanwhile_is_either_moved_before_or_left(
    mover: User, unit: Unit, at: datetime
) -> None:
    procedure = put_to_use(drawn(), unit, at=at)
    for number in range(20):
        case = send_in(procedure, at=at)
        new = publish(drawn(f"inbox{number}"), at)
        moving = partial(
            migrate_case,
            case_id=case.pk,
            source=case.workflow_version,
            target=new,
            stages={"desk": f"inbox{number}", f"inbox{number - 1}": f"inbox{number}"},
            actor=Actor.person(mover),
            at=at,
            expected_revision=case.revision,
        )
        answering = partial(act, case, "answer", mover, at=at, revision=case.revision)

        results = at_once([moving, answering])

        won = [one for one in results if isinstance(one, CaseEvent)]
        lost = [one for one in results if not isinstance(one, CaseEvent)]
        assert len(won) == 1, results
        assert isinstance(lost[0], StaleCase), results
        after = Case.objects.get(pk=case.pk)
        assert (after.stage == "done") is (won[0].type == "transition")
        assert (after.workflow_version_id == new.pk) is (won[0].type == "migrated")
    assert list(Audit().findings()) == []


def test_two_administrators_who_move_the_same_cases_move_each_once(
    mover: User, unit: Unit, at: datetime
) -> None:
    procedure = put_to_use(drawn(), unit, at=at)
    cases = [send_in(procedure, at=at) for _ in range(20)]
    new = publish(drawn("inbox"), at)
    asked = Relocation(
        source=cases[0].workflow_version,
        target=new,
        stages={"desk": "inbox"},
        actor=Actor.person(mover),
    )

    batches = at_once([partial(relocate, asked, after=0, at=at)] * 2)

    moved = [one for batch in batches for one in batch.moved]  # type: ignore[attr-defined]
    assert sorted(moved) == sorted(one.reference for one in cases)
    assert CaseEvent.objects.filter(type="migrated").count() == 20
    refused = [why for batch in batches for _, why in batch.refused]  # type: ignore[attr-defined]
    assert all(isinstance(why, CannotMigrate) for why in refused)
    assert list(Audit().findings()) == []
