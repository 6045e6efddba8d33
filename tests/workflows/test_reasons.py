"""Why a date is what it is, said to staff and to the resident."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import override

import pytest

from workflows.effects.reasons import Reasons, clock_in_words, version_in_words
from workflows.engine.calendars import Calendar, Period, Unit, fingerprint
from workflows.engine.due import Pause, due_moment
from workflows.engine.terms import Origin, Terms, terms_as_json
from workflows.engine.workflow_spec import Clock
from workflows.models import Deadline
from workflows.models.closures import OfficeDays

CLOSURES = {date(2026, 12, 28): "Varaston muutto"}
DAYS = OfficeDays(CLOSURES, fingerprint(CLOSURES))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def terms(amount: int, unit: str, **more: Any) -> Terms:
    clock = Clock.SERVICE if unit == "working_day" else Clock.STATUTORY
    more = {"clock": clock, "pauses": clock is Clock.SERVICE, **more}
    return Terms(period=Period(amount, Unit(unit)), basis={}, **more)


def reasons(kept: Terms, start: str, *pauses: Pause, **more: Any) -> Reasons:
    started_at = datetime.fromisoformat(f"{start}T10:00").replace(tzinfo=UTC)
    deadline = Deadline(
        key="answer",
        kept_terms=terms_as_json(kept),
        started_at=started_at,
        calendar=DAYS.fingerprint,
        **more,
    )
    deadline.pauses = list(pauses)
    deadline.set_due(
        due_moment(
            kept,
            started_at=started_at,
            is_extended=deadline.extended_at is not None,
            pauses=pauses,
            closures=DAYS.closures,
        )
    )
    return Reasons(deadline, DAYS)


def test_a_period_of_eu_law_that_was_made_longer_says_so():
    found = reasons(terms(2, "day", calendar=Calendar.EU), "2026-03-20")

    assert found.for_staff()[1:] == [
        "The period of 2 days ends on Sunday 22 March 2026.",
        "Days off passed over: 22 March 2026 (Sunday).",
        (
            "It is made longer so that it includes two working days (EU regulation"
            " 1182/71, article 3(5))."
        ),
    ]
    assert found.for_resident() == (
        "Counted as 2 days from 20 March 2026, and made longer so that it includes two"
        " working days."
    )


def test_working_hours_say_when_they_pass():
    found = reasons(terms(4, "working_hour", clock=Clock.SERVICE), "2026-03-02")

    assert found.for_staff()[1:] == [
        "The period is 4 working hours.",
        "It passes on working days from 8 to 16 o'clock.",
    ]
    assert found.for_resident() == "Counted as 4 working hours from 2 March 2026."


def test_an_end_on_a_working_day_is_said_plainly():
    found = reasons(terms(14, "day"), "2026-03-02")

    assert found.for_staff() == [
        "Counted from 2 March 2026; that day is not counted itself.",
        "The period of 14 days ends on Monday 16 March 2026.",
    ]
    assert found.for_resident() == "Counted as 14 days from 2 March 2026."


def test_each_day_off_behind_the_end_has_its_name():
    found = reasons(terms(2, "week"), "2026-03-20")

    assert found.for_staff()[1:] == [
        "The period of 2 weeks ends on Friday 3 April 2026.",
        (
            "Days off passed over: 3 April 2026 (Good Friday); 4 April 2026 (Saturday);"
            " 5 April 2026 (Easter Sunday); 6 April 2026 (Easter Monday)."
        ),
    ]
    assert found.for_resident() == (
        "Counted as 2 weeks from 20 March 2026, but 3 April 2026 is a day off"
        " (Good Friday), so the next working day counts."
    )


def test_working_days_name_the_days_off_on_the_way_closures_too():
    found = reasons(terms(5, "working_day"), "2026-12-22")

    assert found.for_staff()[1:] == [
        "The period of 5 working days ends on Monday 4 January 2027.",
        (
            "Days off passed over: 24 December 2026 (Christmas Eve);"
            " 25 December 2026 (Christmas Day);"
            " 26 December 2026 (Second Day of Christmas); 27 December 2026 (Sunday);"
            " 28 December 2026 (Varaston muutto); 1 January 2027 (New Year's Day);"
            " 2 January 2027 (Saturday); 3 January 2027 (Sunday)."
        ),
    ]
    assert found.for_resident() == (
        "Counted as 5 working days from 22 December 2026, without these:"
        " Christmas Eve, Christmas Day, Second Day of Christmas, Varaston muutto,"
        " New Year's Day."
    )


def test_a_closure_says_nothing_of_a_period_of_the_law():
    found = reasons(terms(17, "day"), "2026-12-10")

    assert "26 December 2026" not in found.for_resident()
    assert "Varaston muutto" not in " ".join(found.for_staff())


def test_pauses_are_told_with_the_days_they_added():
    stood = Pause(date(2026, 3, 4), date(2026, 3, 9))
    found = reasons(terms(5, "working_day"), "2026-03-02", stood)

    assert found.for_staff()[-1] == (
        "Stood still from 4 March 2026 to 9 March 2026: 3 working days more."
    )
    assert found.for_resident() == (
        "Counted as 5 working days from 2 March 2026, and 3 working days more while"
        " we waited for you."
    )


def test_a_clock_that_stands_still_has_no_date_to_explain():
    found = reasons(terms(5, "working_day"), "2026-03-02", Pause(date(2026, 3, 4)))
    found.deadline.due_at = None

    assert found.for_staff()[-1] == "Has stood still since 4 March 2026."
    assert found.for_resident() == ""


def test_an_extension_says_when_and_to_what():
    found = reasons(
        terms(1, "month", extended=Period(2, Unit.MONTH)),
        "2026-04-19",
        extended_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
    )

    assert found.for_staff()[1:] == [
        "The period of 2 months ends on Friday 19 June 2026.",
        (
            "Days off passed over: 19 June 2026 (Midsummer Eve);"
            " 20 June 2026 (Midsummer Day); 21 June 2026 (Sunday)."
        ),
        "Extended once, on 4 May 2026: 2 months from the same start.",
    ]


def test_a_presumption_moves_over_no_day_off():
    found = reasons(terms(3, "day", calendar=Calendar.NONE), "2026-06-17")

    assert found.for_staff()[1:] == [
        "The period of 3 days ends on Saturday 20 June 2026.",
        "An end on a day off does not move.",
    ]


def test_many_weekends_are_only_counted_but_every_holiday_is_named():
    passed = reasons(terms(20, "working_day"), "2026-12-01").for_staff()[2]

    assert passed.startswith("Days off passed over: 8 Saturdays and Sundays; ")
    assert "25 December 2026 (Christmas Day)" in passed
    assert "(Saturday)" not in passed


def test_a_pause_of_one_day_is_said_once():
    stood = Pause(date(2026, 3, 4), date(2026, 3, 4))
    found = reasons(terms(5, "working_day"), "2026-03-02", stood)

    assert found.for_staff()[-1] == (
        "Stood still on 4 March 2026 only, which adds nothing."
    )


def test_a_date_counted_with_other_days_off_names_none():
    found = reasons(terms(2, "week"), "2026-03-20")
    found.deadline.calendar = "older"

    assert found.for_staff()[1:] == ["The period is 2 weeks."]
    assert found.for_resident() == "Counted as 2 weeks from 20 March 2026."


def test_hours_are_said_as_hours():
    found = reasons(terms(72, "hour", calendar=Calendar.NONE), "2026-06-17")

    assert found.for_resident() == "Counted as 72 hours from 17 June 2026."


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin.SHIPPED, "Shared rule in force from 1 January 2026"),
        (
            Origin.ORGANISATION,
            "The organisation's own version of a shared rule, from 1 January 2026",
        ),
        (Origin.UNIT, "The unit's own version of a shared rule, from 1 January 2026"),
    ],
)
def test_the_version_of_the_rule_is_said(origin, words):
    kept = terms(
        14, "day", rule="completion", valid_from=date(2026, 1, 1), origin=origin
    )

    assert version_in_words(kept) == words


def test_terms_of_the_workflow_have_no_version():
    assert version_in_words(terms(14, "day")) == ""


def test_the_kind_of_clock_is_said():
    assert clock_in_words(terms(1, "month")) == "statutory, never stands still"
    assert "stands still while" in clock_in_words(terms(5, "working_day"))
    assert clock_in_words(terms(5, "working_day", pauses=False)) == "own promise"
