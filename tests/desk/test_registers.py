"""The registers: each hole of wagtail-modeladmin stays closed."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from cms.accounts.models import User
from participation.models import Channel, Report, ReportDownload
from tests.cases import make_case
from tests.desk.conftest import Desk, is_not_found, text_of
from workflows.actions.actors import Actor
from workflows.actions.effects import retry_effect, skip_effect
from workflows.desk.incidents import IncidentAdmin
from workflows.desk.registers import SafeModelAdmin
from workflows.errors import EffectNotOpen
from workflows.models import Case, Effect, Unit

INCIDENTS, REPORTS = "/admin/incidents/", "/admin/sealed-reports/"


@pytest.fixture
def boss(superuser: User, sit_down: Callable[[User], Desk]) -> Desk:
    return sit_down(superuser)


@pytest.fixture
def effect(case: Case) -> Effect:
    """Return a mail that was given up after its last try."""
    found = Effect.objects.get(case=case)
    found.state, found.attempts, found.error = Effect.State.DEAD, 6, "SMTPException"
    found.save()
    return found


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


@pytest.mark.parametrize("key", ["nonsense", str(uuid.uuid4())])
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


def test_an_incident_is_tried_again(boss: Desk, effect: Effect) -> None:
    response = boss.client.post(f"{INCIDENTS}inspect/{effect.pk}/", {"do": "retry"})

    assert response["Location"] == INCIDENTS
    effect.refresh_from_db()
    assert (effect.state, effect.attempts, effect.error) == ("waiting", 0, "")
    event = effect.case.events.get(type="effect_retried")
    assert event.actor == boss.user
    assert event.data == {"effect": str(effect.pk), "kind": "mail"}


def test_an_incident_is_passed_over_with_a_reason(
    boss: Desk, effect: Effect, at_desk: dict[str, Desk]
) -> None:
    boss.client.post(
        f"{INCIDENTS}inspect/{effect.pk}/",
        {"do": "skip", "reason": "Ilmoitettu puhelimitse."},
    )

    effect.refresh_from_db()
    assert effect.state == Effect.State.SKIPPED
    event = effect.case.events.get(type="effect_skipped")
    assert "puhelimitse" not in str(event.data)
    page = text_of(at_desk["reviewer"].case(effect.case))
    assert "An incident was passed over" in page
    assert "Ilmoitettu puhelimitse." in page


def test_an_incident_is_not_passed_over_without_a_reason(
    boss: Desk, effect: Effect
) -> None:
    response = boss.client.post(
        f"{INCIDENTS}inspect/{effect.pk}/", {"do": "skip", "reason": " "}
    )

    assert response.status_code == 422
    effect.refresh_from_db()
    assert effect.state == Effect.State.DEAD


def test_seeing_incidents_is_not_deciding_on_them(
    effect: Effect, reviewer: User, sit_down: Callable[[User], Desk]
) -> None:
    reviewer.user_permissions.add(Permission.objects.get(codename="view_effect"))
    desk = sit_down(reviewer)
    address = f"{INCIDENTS}inspect/{effect.pk}/"

    page = text_of(desk.client.get(address))
    forged = desk.client.post(address, {"do": "retry"})

    assert effect.case.reference in page
    assert "Try again now" not in page
    assert forged.status_code == 302
    effect.refresh_from_db()
    assert effect.state == Effect.State.DEAD


@pytest.mark.parametrize("state", ["done", "leased"])
def test_what_is_done_or_in_hand_is_left_alone(
    state: str, effect: Effect, superuser: User, at: datetime
) -> None:
    Effect.objects.filter(pk=effect.pk).update(state=state)
    actor = Actor.person(superuser)

    with pytest.raises(EffectNotOpen):
        retry_effect(effect_id=effect.pk, actor=actor, at=at)
    with pytest.raises(EffectNotOpen):
        skip_effect(effect_id=effect.pk, reason="-", actor=actor, at=at)

    assert not effect.case.events.filter(type__startswith="effect").exists()


def test_a_report_is_fetched_and_the_fetching_recorded(
    report: Report, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["official"]

    listed = text_of(desk.client.get(REPORTS))
    response = desk.get("desk_report_download", report.pk)

    assert report.outcome.case.reference in listed
    assert "Test, no legal value" in listed
    assert b"".join(response) == b"%PDF-1.7"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert ReportDownload.objects.get(report=report).user == desk.user


def test_seeing_reports_is_not_fetching_them(
    report: Report, editor: User, sit_down: Callable[[User], Desk]
) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="view_report"))
    desk = sit_down(editor)

    listed = desk.client.get(REPORTS)
    response = desk.get("desk_report_download", report.pk)

    assert listed.status_code == 200
    assert response["Location"] == "/admin/"
    assert not ReportDownload.objects.exists()


def test_asking_about_a_report_is_not_fetching_it(
    report: Report, at_desk: dict[str, Desk]
) -> None:
    address = f"{REPORTS}{report.pk}/download/"

    assert at_desk["official"].client.head(address).status_code == 405
    assert at_desk["official"].client.post(address).status_code == 405
    assert not ReportDownload.objects.exists()


def test_an_unknown_report_is_not_found(at_desk: dict[str, Desk]) -> None:
    response = at_desk["official"].get("desk_report_download", uuid.uuid4())

    assert is_not_found(response)


def test_a_report_whose_file_is_gone_is_not_found_and_not_recorded(
    report: Report, at_desk: dict[str, Desk]
) -> None:
    report.file.storage.delete(report.file.name)

    assert is_not_found(at_desk["official"].get("desk_report_download", report.pk))
    assert not ReportDownload.objects.exists()


def test_the_page_of_a_case_leads_to_its_report(
    report: Report, at_desk: dict[str, Desk]
) -> None:
    case = report.outcome.case
    address = f"{REPORTS}{report.pk}/download/"

    assert address in text_of(at_desk["publisher"].case(case))
    assert address not in text_of(at_desk["reviewer"].case(case))
