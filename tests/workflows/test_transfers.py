"""A case that another authority has for a while: its clocks, there and back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import override

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import a_workflow, arrow, put_to_use, question, send_in, stage, text
from workflows.actions.reminders import pass_time
from workflows.effects.reasons import Reasons
from workflows.engine.calendars import FINLAND
from workflows.errors import InvalidAnswers
from workflows.models import Case, Deadline, Unit
from workflows.models.closures import office_days

#: a Tuesday
ARRIVED = datetime(2026, 3, 10, 7, tzinfo=UTC)
TRANSFERRED = datetime(2026, 3, 12, 7, tzinfo=UTC)
#: came back on Thursday the 26th, and was typed in on Monday
RETURNED = date(2026, 3, 26)
TYPED_IN = datetime(2026, 3, 30, 7, tzinfo=UTC)
MONTH, WEEK = {"amount": 1, "unit": "month"}, {"amount": 5, "unit": "working_day"}


def deadline(key: str, clock: str, period: Mapping[str, Any], **more: Any) -> Any:
    words = {"label": text(key), "reason": text(key), "basis": text(key)}
    counts = {"during": ["received"], "counts_from": "arrival"}
    return {"key": key, "clock": clock, "period": period, **words, **counts, **more}


TRAVELLING = a_workflow(
    [
        stage("received", "work", role="registrar"),
        stage("asking", "wait"),
        stage("elsewhere", "final", result="transferred", away=True),
    ],
    [
        arrow("transfer", "received", "elsewhere", roles=["registrar"]),
        arrow("transfer_unanswered", "asking", "elsewhere", roles=["registrar"]),
        arrow("ask", "received", "asking", roles=["registrar"]),
        arrow("answer", "asking", "received", trigger="submitter"),
        arrow(
            "take_back",
            "elsewhere",
            "received",
            roles=["registrar"],
            fields=[question("returned_on", "date")],
            returned_on="returned_on",
        ),
    ],
    deadlines=[
        deadline("promise", "service", WEEK, during=["received", "asking"]),
        deadline("law", "statutory", MONTH),
        deadline("promise_again", "service", WEEK, on_return="anew"),
        deadline("law_again", "statutory", MONTH, on_return="anew"),
        deadline("promise_all_along", "service", WEEK, on_return="same_start"),
    ],
)


@pytest.fixture
def case(roles: None, unit: Unit, at: datetime) -> Case:
    return send_in(put_to_use(TRAVELLING, unit, at=at), at=ARRIVED)


@pytest.fixture
def registrar(people: dict[str, User]) -> User:
    return people["registrar"]


def dates(case: Case) -> dict[str, date | None]:
    return {
        one.key: one.due_at and one.due_at.astimezone(FINLAND).date()
        for one in case.deadlines.running()
    }


def back(case: Case, registrar: User, day: date = RETURNED) -> Case:
    """Transfer the case and take it back."""
    act(case, "transfer", registrar, at=TRANSFERRED)
    act(case, "take_back", registrar, at=TYPED_IN, returned_on=day.isoformat())
    case.refresh_from_db()
    return case


def reasons(case: Case, key: str) -> Reasons:
    deadline = case.deadlines.running().get(key=key)
    return Reasons(deadline, office_days(case.unit))


def test_a_transfer_ends_every_clock_of_ours_and_says_so(
    case: Case, registrar: User
) -> None:
    event = act(case, "transfer", registrar, at=TRANSFERRED)

    assert dates(case) == {}
    assert event.data["stopped"] == sorted(event.data["stopped"])
    assert len(event.data["stopped"]) == 5
    ended = case.deadlines.away()
    assert {one.ended_at for one in ended} == {TRANSFERRED}
    case.refresh_from_db()
    assert case.closed_at == TRANSFERRED


def test_nobody_is_warned_while_another_authority_has_the_case(
    case: Case, registrar: User
) -> None:
    act(case, "transfer", registrar, at=TRANSFERRED)

    assert pass_time(at=datetime(2027, 3, 1, tzinfo=UTC)) == 0


def test_each_clock_is_counted_on_the_return_as_the_definition_says(
    case: Case, registrar: User
) -> None:
    back(case, registrar)

    assert dates(case) == {
        # two of five working days had passed: ten working days away come on top
        "promise": date(2026, 3, 31),
        "law": date(2026, 4, 10),
        "promise_again": date(2026, 4, 2),
        # a month from the 26th is a Sunday
        "law_again": date(2026, 4, 27),
        "promise_all_along": date(2026, 3, 17),
    }


def test_the_event_of_the_return_tells_what_became_of_each_clock(
    case: Case, registrar: User
) -> None:
    event = back(case, registrar).events.get(transition="take_back")

    assert event.data["returned_on"] == "2026-03-26"
    assert event.data["clocks"] == {
        "promise": "goes_on",
        "law": "same_start",
        "promise_again": "anew",
        "law_again": "anew",
        "promise_all_along": "same_start",
    }


@pytest.mark.parametrize("day", [date(2026, 3, 11), date(2026, 3, 31)])
def test_a_case_comes_back_neither_before_it_was_away_nor_later_than_today(
    case: Case, registrar: User, day: date
) -> None:
    with pytest.raises(InvalidAnswers):
        back(case, registrar, day)

    case.refresh_from_db()
    assert case.stage == "elsewhere"
    assert dates(case) == {}


def test_one_that_comes_back_on_the_day_of_its_transfer_loses_nothing(
    case: Case, registrar: User
) -> None:
    before = dates(case)

    back(case, registrar, date(2026, 3, 12))

    assert dates(case)["promise"] == before["promise"]


def test_what_was_late_before_the_transfer_stays_late_and_is_told_once(
    case: Case, registrar: User
) -> None:
    late = datetime(2026, 3, 18, 7, tzinfo=UTC)
    pass_time(at=late)
    missed = case.events.filter(type="deadline_missed").count()
    act(case, "transfer", registrar, at=late)

    act(case, "take_back", registrar, at=TYPED_IN, returned_on="2026-03-26")

    running = {one.key: one for one in case.deadlines.running()}
    assert dates(case)["promise"] == date(2026, 3, 17)
    assert running["promise"].missed_at == late
    pass_time(at=TYPED_IN)
    assert case.events.filter(type="deadline_missed").count() == missed


def test_a_clock_that_stood_still_for_the_submitter_goes_on_after_both(
    case: Case, registrar: User
) -> None:
    act(case, "ask", registrar, at=datetime(2026, 3, 11, 7, tzinfo=UTC))
    act(case, "transfer_unanswered", registrar, at=TRANSFERRED)

    act(case, "take_back", registrar, at=TYPED_IN, returned_on="2026-03-26")

    # one working day while asked, ten while away
    assert dates(case)["promise"] == date(2026, 4, 1)


def test_the_clock_of_a_second_transfer_counts_both_absences(
    case: Case, registrar: User
) -> None:
    back(case, registrar)
    again = datetime(2026, 3, 30, 8, tzinfo=UTC)
    act(case, "transfer", registrar, at=again)

    later = datetime(2026, 4, 1, 7, tzinfo=UTC)
    act(case, "take_back", registrar, at=later, returned_on="2026-04-01")

    assert dates(case)["promise"] == date(2026, 4, 2)
    assert case.deadlines.away().filter(key="law_again").count() == 2
    assert dates(case)["law_again"] == date(2026, 5, 4)


def test_a_returned_case_says_why_each_date(case: Case, registrar: User) -> None:
    back(case, registrar)
    with override("en"):
        went_on = "Another authority had the case from 12 March 2026 to 26 March 2026"
        assert (
            f"{went_on}: 10 working days more." in reasons(case, "promise").for_staff()
        )
        assert f"{went_on}. That time counts, too." in reasons(case, "law").for_staff()
        assert (
            f"{went_on}. The whole period begins with the return."
            in reasons(case, "law_again").for_staff()
        )
        assert (
            reasons(case, "promise")
            .for_resident()
            .endswith("and 10 working days more while another authority had it.")
        )
        assert reasons(case, "promise_again").for_resident() == (
            "Counted as 5 working days from 26 March 2026, when another authority had "
            "sent the case back."
        )


def test_a_clock_that_was_met_before_the_transfer_begins_without_the_time_away(
    case: Case, registrar: User
) -> None:
    Deadline.objects.filter(case=case, key="promise").update(
        state=Deadline.State.MET, ended_at=ARRIVED
    )

    back(case, registrar)

    assert dates(case)["promise"] == date(2026, 3, 31)
