"""Moving a case: who may, what follows, and what is refused."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, bring_to, make_case
from workflows.errors import (
    InvalidAnswers,
    NotYourRole,
    RequestKeyReused,
    SameActor,
    StaleCase,
    WrongStage,
)
from workflows.models import Case, CaseEvent, Effect, EventAnswers, Task


def test_an_initiative_travels_from_arrival_to_its_end(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "closed", people, at=at)

    assert case.closed_at == at
    assert not case.tasks.open().exists()
    events = case.events.in_order().values_list("transition", "from_stage", "to_stage")
    assert list(events) == [
        ("", "", "received"),
        ("take", "received", "review"),
        ("offer_hearing", "review", "hearing"),
        ("note_hearing", "hearing", "review"),
        ("assess", "review", "response"),
        ("respond", "response", "approval"),
        ("approve", "approval", "publication"),
        ("publish", "publication", "follow_up"),
        ("note_follow_up", "follow_up", "follow_up"),
        ("close", "follow_up", "closed"),
    ]


def test_entering_a_stage_gives_its_role_one_task(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)

    task = case.tasks.open().get()
    assert (task.role, task.stage_entry) == ("reviewer", 2)
    assert task.due_at is not None


def test_what_was_written_is_beside_the_event_and_not_in_it(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    event = act(case, "take", people["registrar"], at=at)

    assert event.data["answered"] == ["estimate", "handled_by"]
    assert EventAnswers.objects.get(event=event).answers["estimate"] == "toukokuu"


def test_effects_are_written_with_the_event(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "follow_up", people, at=at)

    published = case.events.get(transition="publish")
    kinds = Effect.objects.filter(event=published).order_by("ordinal")
    assert list(kinds.values_list("kind", "queue")) == [
        ("publish_outcome", "default"),
        ("render_report", "report"),
        ("mail", "mail"),
    ]


@pytest.mark.parametrize("role", ["approver", "publisher", "official"])
def test_other_roles_may_not(
    case: Case, people: dict[str, User], role: str, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        act(case, "take", people[role], at=at)

    case.refresh_from_db()
    assert (case.stage, case.revision) == ("received", 1)


def test_the_role_counts_only_in_ones_own_unit(
    case: Case, outsider: User, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        act(case, "take", outsider, at=at)


def test_staff_may_not_do_what_is_the_submitters(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        act(case, "withdraw", people["registrar"], at=at)


def test_the_submitter_may_not_do_what_is_the_staffs(case: Case, at: datetime) -> None:
    with pytest.raises(NotYourRole):
        act(case, "take", None, at=at)


def test_the_submitter_may_withdraw(case: Case, at: datetime) -> None:
    act(case, "withdraw", None, at=at)

    case.refresh_from_db()
    assert (case.stage, case.closed_at) == ("withdrawn", at)


def test_whoever_wrote_the_answer_may_not_approve_it(
    case: Case, people: dict[str, User], all_hats: User, at: datetime
) -> None:
    bring_to(case, "response", people, at=at)
    act(case, "respond", all_hats, at=at)

    with pytest.raises(SameActor):
        act(case, "approve", all_hats, at=at)

    act(case, "approve", people["approver"], at=at)


def test_only_the_last_writer_counts_for_four_eyes(
    case: Case, people: dict[str, User], all_hats: User, at: datetime
) -> None:
    bring_to(case, "response", people, at=at)
    act(case, "respond", all_hats, at=at)
    act(case, "send_back", people["approver"], at=at)
    act(case, "respond", people["reviewer"], at=at)

    act(case, "approve", all_hats, at=at)


def test_a_transition_starts_only_where_it_is_drawn(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    with pytest.raises(WrongStage):
        act(case, "approve", people["approver"], at=at)


def test_an_unknown_transition_is_refused(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    with pytest.raises(WrongStage):
        act(case, "nonsense", people["reviewer"], at=at)


@pytest.mark.parametrize(
    "wrong", [{"estimate": ""}, {"estimate": "x" * 121}, {"surprise": "x"}]
)
def test_a_small_form_must_be_filled_in_rightly(
    case: Case, people: dict[str, User], wrong: dict[str, str], at: datetime
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        act(case, "take", people["registrar"], at=at, **wrong)

    assert set(refused.value.faults) == set(wrong)


def test_a_decision_on_an_old_page_is_refused(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at)

    with pytest.raises(StaleCase) as refused:
        act(case, "assess", people["reviewer"], at=at, revision=1)

    assert (refused.value.seen, refused.value.now) == (1, 2)


def test_the_same_request_again_changes_nothing(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    first = act(case, "take", people["registrar"], at=at, revision=1, key="once")

    again = act(case, "take", people["registrar"], at=at, revision=1, key="once")

    assert again == first
    assert CaseEvent.objects.filter(case=case, transition="take").count() == 1
    assert Effect.objects.filter(event=first).count() == 1


def test_a_request_key_can_not_be_used_for_something_else(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    act(case, "take", people["registrar"], at=at, revision=1, key="once")

    with pytest.raises(RequestKeyReused):
        act(case, "take", people["reviewer"], at=at, revision=1, key="once")


def test_a_repeated_self_loop_is_one_event(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "follow_up", people, at=at)

    first = act(case, "note_follow_up", people["reviewer"], at=at, key="once")
    again = act(case, "note_follow_up", people["reviewer"], at=at, key="once")

    assert again == first


def test_a_note_that_stays_keeps_the_open_task(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    bring_to(case, "follow_up", people, at=at)
    before = Task.objects.open().get(case=case)

    act(case, "note_follow_up", people["reviewer"], at=at + timedelta(days=1))

    assert Task.objects.open().get(case=case) == before


def test_a_transition_takes_at_most_twelve_queries(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = make_case(channel, at=at)
    counts = {}
    for transition, person in (
        ("take", people["registrar"]),
        ("ask_completion", people["reviewer"]),
        ("complete", None),
        ("offer_hearing", people["reviewer"]),
        ("note_hearing", people["reviewer"]),
        ("assess", people["reviewer"]),
        ("respond", people["reviewer"]),
        ("approve", people["approver"]),
        ("publish", people["publisher"]),
        ("close", people["reviewer"]),
    ):
        with CaptureQueriesContext(connection) as queries:
            act(case, transition, person, at=at)
        counts[transition] = len(
            [one for one in queries if "SAVEPOINT" not in one["sql"]]
        )

    assert max(counts.values()) <= 12, counts
