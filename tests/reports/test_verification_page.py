"""The public page and the command that check a report."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

import pytest

from participation.models import Report
from participation.reports.inspector import inspect, read_verdict
from participation.reports.verification import Problem, unreadable
from participation.views import verification

pytestmark = pytest.mark.django_db


def address(report: Report | None = None) -> str:
    if report is None:
        return reverse("participation:verify")
    return reverse("participation:verify_code", kwargs={"code": report.code})


def upload(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("report.pdf", data, "application/pdf")}


def test_the_code_shows_what_was_issued(report: Report, client: Client) -> None:
    page = client.get(address(report))

    assert page.status_code == 200
    for words in (report.title, report.sha256, report.outcome.case.reference, "B-B"):
        assert words in page.text


def test_a_typed_code_finds_its_report(report: Report, client: Client) -> None:
    typed = report.code.lower().replace("-", "")

    page = client.get(address(), {"code": typed}, follow=True)

    assert page.redirect_chain[-1][0] == address(report)
    assert report.sha256 in page.text


def test_an_unknown_code_says_so(client: Client) -> None:
    page = client.get(reverse("participation:verify_code", kwargs={"code": "<b>x"}))

    assert page.status_code == 404
    assert "<b>x" not in page.text


@pytest.mark.parametrize("by_code", [True, False])
def test_the_issued_file_is_recognised(
    by_code: bool, report: Report, client: Client
) -> None:
    where = address(report) if by_code else address()

    page = client.post(where, upload(report.file.read()))

    assert page.context["finding"].is_ours
    assert page.context["finding"].report == report


@pytest.mark.parametrize("by_code", [True, False])
def test_a_changed_file_is_not(by_code: bool, report: Report, client: Client) -> None:
    where = address(report) if by_code else address()

    page = client.post(where, upload(report.file.read() + b"\n"))

    assert not page.context["finding"].is_ours
    assert [holds for holds, _ in page.context["checks"]] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_a_file_that_is_no_pdf_gets_a_no(client: Client) -> None:
    page = client.post(address(), upload(b"hello"))

    assert page.status_code == 200
    assert not any(holds for holds, _ in page.context["checks"])


def test_a_file_that_is_too_large_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "MAX_BYTES", 10)

    page = client.post(address(), upload(b"x" * 11))

    assert page.status_code == 422
    assert page.context["finding"] is None


def test_an_empty_form_is_refused(client: Client) -> None:
    assert client.post(address()).status_code == 422


def test_the_inspector_answers_what_it_read() -> None:
    asked = b'{"trust_roots": [], "expected_sha256": "-", "at": "2026-01-01T00:00:00Z"}'

    assert read_verdict(inspect(asked + b"\nhello")) == unreadable(
        b"hello", Problem.NOT_PDF
    )


def test_the_command_says_yes_to_our_file(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report.file.read())

    call_command("verify_report", file)

    told = capsys.readouterr().out
    assert told.count("yes") == 5
    assert report.code in told


def test_the_command_says_no_to_another(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(report.file.read() + b"\n")

    with pytest.raises(CommandError) as refusal:
        call_command("verify_report", file)

    assert refusal.value.returncode == 1
