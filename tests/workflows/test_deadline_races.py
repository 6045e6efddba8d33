"""Deadlines, people and workers at the same moment: real threads on PostgreSQL."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from tests.drawn import put_to_use, send_in
from tests.workflows.passing import noted, told
from tests.workflows.test_chain import chain
from tests.workflows.test_races import at_once
from tests.workflows.test_timers import asking
from workflows.actions.recounts import count_again, refresh_calendars
from workflows.actions.reminders import pass_time
from workflows.engine.chain import first_break
from workflows.models import Case, Closure, Deadline, Unit

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

OVER = timedelta(days=8)


def work_off(at: datetime) -> None:
    while pass_time(at=at, limit=3):
        pass


def test_workers_share_what_is_due_and_tell_it_once(
    channel: Channel, at: datetime
) -> None:
    cases = [make_case(channel, at=at) for _ in range(30)]

    at_once([partial(work_off, at + OVER)] * 4)
    work_off(at + OVER)

    for case in cases:
        assert noted(case) == [("deadline_missed", "taking")]
        assert told(case) == [("role", "deadline_missed")]
        assert first_break(chain(case)) is None


def test_a_case_that_somebody_moves_is_met_or_missed_and_never_both(
    channel: Channel, registrar: User, at: datetime
) -> None:
    for _ in range(15):
        case = make_case(channel, at=at)

        at_once(
            [
                partial(act, case, "take", registrar, at=at + OVER),
                partial(pass_time, at=at + OVER),
            ]
        )

        taking = case.deadlines.get(key="taking")
        case.refresh_from_db()
        assert case.stage == "review"
        assert taking.state == Deadline.State.MISSED
        assert len(noted(case)) == (taking.missed_at is not None)
        assert first_break(chain(case)) is None


def test_a_reply_and_the_end_of_its_time_have_one_winner(
    roles: None, unit: Unit, reviewer: User, at: datetime
) -> None:
    procedure = put_to_use(asking(), unit, at=at)
    for _ in range(15):
        with transaction.atomic():
            case = send_in(procedure, at=at)
        act(case, "ask", reviewer, at=at)
        over = at + timedelta(days=15)

        at_once(
            [partial(act, case, "tell", None, at=over)]
            + [partial(pass_time, at=over)] * 2
        )

        moved = case.events.filter(transition__in=["tell", "no_reply"])
        assert moved.count() == 1
        assert Case.objects.get(pk=case.pk).stage == "review"


def test_a_recount_and_people_at_work_agree(
    channel: Channel, registrar: User, at: datetime
) -> None:
    cases = [make_case(channel, at=at) for _ in range(20)]
    Closure.objects.create(day=date(2026, 3, 12), label="Koulutus")
    refresh_calendars(at=at)

    def recount() -> None:
        while count_again(at=at, limit=2):
            pass

    at_once(
        [recount, recount]
        + [partial(act, case, "take", registrar, at=at) for case in cases[:10]]
    )
    recount()

    for case in cases:
        calendars = set(case.deadlines.running().values_list("calendar", flat=True))
        assert len(calendars) == 1
        assert case.events.filter(type="deadline_moved").count() <= 1
        assert first_break(chain(case)) is None
    for case in cases[10:]:
        assert case.events.filter(type="deadline_moved").count() == 1
