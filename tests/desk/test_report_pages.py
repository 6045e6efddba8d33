"""The pages of reports in the admin: one report, orders, previews, print-outs."""

from collections.abc import Callable
from pathlib import Path

from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.models import Report, ReportOrder, ReportSchedule, SealRecord
from tests.desk.conftest import Desk, is_not_found, text_of
from tests.reports.reading import spoken_text
from workflows.models import AccessRecord, Case, Role, Unit


@pytest.fixture
def page(report: Report) -> str:
    return reverse("desk_report", args=[report.pk])


def test_the_page_of_a_report_tells_of_it(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    shown = text_of(at_desk["official"].client.get(page))

    for words in (report.title, report.code, report.reference, report.sha256):
        assert words in shown


def test_the_page_of_a_report_shows_the_data_of_its_seal(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    SealRecord.objects.create(
        report=report,
        ordinal=1,
        kind=SealRecord.Kind.SEAL,
        level="B-T",
        subject="CN=Leima",
        issuer="CN=Myöntäjä",
        serial="abc123",
        valid_from=report.sealed_at,
        valid_to=report.sealed_at,
        signature_algorithm="sha256_ecdsa",
        stamped_at=report.sealed_at,
        stamp_authority="CN=Aikaleimaaja",
        sha256=report.sha256,
        size_bytes=report.size_bytes,
        made_at=report.sealed_at,
        ends_at=report.sealed_at,
    )

    shown = text_of(at_desk["official"].client.get(page))

    for words in ("PAdES B-T", "CN=Leima", "CN=Myöntäjä", "abc123", "sha256_ecdsa"):
        assert words in shown
    assert "CN=Aikaleimaaja" in shown


def test_a_report_is_ordered_anew_and_in_another_language(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["official"]

    desk.client.post(page, {"do": "anew"})
    desk.client.post(page, {"do": "language", "language": "sv"})
    desk.client.post(page, {"do": "language", "language": "sv"})  # twice: one order

    orders = ReportOrder.objects.order_by("language")
    assert [(one.language, one.replaces, one.ordered_by) for one in orders] == [
        ("fi", report, desk.user),
        ("sv", None, desk.user),
    ]
    listed = text_of(desk.client.get(reverse("desk_report_orders")))
    assert report.title in listed
    assert "waiting" in listed


def test_a_report_is_withdrawn_with_a_reason(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["official"]

    refused = desk.client.post(page, {"do": "withdraw", "reason": ""})
    desk.client.post(page, {"do": "withdraw", "reason": "Väärä asia."})

    assert refused.status_code == 422
    report.refresh_from_db()
    assert (report.withdrawn_reason, report.withdrawn_by) == ("Väärä asia.", desk.user)
    assert "Väärä asia." in text_of(desk.client.get(page))


def test_who_may_only_see_reports_orders_none(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["publisher"]

    shown = text_of(desk.client.get(page))
    desk.client.post(page, {"do": "anew"})
    desk.client.post(page, {"do": "withdraw", "reason": "Väärä."})

    assert "Issue it anew" not in shown
    assert not ReportOrder.objects.exists()
    report.refresh_from_db()
    assert report.withdrawn_at is None


def test_a_report_out_of_sight_is_not_found(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    elsewhere = Unit.objects.create(key="far", name="Kaukana")
    Case.objects.filter(pk=report.case_id).update(unit=elsewhere)

    assert is_not_found(at_desk["official"].client.get(page))
    asked = {"kind": "outcome", "subject": report.subject, "language": "fi"}
    preview = reverse("desk_report_preview")
    assert is_not_found(at_desk["official"].client.get(preview, asked))


def test_the_yearly_list_is_ordered_for_a_year_and_a_unit(
    at_desk: dict[str, Desk], unit: Unit, time_machine: object
) -> None:
    time_machine.move_to("2026-12-01 12:00", tick=False)  # type: ignore[attr-defined]
    desk, page = at_desk["official"], reverse("desk_report_orders")
    wanted = {"year": "2026", "unit": str(unit.pk), "language": "sv"}

    refused = desk.client.post(page, {**wanted, "year": "1950"})
    desk.client.post(page, wanted)

    assert refused.status_code == 422
    order = ReportOrder.objects.get()
    assert (order.subject, order.language) == (f"yearly_list:2026:{unit.key}", "sv")
    assert order.unit == unit


def test_a_failed_order_is_tried_again(
    report: Report, page: str, at_desk: dict[str, Desk]
) -> None:
    desk, orders = at_desk["official"], reverse("desk_report_orders")
    desk.client.post(page, {"do": "anew"})
    ReportOrder.objects.update(state="dead", error="report-no_key")
    order = ReportOrder.objects.get()

    shown = text_of(desk.client.get(orders))
    desk.client.post(orders, {"retry": str(order.pk)})

    assert "The sealing key is missing." in shown
    order.refresh_from_db()
    assert (order.state, order.error) == (ReportOrder.State.WAITING, "")


def test_a_preview_is_a_draft_and_kept_nowhere(
    report: Report, at_desk: dict[str, Desk], tmp_path: Path
) -> None:
    asked = {"kind": "outcome", "subject": report.subject, "language": "fi"}

    response = at_desk["official"].client.get(reverse("desk_report_preview"), asked)

    file = tmp_path / "preview.pdf"
    file.write_bytes(response.content)
    said = spoken_text(file)
    assert "LUONNOS" in said
    assert report.code not in said
    assert Report.objects.count() == 1
    assert not ReportOrder.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "none", "subject": "x"},
        {"kind": "outcome", "subject": "outcome:x"},
        {"kind": "dossier", "subject": "dossier:x"},
    ],
)
def test_there_is_no_preview_of_nothing(
    asked: dict[str, str], at_desk: dict[str, Desk]
) -> None:
    page = reverse("desk_report_preview")

    assert is_not_found(at_desk["official"].client.get(page, asked))


def test_a_case_is_printed_as_internal_and_the_reading_recorded(
    case: Case, at_desk: dict[str, Desk], tmp_path: Path
) -> None:
    desk = at_desk["registrar"]

    response = desk.get("desk_case_print", case.pk)

    file = tmp_path / "case.pdf"
    file.write_bytes(response.content)
    said = spoken_text(file)
    assert "Internal, not public" in said
    assert "Aloitteen Tekijä" in said
    reading = AccessRecord.objects.get(case=case)
    assert (reading.who, reading.what) == (desk.user, AccessRecord.What.DOSSIER)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_printing_a_case_needs_the_right_to_export_it(
    case: Case,
    at_desk: dict[str, Desk],
    outsider: User,
    sit_down: Callable[[User], Desk],
) -> None:
    refused = at_desk["reviewer"].get("desk_case_print", case.pk)
    far = sit_down(outsider).get("desk_case_print", case.pk)

    assert refused["Location"] == "/admin/"
    assert is_not_found(far)
    assert not AccessRecord.objects.filter(what="dossier").exists()


def test_a_schedule_is_made_and_one_too_frequent_refused(
    at_desk: dict[str, Desk],
) -> None:
    desk, page = at_desk["official"], reverse("report_schedules:add")
    role = Role.objects.get(key="official")
    wanted = {
        "kind": "yearly_list",
        "about": "",
        "unit": "",
        "language": "fi",
        "period": "quarter",
        "days_after": "10",
        "role": str(role.pk),
    }

    refused = text_of(desk.client.post(page, wanted))
    desk.client.post(page, {**wanted, "period": "year"})

    assert "This report is not made that often." in refused
    schedule = ReportSchedule.objects.get()
    assert (schedule.period, schedule.role) == ("year", role)
