"""The registers: each hole of wagtail-modeladmin stays closed."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from cms.accounts.models import User
from participation.models import Channel, Report
from tests.cases import make_case
from tests.desk.conftest import INCIDENTS, REPORTS, Desk, is_not_found, text_of
from workflows.desk.incidents import IncidentAdmin
from workflows.desk.registers import SafeModelAdmin
from workflows.models import Case, Effect, Unit


@pytest.mark.parametrize(
    "query",
    [
        "case__submission__email__startswith=a",
        "case__unit__members__password__startswith=p",
        "error__regex=^Z",
        "id=00000000-0000-0000-0000-000000000000",
        "state__in=nothing",
    ],
)
def test_lookups_that_no_filter_declares_are_ignored(
    query: str, boss: Desk, effect: Effect
) -> None:
    response = boss.client.get(f"{INCIDENTS}?{query}")

    assert response.status_code == 200
    assert effect.case.reference in text_of(response)


@pytest.mark.parametrize(
    "query",
    ["nosuch=1", "utm_source=x", "o=99.-x", "p=-1", "p=10**9", "q=%00", "e=1"],
)
def test_unknown_parameters_are_no_server_error(
    query: str, boss: Desk, effect: Effect
) -> None:
    response = boss.client.get(f"{INCIDENTS}?{query}")

    assert response.status_code == 200


def test_a_declared_filter_narrows_the_list(boss: Desk, effect: Effect) -> None:
    waiting = text_of(boss.client.get(f"{INCIDENTS}?state__exact=waiting"))
    dead = text_of(boss.client.get(f"{INCIDENTS}?state__exact=dead"))

    assert effect.case.reference not in waiting
    assert effect.case.reference in dead


def test_a_nonsensical_value_of_a_filter_is_no_server_error(
    boss: Desk, report: Report
) -> None:
    response = boss.client.get(f"{REPORTS}?is_test__exact=nonsense")

    assert response.status_code in {200, 302}


@pytest.mark.parametrize("action", ["history", "edit", "delete"])
@pytest.mark.parametrize("register", [INCIDENTS, REPORTS])
def test_there_are_no_pages_that_write_or_tell_too_much(
    register: str, action: str, boss: Desk, effect: Effect
) -> None:
    assert is_not_found(boss.client.get(f"{register}{action}/{effect.pk}/"))
    assert is_not_found(boss.client.get(f"{register}create/"))


@pytest.mark.parametrize("key", ["nonsense", str(uuid.UUID(int=1))])
def test_a_key_without_a_row_is_not_found(key: str, boss: Desk, case: Case) -> None:
    assert is_not_found(boss.client.get(f"{INCIDENTS}inspect/{key}/"))


def test_a_row_outside_the_list_is_not_found(boss: Desk, effect: Effect) -> None:
    Effect.objects.filter(pk=effect.pk).update(state=Effect.State.DONE)

    assert is_not_found(boss.client.get(f"{INCIDENTS}inspect/{effect.pk}/"))


@pytest.mark.parametrize("register", [INCIDENTS, REPORTS])
def test_a_register_exports_nothing(register: str, boss: Desk, effect: Effect) -> None:
    for kind in ("csv", "xlsx"):
        response = boss.client.get(register, {"export": kind})
        content = b"".join(response) if response.streaming else response.content

        assert effect.case.reference.encode() not in content or (
            response["Content-Type"].startswith("text/html")
        )


def test_a_register_must_say_what_its_page_shows() -> None:
    class Careless(SafeModelAdmin):
        model = Unit
        inspect_view_enabled = True

    with pytest.raises(ImproperlyConfigured):
        Careless()


def test_a_register_may_not_export() -> None:
    class Exporting(SafeModelAdmin):
        model = Unit
        list_export: ClassVar[tuple[str, ...]] = ("name",)

    with pytest.raises(ImproperlyConfigured):
        Exporting()


def test_change_permission_alone_does_not_open_a_register(
    reviewer: User,
) -> None:
    reviewer.user_permissions.add(Permission.objects.get(codename="change_effect"))

    assert not IncidentAdmin().permission_helper.user_can_list(reviewer)


@pytest.mark.parametrize("register", [INCIDENTS, REPORTS])
def test_a_register_costs_the_same_however_long_it_is(
    register: str, boss: Desk, channel: Channel, report: Report, at: datetime
) -> None:
    boss.client.get(register)
    with CaptureQueriesContext(connection) as few:
        boss.client.get(register)
    for _ in range(5):
        make_case(channel, at=at)

    with CaptureQueriesContext(connection) as many:
        boss.client.get(register)

    assert len(many) == len(few)
