"""Fetching sealed reports, and the record of it."""

import uuid
from collections.abc import Callable

from django.contrib.auth.models import Permission

from cms.accounts.models import User
from participation.models import Report, ReportDownload
from tests.desk.conftest import REPORTS, Desk, is_not_found, text_of


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
