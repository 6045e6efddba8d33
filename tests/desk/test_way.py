"""The way of a case through the desk, and what is refused on it."""

from collections.abc import Callable

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import WRITTEN, bring_to, make_case
from tests.desk.conftest import HIDDEN, Desk, is_not_found, text_of
from workflows.models import Case, Task


def test_a_case_goes_from_arrival_to_its_end_at_the_desk(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    for transition, role in (
        ("take", "registrar"),
        ("ask_completion", "reviewer"),
        ("go_on", "reviewer"),
        ("offer_hearing", "reviewer"),
        ("note_hearing", "reviewer"),
        ("assess", "reviewer"),
        ("respond", "reviewer"),
        ("send_back", "approver"),
        ("respond", "reviewer"),
        ("approve", "approver"),
        ("publish", "publisher"),
        ("note_follow_up", "reviewer"),
        ("close", "reviewer"),
    ):
        response = at_desk[role].do(case, transition)

        assert response.status_code == 302, transition
        assert response["Location"].endswith(f"/cases/{case.pk}/")

    case.refresh_from_db()
    assert case.stage == "closed"
    assert case.closed_at is not None


def test_the_page_says_what_was_done_and_offers_the_next_task(
    case: Case, channel: Channel, at_desk: dict[str, Desk], people: dict[str, User]
) -> None:
    another = make_case(channel, at=case.arrived_at)

    response = at_desk["registrar"].do(case, "take")

    page = text_of(at_desk["registrar"].client.get(response["Location"]))
    assert "Done." in page
    assert f"Next task: {another.reference}" in page


def test_a_double_click_is_one_event(case: Case, at_desk: dict[str, Desk]) -> None:
    desk = at_desk["registrar"]
    ticket = desk.open(case, "take")

    first = desk.send(case, "take", ticket)
    second = desk.send(case, "take", ticket)

    assert (first.status_code, second.status_code) == (302, 302)
    assert case.events.filter(transition="take").count() == 1


def test_missing_answers_are_asked_for_and_everything_typed_is_kept(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["registrar"]
    ticket = desk.open(case, "take")

    response = desk.send(
        case, "take", ticket, handled_by="Osallisuus & Co", estimate=""
    )

    page = text_of(response)
    assert response.status_code == 422
    assert "Osallisuus &amp; Co" in page
    assert 'href="#id_answer-estimate"' in page
    assert f'value="{ticket["request_key"]}"' in page
    assert case.events.filter(transition="take").count() == 0


def test_a_page_without_its_hidden_fields_changes_nothing(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["registrar"].send(case, "take", {})

    assert response.status_code == 422
    assert WRITTEN["take"]["handled_by"] in text_of(response)
    assert not case.events.filter(transition="take").exists()


def test_a_refusal_tells_what_the_workflow_asks_for_first(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    bring_to(case, "review", people, at=case.arrived_at)

    response = at_desk["reviewer"].get("desk_cases:transition", case.pk, "assess")

    page = text_of(response)
    assert response.status_code == 409
    assert "A condition for this is not fulfilled." in page
    assert "Possible once the maker has been offered a hearing." in page


def test_of_two_people_one_wins_and_the_other_sees_who_and_keeps_the_text(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], reviewer: User
) -> None:
    bring_to(case, "response", people, at=case.arrived_at)
    desk = at_desk["reviewer"]
    mine = desk.open(case, "respond")
    theirs = desk.open(case, "respond")
    reviewer.first_name, reviewer.last_name = "Arvi", "Arvioija"
    reviewer.save()
    desk.send(case, "respond", theirs)

    response = desk.send(case, "respond", mine, answer="Toinen & parempi vastaus.")

    page = text_of(response)
    assert response.status_code == 409
    assert "The case changed while you were working on it" in page
    assert "Arvi Arvioija" in page
    assert "Toinen &amp; parempi vastaus." in page
    assert "The case has moved on" in page
    assert case.events.filter(transition="respond").count() == 1


def test_who_was_second_can_decide_again_while_it_is_still_possible(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    bring_to(case, "follow_up", people, at=case.arrived_at)
    desk = at_desk["reviewer"]
    mine, theirs = desk.open(case, "note_follow_up"), desk.open(case, "note_follow_up")
    desk.send(case, "note_follow_up", theirs)

    conflict = desk.send(case, "note_follow_up", mine, follow_up="Myös pöydät.")
    again = dict(HIDDEN.findall(conflict.content.decode()))
    decided = desk.send(case, "note_follow_up", again, follow_up="Myös pöydät.")

    assert conflict.status_code == 409
    assert "Myös pöydät." in text_of(conflict)
    assert again["request_key"] != mine["request_key"]
    assert decided.status_code == 302
    assert case.events.filter(transition="note_follow_up").count() == 2


def test_a_key_used_for_something_else_is_a_conflict_too(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["registrar"]
    ticket = desk.open(case, "take")
    desk.send(case, "take", ticket)

    response = desk.send(case, "take", ticket, handled_by="Joku muu")

    assert response.status_code == 409
    assert "Joku muu" in text_of(response)
    assert case.events.filter(transition="take").count() == 1


def test_who_wrote_the_answer_is_told_that_somebody_else_approves(
    case: Case,
    people: dict[str, User],
    all_hats: User,
    sit_down: Callable[[User], Desk],
) -> None:
    bring_to(case, "approval", {**people, "reviewer": all_hats}, at=case.arrived_at)
    desk = sit_down(all_hats)

    page = text_of(desk.case(case))
    opened = desk.get("desk_cases:transition", case.pk, "approve")
    forged = desk.send(
        case, "approve", {"revision": str(case.revision), "request_key": "forged"}
    )

    assert "You wrote this yourself, so somebody else must do this." in page
    assert f"/cases/{case.pk}/approve/" not in page
    assert (opened.status_code, forged.status_code) == (403, 403)
    assert "somebody else must do this" in text_of(forged)
    assert not case.events.filter(transition="approve").exists()


@pytest.mark.parametrize("role", ["registrar", "approver", "publisher"])
def test_what_belongs_to_other_roles_is_neither_offered_nor_done(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], role: str
) -> None:
    bring_to(case, "review", people, at=case.arrived_at)
    desk = at_desk[role]

    page = text_of(desk.case(case))
    opened = desk.get("desk_cases:transition", case.pk, "assess")
    forged = desk.send(
        case, "assess", {"revision": str(case.revision), "request_key": "forged"}
    )

    assert f"/cases/{case.pk}/assess/" not in page
    assert (opened.status_code, forged.status_code) == (403, 403)
    assert not case.events.filter(transition="assess").exists()


def test_what_the_submitter_may_do_staff_may_not(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    forged = at_desk["registrar"].send(
        case, "withdraw", {"revision": "1", "request_key": "forged"}
    )

    assert forged.status_code == 403
    assert not case.events.filter(transition="withdraw").exists()


def test_an_unknown_transition_is_not_found(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["registrar"].get("desk_cases:transition", case.pk, "nonsense")

    assert is_not_found(response)


def test_an_old_bookmark_of_a_transition_says_that_the_case_moved_on(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    bring_to(case, "review", people, at=case.arrived_at)

    response = at_desk["registrar"].get("desk_cases:transition", case.pk, "take")

    assert response.status_code == 409
    assert "The case has moved on" in text_of(response)


def test_an_answer_that_was_sent_back_is_worked_on_and_not_written_anew(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    bring_to(case, "approval", people, at=case.arrived_at)
    at_desk["approver"].do(case, "send_back")

    page = text_of(at_desk["reviewer"].get("desk_cases:transition", case.pk, "respond"))

    assert f'value="{WRITTEN["respond"]["public_title"]}"' in page
    assert WRITTEN["send_back"]["remarks"] in page


def test_a_done_task_leaves_the_queue(case: Case, at_desk: dict[str, Desk]) -> None:
    at_desk["registrar"].do(case, "take")

    assert Task.objects.open().get(case=case).role == "reviewer"
    assert not at_desk["registrar"].get("desk_tasks:index").context["object_list"]
    assert at_desk["reviewer"].get("desk_tasks:index").context["object_list"]
