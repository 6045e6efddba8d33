"""Many rows saved in one statement."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from participation.models import Channel
from tests.cases import make_case
from workflows.models import Case, Deadline
from workflows.models import updates as saving
from workflows.models.updates import save_each


@pytest.fixture
def deadlines(channel: Channel, at: datetime) -> list[Deadline]:
    for _ in range(3):
        make_case(channel, at=at)
    return list(Deadline.objects.order_by("pk"))


def test_each_row_gets_its_own_values(deadlines: list[Deadline], at: datetime) -> None:
    *changed, last = deadlines
    for number, deadline in enumerate(changed):
        deadline.missed_at = at + timedelta(minutes=number) if number % 2 else None
        deadline.due_at = None
        deadline.warned = number
        deadline.calendar = f"{number} 'days'"
        deadline.kept_pauses = [[f"2026-03-{number + 1:02}", None]]
        deadline.state = Deadline.State.DROPPED  # not named, so not saved
    fields = ["missed_at", "due_at", "warned", "calendar", "kept_pauses"]

    save_each(changed, fields)

    for deadline in changed:
        saved = Deadline.objects.get(pk=deadline.pk)
        wanted = [getattr(deadline, name) for name in fields]
        assert [getattr(saved, name) for name in fields] == wanted
        assert saved.state == Deadline.State.ARMED
    assert Deadline.objects.filter(pk=last.pk).values().get() == {
        name: value for name, value in vars(last).items() if not name.startswith("_")
    }


def test_a_statement_takes_what_a_database_can(
    deadlines: list[Deadline], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_PARAMETERS", 4)
    for number, deadline in enumerate(deadlines):
        deadline.warned = number

    with CaptureQueriesContext(connection) as queries:
        save_each(deadlines, ["warned"])

    assert len(queries) == (len(deadlines) + 1) // 2
    saved = Deadline.objects.order_by("pk").values_list("warned", flat=True)
    assert list(saved) == [one.warned for one in deadlines]


def test_no_rows_are_no_statement(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        save_each(list[Case](), ["revision"])

    assert not queries
