"""The public page on which anybody checks a report."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.actions import reports
from participation.actions.withdrawals import withdraw_report
from participation.models import Report
from participation.reports.found import Level
from participation.reports.inspection import Answer
from tests.reports.asking import address, upload, words
from tests.reports.blank import blank_page
from tests.reports.conftest import SEALED
from tests.reports.long_term import LongTermAuthority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_has_asked")]

LATER = SEALED + timedelta(days=10)


# --- By code ---------------------------------------------------------------------------


def test_the_code_shows_what_was_issued(report: Report, client: Client) -> None:
    page = client.get(address(report))

    assert page.status_code == 200
    for told in (report.title, report.sha256, report.reference, "B-B"):
        assert told in page.text


def test_a_typed_code_finds_its_report(report: Report, client: Client) -> None:
    typed = report.code.lower().replace("-", "")

    page = client.get(address(), {"code": typed}, follow=True)

    assert page.redirect_chain[-1][0] == address(report)
    assert report.sha256 in page.text


def test_an_unknown_code_says_so(client: Client) -> None:
    page = client.get(reverse("participation:verify_code", kwargs={"code": "<b>x"}))

    assert page.status_code == 404
    assert "<b>x" not in page.text


def test_what_is_internal_stays_so(report: Report, client: Client) -> None:
    Report.objects.update(is_public=False, title="Asiakansio", reference="OSA-77")

    page = client.get(address(report))

    assert report.sha256 in page.text
    assert "Asiakansio" not in page.text
    assert "OSA-77" not in page.text


def test_a_replaced_report_leads_to_the_newer_one(
    report: Report, client: Client
) -> None:
    middle = reports.supersede_report(report=report, at=LATER)
    newest = reports.supersede_report(report=middle, at=LATER)

    page = client.get(address(report))
    checked = client.post(address(), upload(report.file.read()))

    for answer in (page, checked):
        assert address(newest) in answer.text
        assert address(middle) not in answer.text
    assert checked.context["finding"].is_ours
    assert checked.context["told"].headline.tone == "warning"


def test_a_withdrawn_report_says_why(
    report: Report, official: User, client: Client
) -> None:
    withdraw_report(report=report, reason="Väärä liite", user=official, at=LATER)

    page = client.get(address(report))
    checked = client.post(address(), upload(report.file.read()))

    assert "Väärä liite" in page.text
    assert checked.context["finding"].is_ours
    assert checked.context["told"].headline.tone == "warning"


# --- By file ---------------------------------------------------------------------------


@pytest.mark.parametrize("by_code", [True, False])
def test_the_issued_file_is_recognised(
    by_code: bool, report: Report, client: Client
) -> None:
    Report.objects.update(is_test=False)

    page = client.post(
        address(report) if by_code else address(), upload(report.file.read())
    )

    assert page.context["finding"].is_ours
    assert page.context["finding"].report == report
    assert page.context["told"].headline.tone == "done"
    assert all(check.holds for check in page.context["told"].checks)


def test_a_test_certificate_is_told(report: Report, client: Client) -> None:
    page = client.post(address(), upload(report.file.read()))

    assert page.context["finding"].is_ours
    assert page.context["told"].headline.tone == "warning"


@pytest.mark.parametrize("by_code", [True, False])
def test_a_changed_file_is_not_recognised(
    by_code: bool, report: Report, client: Client
) -> None:
    page = client.post(
        address(report) if by_code else address(), upload(report.file.read() + b"\n")
    )

    finding = page.context["finding"]
    assert finding.answer == Answer.ADDED_TO
    assert finding.report == report
    assert [check.holds for check in page.context["told"].checks] == [
        False,
        True,
        True,
        False,
        True,
    ]


def test_another_report_of_ours_is_told_apart(report: Report, client: Client) -> None:
    newer = reports.supersede_report(report=report, at=LATER)

    page = client.post(address(report), upload(newer.file.read()))

    assert page.context["finding"].is_another
    assert newer.code in page.context["told"].headline.text


def test_the_seal_of_somebody_else_is_told_without_a_word_for_it(
    report: Report, client: Client
) -> None:
    stranger = LongTermAuthority(since=SEALED, name="Toinen viranomainen")
    foreign = stranger.sealed(blank_page(), Level.TIME, at=SEALED)

    page = client.post(address(), upload(foreign))

    assert page.context["finding"].answer == Answer.FOREIGN
    assert page.context["finding"].report is None
    assert "CN=Toinen viranomainen" in page.text
    assert page.context["told"].headline.tone == ""


def test_our_seal_on_what_the_register_lacks_is_told(
    report: Report, client: Client
) -> None:
    newer = reports.supersede_report(report=report, at=LATER)
    lost = newer.file.read()
    newer.seals.all().delete()
    newer.delete()

    page = client.post(address(), upload(lost))

    assert page.context["finding"].answer == Answer.UNREGISTERED


def test_our_file_stays_ours_when_its_seal_cannot_be_checked(
    report: Report, client: Client, settings: object, tmp_path: Path
) -> None:
    data = report.file.read()
    settings.REPORT_SEAL = {}  # type: ignore[attr-defined]

    page = client.post(address(), upload(data))

    assert page.context["finding"].answer == Answer.UNPROVEN
    assert page.context["told"].checks[0].holds


@pytest.mark.parametrize(
    ("data", "answer"),
    [(b"hello", Answer.UNREADABLE), (blank_page(), Answer.UNSEALED)],
    ids=["no PDF", "no seal"],
)
def test_a_file_without_a_seal_says_so(
    data: bytes, answer: Answer, client: Client
) -> None:
    page = client.post(address(), upload(data))

    assert page.status_code == 200
    assert page.context["finding"].answer == answer
    assert not page.context["finding"].is_ours


def test_a_certificate_may_last_until_the_end_of_time(client: Client) -> None:
    end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    authority = LongTermAuthority(since=SEALED, ends=end)
    foreign = authority.sealed(blank_page(), Level.BASIC, at=SEALED)

    page = client.post(address(), upload(foreign))

    assert page.context["finding"].answer == Answer.FOREIGN
    assert "9999" in page.text


# --- What is said ------------------------------------------------------------------------


def test_the_answer_comes_first(report: Report, client: Client) -> None:
    page = client.post(address(), upload(report.file.read()))

    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page.text, re.DOTALL)
    assert words(headings[1]) == page.context["told"].headline.title
    title = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    assert title
    assert words(title[1]).startswith(page.context["told"].headline.title)
    assert 'role="status"' in page.text
    assert "autofocus" in page.text
