"""Erasing a case at the desk, and who read which case."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.cases import ANSWERS, act
from tests.desk.conftest import Desk, text_of
from tests.kept_files import keep_file
from workflows.actions.access import forget_access
from workflows.effects.status_links import status_token
from workflows.models import AccessRecord, Case, Submission

READINGS = "/admin/readings/"


@pytest.fixture
def desk(protector: User, sit_down: Callable[[User], Desk]) -> Desk:
    """Return the desk of the data protection officer."""
    return sit_down(protector)


@pytest.fixture
def closed(case: Case, at: datetime) -> Case:
    act(case, "withdraw", None, at=at)
    case.refresh_from_db()
    return case


def send(desk: Desk, case: Case, **posted: str) -> HttpResponse:
    address = reverse("desk_cases:erasure", args=[case.pk])
    return desk.client.post(address, posted, follow=True)


def test_the_officer_erases_with_a_reason(closed: Case, desk: Desk) -> None:
    page = text_of(desk.get("desk_cases:erasure", closed.pk))
    assert "This can't be undone." in page

    done = text_of(send(desk, closed, basis="retention", meant="on"))

    assert "The personal data was erased." in done
    assert "The personal data of this case was erased on" in done
    assert "Personal data was erased" in done
    assert "The data has been kept for its time" in done
    assert ANSWERS["name"] not in done
    assert "Health centres and dental care" in done


@pytest.mark.parametrize("posted", [{}, {"basis": "retention"}, {"meant": "on"}])
def test_nothing_is_erased_by_half_a_form(
    closed: Case, desk: Desk, posted: dict[str, str]
) -> None:
    response = send(desk, closed, **posted)

    assert response.status_code == 422
    assert "Please check these answers" in text_of(response)
    assert Submission.objects.get(pk=closed.submission_id).erased_at is None


def test_an_open_case_says_what_to_do_first(case: Case, desk: Desk) -> None:
    page = text_of(desk.get("desk_cases:erasure", case.pk))
    sent = text_of(send(desk, case, basis="retention", meant="on"))

    assert "Close the case first" in page
    assert "Close the case first" in sent
    assert Submission.objects.get(pk=case.submission_id).erased_at is None


def test_others_are_not_offered_it_and_cannot_force_it(
    closed: Case, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["reviewer"]

    assert "personal-data/erase" not in text_of(desk.case(closed))
    send(desk, closed, basis="retention", meant="on")

    assert Submission.objects.get(pk=closed.submission_id).erased_at is None


def test_the_resident_is_told_on_the_status_page(closed: Case, desk: Desk) -> None:
    send(desk, closed, basis="request", meant="on")

    page = text_of(Client().get(f"/en/status/{status_token(closed)}/"))

    assert "have been erased" in page
    assert ANSWERS["title"] not in page


def test_reading_a_case_and_its_file_is_recorded(
    case: Case, at_desk: dict[str, Desk], registrar: User, at: datetime
) -> None:
    file = keep_file(content=b"x", name="x.pdf", at=at, submission=case.submission)
    desk = at_desk["registrar"]
    desk.case(case)
    desk.get("desk_cases:transition", case.pk, "take")
    desk.get("desk_cases:attachment", case.pk, file.pk)

    records = AccessRecord.objects.order_by("pk")

    assert [one.what for one in records] == ["page", "page", "attachment"]
    assert {(one.who, one.case) for one in records} == {(registrar, case)}


def test_what_is_refused_is_no_reading(
    case: Case, outsider: User, sit_down: Callable[[User], Desk]
) -> None:
    sit_down(outsider).case(case)

    assert not AccessRecord.objects.exists()


def test_the_officer_sees_who_read_what(
    case: Case, at_desk: dict[str, Desk], desk: Desk
) -> None:
    at_desk["registrar"].case(case)

    page = text_of(desk.client.get(READINGS))

    assert case.reference in page
    assert "registrar" in page
    assert "page of the case" in page
    assert ANSWERS["title"] not in page


def test_others_do_not_see_who_read_what(at_desk: dict[str, Desk]) -> None:
    for one in at_desk.values():
        assert one.client.get(READINGS).status_code == 302


def test_records_are_forgotten_after_their_time(
    case: Case, registrar: User, at: datetime, settings: object, capsys: object
) -> None:
    settings.ACCESS_RECORD_DAYS = 10  # type: ignore[attr-defined]
    for days in (11, 9):
        AccessRecord.objects.create(
            case=case, who=registrar, what="page", at=at - timedelta(days=days)
        )

    assert forget_access(at=at) == 1
    assert AccessRecord.objects.get().at == at - timedelta(days=9)
    call_command("forget_access")


def test_the_dossier_is_handed_out_as_a_file_and_recorded(
    case: Case, desk: Desk, protector: User
) -> None:
    page = text_of(desk.case(case))
    response = desk.get("desk_cases:dossier", case.pk)

    assert "Export the dossier (ZIP)" in page
    assert b"".join(response.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    latest = AccessRecord.objects.newest_first()[0]
    assert (latest.what, latest.who, latest.case) == ("dossier", protector, case)


def test_a_dossier_is_for_those_who_may_and_see_the_case(
    case: Case, at_desk: dict[str, Desk], outsider: User, sit_down: Callable[..., Desk]
) -> None:
    refused = at_desk["reviewer"].get("desk_cases:dossier", case.pk)
    elsewhere = sit_down(outsider).get("desk_cases:dossier", case.pk)

    assert (refused.status_code, elsewhere.status_code) == (302, 404)
    assert not AccessRecord.objects.exists()
