"""Figures for a monitor: right, without personal data, and not for everybody."""

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

import pytest

from cms.accounts.models import User
from tests.cases import ANSWERS
from tests.desk.conftest import sit
from workflows.effects.metrics import exposition
from workflows.models import Case, Deadline, Effect


def figures(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (one.rsplit(" ", 1) for one in lines)}


def test_they_count_what_waits_and_what_failed(case: Case, at: datetime) -> None:
    Effect.objects.update(state="dead")
    Deadline.objects.filter(pk=Deadline.objects.first().pk).update(
        due_at=at - timedelta(days=1)
    )

    found = figures(exposition(at=at))

    assert found['osallistu_effects{state="dead",kind="mail"}'] == 1
    assert found["osallistu_deadlines_overdue"] == 1
    assert found["osallistu_tasks_open"] == 1
    assert found["osallistu_cases_open"] == 1
    assert found["osallistu_effects_oldest_due_seconds"] == 0


def test_they_tell_how_long_the_oldest_effect_waits(case: Case, at: datetime) -> None:
    found = figures(exposition(at=at + timedelta(minutes=5)))

    assert found["osallistu_effects_oldest_due_seconds"] == 300


def test_an_empty_house_has_figures_too(db: None) -> None:
    assert figures(exposition(at=timezone.now()))["osallistu_tasks_open"] == 0


def test_the_command_prints_the_same_and_nothing_of_anybody(case: Case) -> None:
    out = io.StringIO()

    call_command("workflow_metrics", stdout=out)

    assert "# TYPE osallistu_tasks_open gauge" in out.getvalue()
    assert case.reference not in out.getvalue()
    assert ANSWERS["email"] not in out.getvalue()


def test_a_monitor_comes_in_by_its_token(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = "a-long-token"
    client = Client()

    inside = client.get("/metrics", headers={"Authorization": "Bearer a-long-token"})

    assert inside.status_code == 200
    assert inside["Content-Type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer wrong", "Basic a-long-token", "a-long-token"]
)
@pytest.mark.parametrize("token", ["", "a-long-token"])
def test_nobody_else_does(db: None, settings: Any, header: str, token: str) -> None:
    settings.METRICS_TOKEN = token
    headers = {"Authorization": header} if header else {}

    assert Client().get("/metrics", headers=headers).status_code == 401


def test_staff_see_them_who_see_the_incidents(reviewer: User, db: None) -> None:
    boss = User.objects.create_superuser("boss", "boss@example.org", "salasana-testi")

    assert sit(boss).client.get("/metrics").status_code == 200
    assert sit(reviewer).client.get("/metrics").status_code == 401
