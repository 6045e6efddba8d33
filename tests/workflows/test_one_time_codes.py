"""One-time codes and backup codes: what is taken, once, and what is kept of them."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command

import pytest
import time_machine

from cms.accounts.models import User
from tests.authenticators import PASSWORD, App, app_of, enrol
from tests.workflows.test_sealing import stored
from workflows.actions.second_factors import (
    begin_enrolment,
    confirm,
    renew_backup_codes,
)
from workflows.engine.confirmations import Method
from workflows.errors import NoSecondFactor, TooManyTries, WrongCode
from workflows.models import BackupCode, SecondFactor

LATER = timedelta(minutes=5)


@pytest.fixture
def app(approver: User, at: datetime) -> App:
    return enrol(approver, at=at)


# --- codes -------------------------------------------------------------------------


def test_a_code_of_the_app_confirms(approver: User, app: App, at: datetime) -> None:
    given = confirm(user=approver, code=app.code(at + LATER), at=at + LATER)

    assert given.person_id == approver.pk
    assert (given.method, given.at) == (Method.APP, at + LATER)


def test_a_code_may_be_typed_in_groups(approver: User, app: App, at: datetime) -> None:
    code = app.code(at + LATER)

    given = confirm(user=approver, code=f" {code[:3]} {code[3:]} ", at=at + LATER)

    assert given.method is Method.APP


def test_a_code_works_once(approver: User, app: App, at: datetime) -> None:
    code = app.code(at + LATER)
    confirm(user=approver, code=code, at=at + LATER)

    with pytest.raises(WrongCode):
        confirm(user=approver, code=code, at=at + LATER)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "\uff11\uff12\uff13\uff14\uff15\uff16", "-12345"]
)
def test_what_is_no_code_is_a_wrong_one(
    approver: User, app: App, at: datetime, typed: str
) -> None:
    with pytest.raises(WrongCode):
        confirm(user=approver, code=typed, at=at + LATER)


def test_an_old_code_is_a_wrong_one(approver: User, app: App, at: datetime) -> None:
    old = app.code(at + LATER - timedelta(minutes=2))

    with pytest.raises(WrongCode):
        confirm(user=approver, code=old, at=at + LATER)


def test_the_code_of_somebody_else_is_a_wrong_one(
    approver: User, reviewer: User, app: App, at: datetime
) -> None:
    theirs = enrol(reviewer, at=at)

    with pytest.raises(WrongCode):
        confirm(user=approver, code=theirs.code(at + LATER), at=at + LATER)


def test_who_has_none_cannot_confirm(approver: User, at: datetime) -> None:
    with pytest.raises(NoSecondFactor):
        confirm(user=approver, code="123456", at=at)


def test_one_that_was_only_begun_confirms_nothing(approver: User, at: datetime) -> None:
    phone = app_of(begin_enrolment(user=approver, password=PASSWORD, at=at))

    with pytest.raises(NoSecondFactor):
        confirm(user=approver, code=phone.code(at), at=at)


def test_after_wrong_codes_no_code_is_looked_at_for_a_growing_while(
    approver: User, app: App, at: datetime
) -> None:
    later = at + LATER
    now = datetime.now().astimezone()
    waits = []
    with time_machine.travel(now, tick=False) as clock:
        for _ in range(3):
            with pytest.raises(WrongCode):
                confirm(user=approver, code=app.wrong_code(later), at=later)
            with pytest.raises(TooManyTries) as refused:
                confirm(user=approver, code=app.code(later), at=later)
            waits.append((refused.value.until - now).total_seconds())
            clock.move_to(now := refused.value.until)

        assert confirm(user=approver, code=app.code(later), at=later)

    assert waits == [1, 2, 4]
    assert SecondFactor.objects.get().throttling_failure_count == 0


# --- backup codes --------------------------------------------------------------------


def test_a_backup_code_confirms_once(approver: User, app: App, at: datetime) -> None:
    code = app.backup_codes[0]

    given = confirm(user=approver, code=code, at=at)

    assert given.method is Method.BACKUP_CODE
    assert BackupCode.objects.count() == 9
    with pytest.raises(WrongCode):
        confirm(user=approver, code=code, at=at)


def test_new_backup_codes_replace_the_old_ones(
    approver: User, app: App, at: datetime
) -> None:
    renewed = renew_backup_codes(
        user=approver, code=app.code(at + LATER), at=at + LATER
    )

    assert set(renewed).isdisjoint(app.backup_codes)
    assert BackupCode.objects.count() == 10
    with pytest.raises(WrongCode):
        confirm(user=approver, code=app.backup_codes[0], at=at + LATER)


# --- what the database has -------------------------------------------------------------


def test_no_secret_and_no_backup_code_stands_in_clear(
    approver: User, app: App, at: datetime
) -> None:
    secret = SecondFactor.objects.get().secret

    kept = stored("workflows_secondfactor") + stored("workflows_backupcode")

    assert str(secret)[2:-1] not in kept
    assert secret.hex() not in kept
    assert app.letters not in kept
    assert not any(code in kept for code in app.backup_codes)


def test_secrets_are_wrapped_anew_with_the_others(
    approver: User, app: App, at: datetime, settings: Any
) -> None:
    settings.MASTER_KEYS = {"new": b"n" * 32, **settings.MASTER_KEYS}

    call_command("rewrap_keys")

    settings.MASTER_KEYS = {"new": b"n" * 32}
    assert confirm(user=approver, code=app.code(at + LATER), at=at + LATER)
