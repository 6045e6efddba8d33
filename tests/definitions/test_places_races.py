"""The last place, and a freed one, wanted by many at once: threads on PostgreSQL."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

import pytest

from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.taking_part import sent, stage_of
from tests.workflows.claiming import work_off
from tests.workflows.test_races import at_once
from workflows.actions.actors import Actor
from workflows.actions.places import change_places, fill_places
from workflows.models import Case, Procedure

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 8
ROUNDS = 10


@pytest.fixture
def meeting(install: Callable[[str], Channel]) -> Channel:
    return install("forum_registration")


def offer(meeting: Channel, places: int) -> None:
    Procedure.objects.filter(pk=meeting.pk).update(places=places)
    meeting.procedure.refresh_from_db()


def stages_in(meeting: Channel) -> Counter[str]:
    cases = Case.objects.filter(procedure=meeting.procedure)
    return Counter(cases.values_list("stage", flat=True))


def test_the_last_place_has_exactly_one_taker(meeting: Channel, at: datetime) -> None:
    for number in range(1, ROUNDS + 1):
        offer(meeting, number)

        at_once([partial(sent, meeting, at=at)] * THREADS)

        assert stages_in(meeting)["confirmed"] == number
        # Nobody of this round stands before those of the next one.
        Case.objects.filter(stage="waiting").update(stage="not_reached")


def test_many_promotions_at_once_give_exactly_the_free_places(
    meeting: Channel, at: datetime
) -> None:
    offer(meeting, 0)
    for _ in range(THREADS):
        sent(meeting, at=at)
    offer(meeting, 3)

    at_once(
        [
            partial(
                fill_places,
                procedure_id=meeting.pk,
                transition="promote",
                at=at,
                request_key=f"worker-{number}",
            )
            for number in range(THREADS)
        ]
    )

    assert stages_in(meeting) == {"confirmed": 3, "waiting": THREADS - 3}


def test_cancelling_beside_newcomers_leaves_no_place_empty_and_none_given_twice(
    meeting: Channel, at: datetime
) -> None:
    offer(meeting, 4)
    confirmed = [sent(meeting, at=at) for _ in range(4)]
    later = at + timedelta(days=1)

    at_once(
        [
            *(partial(do, case, "cancel", None, at=later) for case in confirmed),
            *[partial(sent, meeting, at=later)] * 4,
        ]
    )
    work_off(later)

    assert stages_in(meeting) == {"cancelled": 4, "confirmed": 4}


def test_more_places_beside_cancellations_and_newcomers_are_given_exactly_once(
    meeting: Channel, at: datetime
) -> None:
    offer(meeting, 3)
    confirmed = [sent(meeting, at=at) for _ in range(3)]
    waiting = [sent(meeting, at=at) for _ in range(6)]
    later = at + timedelta(days=1)

    def raise_places() -> None:
        procedure = Procedure.objects.get(pk=meeting.pk)
        change_places(procedure=procedure, places=5, actor=Actor.system(), at=later)

    at_once(
        [
            raise_places,
            *(partial(do, case, "cancel", None, at=later) for case in confirmed[:2]),
            # the first in line goes just when the line is to move up
            partial(do, waiting[0], "cancel", None, at=later),
            *[partial(sent, meeting, at=later)] * 2,
        ]
    )
    work_off(later)

    assert stages_in(meeting) == {"cancelled": 3, "confirmed": 5, "waiting": 3}
    line = [stage_of(case) for case in waiting[1:5]]
    assert line == ["confirmed"] * 4


def test_the_line_keeps_its_order_when_everybody_cancels_at_once(
    meeting: Channel, at: datetime
) -> None:
    offer(meeting, 3)
    cases = [sent(meeting, at=at + timedelta(minutes=one)) for one in range(8)]
    later = at + timedelta(days=1)

    at_once([partial(do, case, "cancel", None, at=later) for case in cases[:3]])
    at_once([partial(work_off, later)] * 2)

    now = list(Case.objects.order_by("pk").values_list("stage", flat=True))
    assert now == ["cancelled"] * 3 + ["confirmed"] * 3 + ["waiting"] * 2


def test_a_place_freed_while_somebody_registers_is_not_forgotten(
    meeting: Channel, at: datetime
) -> None:
    offer(meeting, 1)
    first = sent(meeting, at=at)
    later = at + timedelta(days=1)

    def cancel() -> None:
        do(first, "cancel", None, at=later)
        work_off(later)
        connection.close()

    cancelling = threading.Thread(target=cancel)
    with transaction.atomic():
        newcomer = sent(meeting, at=later)  # finds no place, and is not seen yet
        cancelling.start()
        while cancelling.is_alive() and not _somebody_waits_for_us():
            time.sleep(0.01)
    cancelling.join()

    assert stage_of(newcomer) == "confirmed"


def _somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])
