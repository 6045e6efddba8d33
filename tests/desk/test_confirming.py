"""A transition's page that asks for a one-time code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

import pytest
import time_machine

from cms.accounts.models import User
from tests.authenticators import App, asking_for_codes, enrol
from tests.desk.conftest import Desk, text_of
from tests.drawn import put_to_use, send_in
from workflows.desk.confirming import CODE
from workflows.models import Case, Unit

#: the moment of these tests, for the machine's clock too
NOW = datetime.fromisoformat("2026-03-10T12:00:00+02:00")


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def case(unit: Unit, roles: None) -> Case:
    return send_in(put_to_use(asking_for_codes(), unit, at=NOW), at=NOW)


@pytest.fixture
def written(case: Case, at_desk: dict[str, Desk]) -> Case:
    at_desk["reviewer"].do(case, "write")
    case.refresh_from_db()
    return case


@pytest.fixture
def desk(at_desk: dict[str, Desk]) -> Desk:
    return at_desk["approver"]


@pytest.fixture
def app(approver: User) -> App:
    return enrol(approver, at=NOW - timedelta(minutes=5))


def send(
    desk: Desk,
    case: Case,
    code: str,
    ticket: dict[str, str] | None = None,
    transition: str = "approve",
) -> HttpResponse:
    page = ticket or desk.open(case, transition)
    return desk.send(case, transition, page, **{"remarks": "Hyvä näin.", CODE: code})


def stage_of(case: Case) -> str:
    case.refresh_from_db()
    return case.stage


def is_asked_again(response: HttpResponse) -> bool:
    """Tell whether the page has what was typed, and no code."""
    page = response.content.decode()
    return response.status_code == 422 and 'value="Hyvä näin."' in page


def test_the_page_asks_as_phones_and_browsers_know(
    written: Case, desk: Desk, app: App
) -> None:
    page = desk.get("desk_cases:transition", written.pk, "approve").content.decode()

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "Six digits from your authenticator app" in page
    assert "you have none yet" not in page


def test_others_are_not_asked(case: Case, at_desk: dict[str, Desk]) -> None:
    page = at_desk["reviewer"].get("desk_cases:transition", case.pk, "write")

    assert "one-time-code" not in page.content.decode()


def test_a_right_code_approves_and_the_history_tells_it(
    written: Case, desk: Desk, app: App
) -> None:
    response = send(desk, written, app.code(NOW))

    assert response.status_code == 302
    assert stage_of(written) == "done"
    page = text_of(desk.case(written))
    assert "Confirmed with a second factor" in page
    assert "with a code of the authenticator app, 10/03/2026 12:00" in page


def test_a_backup_code_does_too(written: Case, desk: Desk, app: App) -> None:
    send(desk, written, app.backup_codes[0])

    assert stage_of(written) == "done"
    assert "with a backup code, 10/03/2026 12:00" in text_of(desk.case(written))


def test_without_a_code_nothing_happens(written: Case, desk: Desk, app: App) -> None:
    response = send(desk, written, "")

    assert is_asked_again(response)
    assert stage_of(written) == "approval"


def test_a_wrong_code_keeps_what_was_typed(written: Case, desk: Desk, app: App) -> None:
    wrong = app.wrong_code(NOW)

    response = send(desk, written, wrong)

    assert is_asked_again(response)
    assert "The code is wrong, too old or was used already." in text_of(response)
    assert wrong not in response.content.decode()
    assert stage_of(written) == "approval"


def test_after_wrong_codes_the_page_says_how_long_to_wait(
    written: Case, desk: Desk, app: App
) -> None:
    send(desk, written, app.wrong_code(NOW))

    response = send(desk, written, app.code(NOW))

    assert is_asked_again(response)
    assert "Wait 1 second and try again." in text_of(response)
    assert stage_of(written) == "approval"


def test_a_long_wait_is_told_in_minutes(
    written: Case, desk: Desk, app: App, clock: Any
) -> None:
    for wait in (0, 1, 2, 4, 8, 16, 32, 64):
        clock.shift(wait)
        send(desk, written, app.wrong_code(timezone.now()))

    response = send(desk, written, app.code(timezone.now()))

    assert "Wait 3 minutes and try again, or ask an administrator" in text_of(response)


def test_a_code_that_was_used_is_not_taken_again(
    written: Case, desk: Desk, app: App
) -> None:
    send(desk, written, app.code(NOW), transition="remark")

    response = send(desk, written, app.code(NOW))

    assert is_asked_again(response)
    assert stage_of(written) == "approval"


def test_the_code_of_a_colleague_is_a_wrong_one(
    written: Case, desk: Desk, app: App, reviewer: User
) -> None:
    theirs = enrol(reviewer, at=NOW - timedelta(minutes=5))

    response = send(desk, written, theirs.code(NOW))

    assert is_asked_again(response)
    assert stage_of(written) == "approval"


def test_who_has_none_is_led_to_take_one_into_use(written: Case, desk: Desk) -> None:
    opened = desk.get("desk_cases:transition", written.pk, "approve")
    assert 'href="/admin/account/second-factor/"' in opened.content.decode()

    response = send(desk, written, "123456")

    assert is_asked_again(response)
    page = response.content.decode()
    assert "You have no second factor yet." in page
    assert 'href="/admin/account/second-factor/"' in page
    assert stage_of(written) == "approval"


def test_whose_role_it_is_not_uses_no_code_up(
    written: Case, at_desk: dict[str, Desk], reviewer: User
) -> None:
    app = enrol(reviewer, at=NOW - timedelta(minutes=5))
    desk = at_desk["reviewer"]

    response = send(desk, written, app.wrong_code(NOW), ticket=ticket_of(written))

    assert response.status_code == 403
    assert reviewer.second_factors.get().throttling_failure_count == 0
    assert stage_of(written) == "approval"


def test_an_old_page_uses_no_code_up(
    written: Case,
    desk: Desk,
    app: App,
    sit_down: Callable[[User], Desk],
    second_approver: User,
) -> None:
    ticket = desk.open(written, "approve")
    other = enrol(second_approver, at=NOW - timedelta(minutes=5))
    send(sit_down(second_approver), written, other.code(NOW), transition="remark")

    response = send(desk, written, app.code(NOW), ticket)

    assert response.status_code == 409
    assert "Hyvä näin." in response.content.decode()
    again = send(desk, written, app.code(NOW))
    assert again.status_code == 302


@pytest.mark.parametrize("transition", ["approve", "remark"])
def test_sending_twice_is_doing_once(
    written: Case, desk: Desk, app: App, transition: str
) -> None:
    ticket = desk.open(written, transition)
    code = app.code(NOW)

    first = send(desk, written, code, ticket, transition)
    second = send(desk, written, code, ticket, transition)

    assert (first.status_code, second.status_code) == (302, 302)
    assert written.events.filter(transition=transition).count() == 1


def ticket_of(case: Case) -> dict[str, str]:
    return {"revision": str(case.revision), "request_key": "typed by hand"}
