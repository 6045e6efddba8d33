"""The API that checks reports: what it answers, and how it refuses."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.test import Client

import jsonschema
import pytest

from participation.actions import reports
from participation.models import Report
from participation.reports import inspection
from participation.views import turnstile, uploads
from tests.reports.blank import blank_page
from tests.reports.conftest import SEALED

pytestmark = pytest.mark.django_db

BASE = "/api/v1/reports"
SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def client() -> Client:
    """Return a client of whom everything is demanded that may be."""
    return Client(enforce_csrf_checks=True)


def send(client: Client, data: bytes, query: str = "", **extra: Any) -> Any:
    kind = extra.pop("content_type", "application/pdf")
    return client.post(f"/api/v1/inspections{query}", data, content_type=kind, **extra)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


def test_a_code_tells_what_was_issued(report: Report, client: Client) -> None:
    answer = client.get(f"{BASE}/{report.code.lower()}")

    assert answer.status_code == 200
    told = answer.json()
    assert told["sha256"] == report.sha256
    assert told["title"] == report.title
    assert told["standing"] == "in_force"
    assert told["is_test"]
    assert not answer.cookies


def test_a_replaced_report_names_the_newest(report: Report, client: Client) -> None:
    newer = reports.supersede_report(report=report, at=SEALED + timedelta(days=1))

    told = client.get(f"{BASE}/{report.code}").json()

    assert (told["standing"], told["replaced_by"]) == ("replaced", newer.code)


def test_what_is_internal_stays_so(report: Report, client: Client) -> None:
    Report.objects.update(is_public=False)

    told = client.get(f"{BASE}/{report.code}").json()

    assert (told["title"], told["reference"]) == (None, None)


def test_an_unknown_code_is_a_problem(client: Client) -> None:
    problem(client.get(f"{BASE}/7KQM-3XWR-9DBT"), 404)


def test_our_file_is_recognised(report: Report, client: Client) -> None:
    answer = send(client, report.file.read(), f"?code={report.code}")

    assert answer.status_code == 200
    told = answer.json()
    assert told["answer"] == "issued"
    assert told["is_genuine"]
    assert told["is_asked_for"]
    assert told["report"]["code"] == report.code
    assert told["seals"][0]["level"] == "B-B"
    assert all(check["holds"] for check in told["conditions"])
    assert not answer.cookies


def test_a_changed_file_is_not(report: Report, client: Client) -> None:
    told = send(client, report.file.read() + b"\n").json()

    assert told["answer"] == "added_to"
    assert not told["is_genuine"]
    assert told["is_asked_for"] is None


def test_people_are_told_in_their_language(client: Client) -> None:
    in_finnish, in_english = (
        send(client, b"hello", HTTP_ACCEPT_LANGUAGE=language).json()["words"]["title"]
        for language in ("fi", "en")
    )

    assert in_english == "Not a PDF file"
    assert in_finnish != in_english


def test_a_file_is_judged_only_as_itself(client: Client) -> None:
    problem(send(client, b"hello", content_type="text/plain"), 415)
    problem(send(client, b"", CONTENT_TYPE="application/pdf"), 422)
    problem(send(client, blank_page(), "?code=7KQM-3XWR-9DBT"), 404)


def test_what_is_too_large_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.api.reports.MAX_BYTES", 10)

    problem(send(client, b"x" * 11), 413)


def test_a_large_file_goes_through(client: Client) -> None:
    large = blank_page() + b"\n" * (uploads.MAX_BYTES - len(blank_page()))

    assert send(client, large).status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turnstile, "CHECKS_PER_MINUTE", 0)

    answer = send(client, blank_page())

    problem(answer, 429)
    assert int(answer["Retry-After"]) > 0


def test_when_too_many_ask_at_once_the_next_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "AT_ONCE", 0)
    monkeypatch.setattr(inspection, "PATIENCE_SECONDS", 0)

    answer = send(client, blank_page())

    problem(answer, 503)
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/a/b"), ("put", "/x"), ("get", "")]
)
def test_what_is_not_there_has_no_page(method: str, path: str, client: Client) -> None:
    answer = getattr(client, method)(f"{BASE}{path}")

    assert answer.status_code in (404, 405)


def test_answers_are_as_the_description_says(report: Report, client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    schemas = description["components"]["schemas"]

    for name, answer in (
        ("IssuedReport", client.get(f"{BASE}/{report.code}")),
        ("Inspection", send(client, report.file.read())),
        ("Problem", client.get(f"{BASE}/nothing")),
    ):
        schema = {
            "$ref": f"#/components/schemas/{name}",
            "components": {"schemas": schemas},
        }
        jsonschema.validate(answer.json(), schema)


def test_the_description_changes_only_on_purpose(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()

    assert description == json.loads(SNAPSHOT.read_text()), (
        "Copy /api/v1/openapi.json to the snapshot if the change is meant."
    )
