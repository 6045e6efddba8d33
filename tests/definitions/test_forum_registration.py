"""Registering for a meeting that has so many places."""

from datetime import datetime, timedelta

from django.core import mail

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.taking_part import mails_of, result_of, sent, stage_of
from tests.workflows.claiming import work_off
from workflows.actions.places import fill_places
from workflows.effects import outbox
from workflows.errors import NotYourRole, ProcedureClosed, TooLate
from workflows.models import Case, Effect, Procedure


def stages(cases: list[Case]) -> list[str]:
    return [stage_of(case) for case in cases]


def test_places_go_to_those_who_come_first_and_the_others_wait(
    registered: list[Case],
) -> None:
    assert stages(registered) == ["confirmed"] * 2 + ["waiting"] * 3


def test_everybody_is_told_at_once_how_it_went(
    registered: list[Case], at: datetime
) -> None:
    work_off(at + timedelta(hours=1))

    subjects = [one.subject for one in mail.outbox]
    assert [subject.split(" (")[0] for subject in subjects] == [
        "Paikkasi on varattu",
        "Paikkasi on varattu",
        "Olet jonotuslistalla",
        "Olet jonotuslistalla",
        "Olet jonotuslistalla",
    ]


def test_without_a_limit_everybody_gets_a_place(meeting: Channel, at: datetime) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(places=None)

    assert stages([sent(meeting, at=at) for _ in range(5)]) == ["confirmed"] * 5


def test_with_no_places_at_all_everybody_waits(meeting: Channel, at: datetime) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(places=0)

    assert stage_of(sent(meeting, at=at)) == "waiting"


def test_a_cancelled_place_goes_to_the_first_in_line_who_is_told(
    registered: list[Case], at: datetime
) -> None:
    later = at + timedelta(days=1)

    do(registered[0], "cancel", None, at=later)
    work_off(later)

    assert stages(registered) == ["cancelled", *["confirmed"] * 2, *["waiting"] * 2]
    assert mails_of(registered[2]) == ["waiting", "promoted"]
    work_off(later + timedelta(days=365))
    assert "Sait paikan" in mail.outbox[-1].subject
    promoted = registered[2].events.get(transition="promote")
    assert promoted.actor_kind == "system"


def test_whoever_leaves_the_line_gives_no_place_away(
    registered: list[Case], at: datetime
) -> None:
    do(registered[2], "cancel", None, at=at)
    work_off(at + timedelta(hours=1))

    assert stages(registered[3:]) == ["waiting", "waiting"]

    do(registered[0], "cancel", None, at=at)
    work_off(at + timedelta(hours=1))

    assert stages(registered[3:]) == ["confirmed", "waiting"]


def test_a_newcomer_does_not_overtake_those_who_wait(
    meeting: Channel, registered: list[Case], at: datetime
) -> None:
    later = at + timedelta(hours=1)
    do(registered[0], "cancel", None, at=later)

    newcomer = sent(meeting, at=later)
    work_off(later)

    assert stage_of(newcomer) == "waiting"
    assert stage_of(registered[2]) == "confirmed"


def test_promoting_twice_gives_no_place_twice(
    registered: list[Case], at: datetime
) -> None:
    later = at + timedelta(hours=1)
    event = do(registered[0], "cancel", None, at=later)
    work_off(later)
    again = Effect.objects.get(event=event, kind="promote")
    again.state, again.attempts = Effect.State.LEASED, again.attempts + 1
    again.save()

    outbox.run(again)

    assert stages(registered).count("confirmed") == 2


def test_places_that_are_added_go_to_the_line(
    meeting: Channel, registered: list[Case], at: datetime
) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(places=4)

    given = fill_places(
        procedure_id=meeting.pk, transition="promote", at=at, request_key="more"
    )

    assert given == 2
    assert stages(registered) == ["confirmed"] * 4 + ["waiting"]


def test_fewer_places_take_nobody_s_place_away(
    meeting: Channel, registered: list[Case], at: datetime
) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(places=1)

    do(registered[0], "cancel", None, at=at)
    work_off(at + timedelta(hours=1))

    assert stages(registered[1:]) == ["confirmed", *["waiting"] * 3]


def test_nobody_is_promoted_by_hand_past_the_others(
    registered: list[Case], coordinator: User, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        do(registered[4], "promote", coordinator, at=at)
    with pytest.raises(NotYourRole):
        do(registered[4], "promote", None, at=at)


def test_a_coordinator_cancels_for_whoever_calls(
    registered: list[Case], coordinator: User, reviewer: User, at: datetime
) -> None:
    with pytest.raises(NotYourRole):
        do(registered[0], "cancel_for", reviewer, at=at)

    do(registered[0], "cancel_for", coordinator, at=at)
    work_off(at + timedelta(hours=1))

    assert result_of(registered[0]) == "withdrawn"
    assert stage_of(registered[2]) == "confirmed"


def test_attendance_is_marked_and_can_be_corrected_for_two_weeks(
    registered: list[Case], coordinator: User, at: datetime
) -> None:
    came, absent, waited = registered[:3]

    do(came, "mark_absent", coordinator, at=at)
    do(came, "correct", coordinator, at=at + timedelta(days=14))
    do(came, "mark_attended", coordinator, at=at + timedelta(days=14))
    do(absent, "mark_absent", coordinator, at=at)
    do(waited, "mark_attended", coordinator, at=at)

    assert [result_of(one) for one in (came, absent, waited)] == [
        "attended",
        "absent",
        "attended",
    ]
    with pytest.raises(TooLate):
        do(absent, "correct", coordinator, at=at + timedelta(days=15))


def test_the_line_is_ended_and_those_in_it_are_told(
    registered: list[Case], coordinator: User, at: datetime
) -> None:
    do(registered[4], "end_waiting", coordinator, at=at)

    assert result_of(registered[4]) == "not_reached"
    assert mails_of(registered[4])[-1] == "not_reached"


def test_those_with_a_place_get_the_link_to_the_meeting(
    registered: list[Case], coordinator: User, at: datetime
) -> None:
    do(
        registered[0],
        "inform",
        coordinator,
        at=at,
        message="https://kokous.example.org/foorumi",
    )
    work_off(at + timedelta(hours=1))

    assert stage_of(registered[0]) == "confirmed"
    (letter,) = [one for one in mail.outbox if "Tietoja tapaamisesta" in one.subject]
    assert "https://kokous.example.org/foorumi" in letter.body


def test_registration_closes_with_its_window_but_places_are_still_freed(
    meeting: Channel, registered: list[Case], at: datetime
) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(closes_at=at + timedelta(days=1))
    meeting.procedure.refresh_from_db()
    later = at + timedelta(days=2)

    with pytest.raises(ProcedureClosed):
        sent(meeting, at=later)
    do(registered[0], "cancel", None, at=later)
    work_off(later)

    assert stage_of(registered[2]) == "confirmed"
