"""
Two people who decide on one case, and many who claim one task: real threads.

RACES says how often; thousands when somebody wants to know.
"""

import os
from collections import Counter
from datetime import datetime
from functools import partial

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, bring_to, make_case
from tests.people import make_person
from tests.workflows.test_races import THREADS, at_once
from workflows.actions.assignments import claim_task
from workflows.actions.audits import Audit
from workflows.errors import TaskTaken
from workflows.models import Case, CaseEvent, Unit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RACES = int(os.environ.get("RACES", "100"))


@pytest.mark.parametrize("second", ["approve", "send_back"])
def test_of_two_people_who_decide_at_once_one_wins(
    second: str, channel: Channel, unit: Unit, people: dict[str, User], at: datetime
) -> None:
    other = make_person("other-approver", "approver", unit=unit)
    case = make_case(channel, at=at)
    for _ in range(RACES):
        case = to_approval(case, channel, people, at)

        results = at_once(
            [
                partial(act, case, one, person, at=at, revision=case.revision)
                for one, person in (("approve", people["approver"]), (second, other))
            ]
        )

        winners = [one for one in results if isinstance(one, CaseEvent)]
        assert len(winners) == 1, results
        after = Case.objects.get(pk=case.pk)
        assert after.stage == winners[0].to_stage
        assert after.revision == case.revision + 1 == after.events.count()
        assert after.tasks.open().count() == 1
        case = after
    assert list(Audit().findings()) == []


def to_approval(
    case: Case, channel: Channel, people: dict[str, User], at: datetime
) -> Case:
    """Return the case, sent back, or else a new one, where it is to be approved."""
    if case.stage != "response":
        return bring_to(make_case(channel, at=at), "approval", people, at=at)
    act(case, "respond", people["reviewer"], at=at)
    return Case.objects.get(pk=case.pk)


def test_of_many_who_claim_a_task_one_has_it(
    channel: Channel, unit: Unit, roles: None, at: datetime
) -> None:
    colleagues = [
        make_person(f"colleague-{number}", "registrar", unit=unit)
        for number in range(THREADS)
    ]
    for _ in range(RACES // 10):
        task = make_case(channel, at=at).tasks.get()

        results = at_once(
            [
                partial(claim_task, task_id=task.pk, actor=one, at=at)
                for one in colleagues
            ]
        )

        task.refresh_from_db()
        assert Counter(map(type, results)) == {CaseEvent: 1, TaskTaken: THREADS - 1}
        winner = next(one for one in results if isinstance(one, CaseEvent))
        assert winner.actor_id == winner.data["to"] == task.assignee_id
