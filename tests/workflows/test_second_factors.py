"""Second factors: taken into use, given up, and reset by somebody else."""

from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.core.exceptions import PermissionDenied

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from cms.accounts.models import User
from tests.authenticators import PASSWORD, App, app_of, enrol
from tests.people import make_person
from workflows.actions.second_factors import (
    begin_enrolment,
    confirm,
    finish_enrolment,
    remove_second_factor,
    reset_second_factor,
)
from workflows.errors import (
    EnrolmentOver,
    NoSecondFactor,
    OwnSecondFactor,
    WrongCode,
    WrongPassword,
)
from workflows.models import SecondFactor

LATER = timedelta(minutes=5)


@pytest.fixture
def app(approver: User, at: datetime) -> App:
    return enrol(approver, at=at)


@pytest.fixture
def administrator(roles: None) -> User:
    return make_person("administrator", "administrator", unit=None)


def history() -> list[tuple[str, Any]]:
    entries = ModelLogEntry.objects.filter(action__contains="second_factor")
    return list(entries.order_by("pk").values_list("action", "user__username"))


# --- enrolling ---------------------------------------------------------------------


def test_an_app_is_in_use_once_its_first_code_was_right(
    approver: User, at: datetime
) -> None:
    begun = begin_enrolment(user=approver, password=PASSWORD, at=at)
    assert not SecondFactor.objects.in_use().exists()

    codes = finish_enrolment(user=approver, code=app_of(begun).code(at), at=at)

    assert SecondFactor.objects.in_use().get().user == approver
    assert len(set(codes)) == 10
    assert history() == [("workflows.second_factor.enrol", "approver")]
    [told] = mail.outbox
    assert told.to == ["approver@example.org"]


def test_whoever_found_an_open_browser_does_not_know_the_password(
    approver: User, at: datetime
) -> None:
    with pytest.raises(WrongPassword):
        begin_enrolment(user=approver, password="guessed", at=at)

    assert not SecondFactor.objects.exists()


def test_who_signs_in_elsewhere_has_no_password_to_ask(
    approver: User, at: datetime
) -> None:
    approver.set_unusable_password()
    approver.save()

    begin_enrolment(user=approver, at=at)

    assert SecondFactor.objects.pending_at(at).get().user == approver


def test_a_wrong_first_code_takes_nothing_into_use(
    approver: User, at: datetime
) -> None:
    begun = begin_enrolment(user=approver, password=PASSWORD, at=at)

    with pytest.raises(WrongCode):
        finish_enrolment(user=approver, code=app_of(begun).wrong_code(at), at=at)

    assert not SecondFactor.objects.in_use().exists()


def test_what_was_begun_can_be_finished_for_a_quarter_of_an_hour(
    approver: User, at: datetime
) -> None:
    phone = app_of(begin_enrolment(user=approver, password=PASSWORD, at=at))
    late = at + timedelta(minutes=15)

    with pytest.raises(EnrolmentOver):
        finish_enrolment(user=approver, code=phone.code(late), at=late)


def test_another_app_takes_the_place_of_the_first_by_a_code_of_that(
    approver: User, app: App, at: datetime
) -> None:
    later = at + LATER
    with pytest.raises(WrongCode):
        begin_enrolment(user=approver, password=PASSWORD, at=later)

    with time_machine.travel(datetime.now().astimezone() + LATER):
        begun = begin_enrolment(user=approver, code=app.code(later), at=later)
    second = app_of(begun)
    finish_enrolment(user=approver, code=second.code(later), at=later)

    after = later + LATER
    with pytest.raises(WrongCode):
        confirm(user=approver, code=app.code(after), at=after)


# --- removing and resetting ------------------------------------------------------------


def test_a_person_removes_it_by_a_code(approver: User, app: App, at: datetime) -> None:
    remove_second_factor(user=approver, code=app.backup_codes[0], at=at)

    assert not SecondFactor.objects.exists()
    assert history()[-1] == ("workflows.second_factor.remove", "approver")


def test_nobody_removes_it_without_a_code(
    approver: User, app: App, at: datetime
) -> None:
    with pytest.raises(WrongCode):
        remove_second_factor(user=approver, code="0000000000", at=at)

    assert SecondFactor.objects.in_use().exists()


def test_an_administrator_resets_that_of_somebody_else(
    approver: User, administrator: User, app: App, at: datetime
) -> None:
    mail.outbox.clear()

    reset_second_factor(user=approver, by=administrator, at=at)

    assert not SecondFactor.objects.exists()
    assert history()[-1] == ("workflows.second_factor.reset", "administrator")
    [told] = mail.outbox
    assert told.to == ["approver@example.org"]


def test_others_reset_nothing(
    approver: User, reviewer: User, app: App, at: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        reset_second_factor(user=approver, by=reviewer, at=at)

    assert SecondFactor.objects.in_use().exists()


def test_an_administrator_gets_round_no_own_second_factor(
    administrator: User, at: datetime
) -> None:
    enrol(administrator, at=at)

    with pytest.raises(OwnSecondFactor):
        reset_second_factor(user=administrator, by=administrator, at=at)


def test_an_administrator_does_not_reset_that_of_a_superuser(
    administrator: User, at: datetime
) -> None:
    boss = User.objects.create_superuser("boss", "boss@example.org", PASSWORD)
    enrol(boss, at=at)

    with pytest.raises(PermissionDenied):
        reset_second_factor(user=boss, by=administrator, at=at)


def test_where_there_is_none_there_is_nothing_to_reset(
    approver: User, administrator: User, at: datetime
) -> None:
    with pytest.raises(NoSecondFactor):
        reset_second_factor(user=approver, by=administrator, at=at)
