"""What transitions do beside moving a case: merging, splitting, linking, re-typing."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import put_to_use, send_in
from tests.workflows.deeds import two, with_deeds
from workflows.engine.answers import Fault
from workflows.errors import InvalidAnswers, NoSuchProcedure
from workflows.models import Case, CaseLink, Deadline, Effect, Procedure, Unit


@pytest.fixture
def procedure(roles: None, unit: Unit, at: datetime) -> Procedure:
    return put_to_use(with_deeds("feedback"), unit, at=at)


@pytest.fixture
def elsewhere(db: None) -> Unit:
    return Unit.objects.create(key="elsewhere", name="Muualla")


def test_a_merged_case_ends_and_follows_the_leading_one(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, follower = two(procedure, at)

    event = act(follower, "merge", reviewer, at=at, other=leading.reference.lower())

    follower.refresh_from_db()
    leading.refresh_from_db()
    assert (follower.stage, follower.closed_at) == ("merged", at)
    assert event.data["deed"] == {"kind": "merge", "other": str(leading.public_id)}
    assert leading.leads
    assert leading.events.in_order().last().type == "joined"
    assert follower.links.get().kind == CaseLink.Kind.MERGED


def test_what_comes_of_the_leading_case_is_told_to_everybody(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, follower = two(procedure, at)
    act(follower, "merge", reviewer, at=at, other=leading.reference)

    event = act(leading, "answer", reviewer, at=at, reply="Penkit tulevat.")

    told = Effect.objects.filter(event=event, kind="mail").order_by("ordinal")
    assert [one.case_id for one in told] == [leading.pk, follower.pk]


def test_what_one_submitter_wrote_is_not_mailed_to_the_others(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, follower = two(procedure, at)
    act(follower, "merge", reviewer, at=at, other=leading.reference)

    event = act(leading, "add", None, at=at, reply="Asun talossa itse.")

    assert [one.case_id for one in Effect.objects.filter(event=event)] == [leading.pk]


def test_those_who_followed_a_merged_case_follow_its_leader(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    first, second = two(procedure, at)
    third = send_in(procedure, at=at)
    act(third, "merge", reviewer, at=at, other=second.reference)
    act(second, "merge", reviewer, at=at, other=first.reference)

    followers = first.linked_by.filter(kind=CaseLink.Kind.MERGED)
    assert {link.case_id for link in followers} == {second.pk, third.pk}


@pytest.mark.parametrize("transition", ["merge", "link"])
def test_the_other_case_is_one_that_the_actor_may_see(
    transition: str, procedure: Procedure, reviewer: User, elsewhere: Unit, at: datetime
) -> None:
    case, hidden = two(procedure, at)
    Case.objects.filter(pk=hidden.pk).update(unit=elsewhere)

    for reference in (hidden.reference, case.reference, "OSA-1900-1", "x" * 30):
        with pytest.raises(InvalidAnswers) as refused:
            act(case, transition, reviewer, at=at, other=reference)
        assert refused.value.faults == {"other": Fault.NO_SUCH_CASE}

    case.refresh_from_db()
    assert (case.stage, case.revision) == ("work", 1)


def test_nothing_is_merged_into_a_case_that_follows_another(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    first, second = two(procedure, at)
    third = send_in(procedure, at=at)
    act(second, "merge", reviewer, at=at, other=first.reference)

    with pytest.raises(InvalidAnswers) as refused:
        act(third, "merge", reviewer, at=at, other=second.reference)

    assert refused.value.faults == {"other": Fault.FOLLOWS_ANOTHER}


def test_linked_cases_know_of_each_other(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    case, other = two(procedure, at)

    act(case, "link", reviewer, at=at, other=other.reference)
    act(case, "link", reviewer, at=at, other=other.reference)

    assert case.links.get().other == other
    assert [event.type for event in other.events.in_order()] == ["submitted", "linked"]


def test_a_split_begins_a_second_case_with_the_same_arrival(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    case = send_in(procedure, at=at)
    later = at + timedelta(days=3)

    act(case, "split", reviewer, at=later)

    second = case.links.get().other
    assert second.reference != case.reference
    assert second.arrived_at == case.arrived_at
    assert second.stage_entered_at == later
    assert second.submission_id != case.submission_id
    assert second.submission.answers == case.submission.answers
    assert second.deadlines.get().due_at == case.deadlines.get().due_at
    assert second.events.get().data["split_from"] == str(case.public_id)


def test_a_retyped_case_keeps_its_arrival_and_begins_anew(
    procedure: Procedure, reviewer: User, elsewhere: Unit, at: datetime
) -> None:
    target = put_to_use(with_deeds("complaint"), elsewhere, at=at)
    case = send_in(procedure, at=at)
    later = at + timedelta(days=10)

    event = act(case, "retype", reviewer, at=later)

    case.refresh_from_db()
    assert (case.procedure, case.unit) == (target, elsewhere)
    assert (case.arrived_at, case.stage_entered_at) == (at, later)
    assert event.data["deed"] == {"kind": "retype", "to": "complaint"}
    retyped = case.events.in_order().last()
    assert (retyped.type, retyped.data["from"]) == ("retyped", "feedback")
    assert retyped.workflow_version == case.workflow_version
    dropped, running = case.deadlines.order_by("pk")
    assert dropped.state == Deadline.State.DROPPED
    assert running.due_at == dropped.due_at
    assert case.tasks.open().count() == 1


def test_the_mail_of_a_retyping_is_the_old_workflows(
    procedure: Procedure, reviewer: User, elsewhere: Unit, at: datetime
) -> None:
    put_to_use(with_deeds("complaint"), elsewhere, at=at)
    case = send_in(procedure, at=at)

    event = act(case, "retype", reviewer, at=at)

    assert Effect.objects.get(event=event).kind == "mail"
    assert event.workflow_version.workflow.key == "feedback"


def test_a_case_cannot_go_on_in_a_procedure_that_is_not_there(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    case = send_in(procedure, at=at)

    with pytest.raises(NoSuchProcedure):
        act(case, "retype", reviewer, at=at)

    case.refresh_from_db()
    assert (case.procedure, case.revision) == (procedure, 1)


def test_chains_stay_whole_through_every_deed(
    procedure: Procedure, reviewer: User, elsewhere: Unit, at: datetime
) -> None:
    put_to_use(with_deeds("complaint"), elsewhere, at=at)
    leading, case = two(procedure, at)
    act(case, "link", reviewer, at=at, other=leading.reference)
    act(case, "split", reviewer, at=at)
    act(case, "merge", reviewer, at=at, other=leading.reference)
    act(leading, "retype", reviewer, at=at)

    for one in Case.objects.all():
        events = list(one.events.in_order())
        assert one.head_hash == events[-1].hash
        assert one.revision == len(events)
        assert all(a.hash == b.prev_hash for a, b in pairwise(events))
