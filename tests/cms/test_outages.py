"""A database that goes away while somebody is at work."""

import uuid
from typing import Any

from django.db import OperationalError, connection
from django.test import Client

import pytest

from cms.accounts.models import User
from cms.models import HomePage
from tests.cases import act
from workflows.models import Case, CaseEvent, Effect


class _Gone:
    """Lets the database fail at the first statement that begins as told."""

    def __init__(self, beginning: str) -> None:
        self.beginning = beginning

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith(self.beginning):
            raise OperationalError("server closed the connection: 'kirjoitettu'")
        return execute(sql, params, many, context)


@pytest.fixture
def desk(client: Client, registrar: User) -> Client:
    client.force_login(registrar)
    return client


@pytest.fixture
def typed(case: Case) -> dict[str, Any]:
    return {
        "answer-handled_by": "Osallisuusyksikkö",
        "answer-estimate": "toukokuu",
        "revision": case.revision,
        "request_key": uuid.uuid4().hex,
    }


@pytest.fixture
def address(case: Case) -> str:
    return f"/admin/cases/{case.pk}/take/"


@pytest.mark.parametrize(
    "beginning",
    [
        'INSERT INTO "workflows_caseevent"',
        'INSERT INTO "workflows_effect"',
        'UPDATE "workflows_case"',
    ],
)
def test_a_transition_without_its_database_says_so_and_does_nothing(
    beginning: str,
    case: Case,
    desk: Client,
    address: str,
    typed: dict[str, Any],
    home: HomePage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with connection.execute_wrapper(_Gone(beginning)):
        answer = desk.post(address, typed)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "palaa selaimella" in answer.content.decode()
    assert "kirjoitettu" not in caplog.text
    case.refresh_from_db()
    assert (case.stage, case.revision) == ("received", 1)
    assert not CaseEvent.objects.filter(case=case, transition="take").exists()


def test_what_was_sent_again_afterwards_happens_once(
    case: Case, desk: Client, address: str, typed: dict[str, Any], home: HomePage
) -> None:
    with connection.execute_wrapper(_Gone('INSERT INTO "workflows_effect"')):
        desk.post(address, typed)
    desk.post(address, typed)
    desk.post(address, typed)

    case.refresh_from_db()
    assert case.stage == "review"
    [event] = CaseEvent.objects.filter(case=case, transition="take")
    assert Effect.objects.filter(event=event).count() == 1


def test_other_mistakes_are_not_called_an_outage(
    case: Case, people: dict[str, User], at: Any, desk: Client, address: str
) -> None:
    act(case, "take", people["registrar"], at=at)

    assert desk.get(address).status_code != 503
