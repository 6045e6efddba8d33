"""Anybody fetches a public report, whole or in pieces, and is only counted."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.actions.withdrawals import withdraw_report
from participation.models import PublicDownloads, Report, ReportDownload
from tests.reports.conftest import SEALED


def url(report: Report) -> str:
    return reverse("participation:download", kwargs={"code": report.code})


def test_anybody_fetches_a_public_report_and_is_counted(
    report: Report, client: Client
) -> None:
    response = client.get(url(report))

    assert response.status_code == 200
    assert response.getvalue() == report.file.read()
    assert response["Content-Type"] == "application/pdf"
    assert int(response["Content-Length"]) == report.size_bytes
    assert PublicDownloads.objects.get().count == 1
    assert not ReportDownload.objects.exists()


@pytest.mark.parametrize(
    ("asked", "piece"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-50", slice(-50, None)),
        ("bytes=10-99999999", slice(10, None)),
    ],
)
def test_a_report_is_fetched_in_pieces(
    asked: str, piece: slice, report: Report, client: Client
) -> None:
    data = report.file.read()

    response = client.get(url(report), headers={"Range": asked})

    assert response.status_code == 206
    assert response.getvalue() == data[piece]
    start = len(data) + piece.start if piece.start < 0 else piece.start
    end = start + len(data[piece]) - 1
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(data)}"


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=5-4", "bytes=-0"])
def test_a_piece_that_is_not_there_is_refused(
    asked: str, report: Report, client: Client
) -> None:
    response = client.get(url(report), headers={"Range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{report.size_bytes}"
    assert not PublicDownloads.objects.exists()


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=1-2,4-5", "lines=1-2", "x"])
def test_what_is_not_understood_gets_the_whole_report(
    asked: str, report: Report, client: Client
) -> None:
    response = client.get(url(report), headers={"Range": asked})

    assert response.status_code == 200
    assert len(response.getvalue()) == report.size_bytes


def test_a_piece_of_another_file_is_not_mixed_in(
    report: Report, client: Client
) -> None:
    asked = {"Range": "bytes=0-9", "If-Range": '"another"'}

    response = client.get(url(report), headers=asked)

    assert response.status_code == 200
    assert len(response.getvalue()) == report.size_bytes


def test_a_download_in_pieces_counts_once(report: Report, client: Client) -> None:
    for asked in ("bytes=0-99", "bytes=100-199", "bytes=200-"):
        client.get(url(report), headers={"Range": asked}).getvalue()

    assert PublicDownloads.objects.get().count == 1


def test_a_withdrawn_report_is_gone_with_the_reason(
    report: Report, official: User, client: Client
) -> None:
    at = SEALED + timedelta(days=1)
    withdraw_report(report=report, reason="Väärä asia.", user=official, at=at)

    response = client.get(url(report))

    assert response.status_code == 410
    assert "Väärä asia." in response.content.decode()
    assert not PublicDownloads.objects.exists()


def test_an_internal_report_is_not_found(report: Report, client: Client) -> None:
    Report.objects.update(is_public=False)

    assert client.get(url(report)).status_code == 404
