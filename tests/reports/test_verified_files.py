"""What the verification page does with files: never kept, bounded, in turn."""

from django.core.files import uploadedfile
from django.test import Client

import pytest

from participation.models import Report
from participation.reports import inspection
from participation.reports.inspection import Answer
from participation.reports.inspector import inspect, read_verdict
from participation.reports.verification import Problem, sha256_of, unreadable
from participation.views import turnstile, uploads
from tests.reports.asking import address, upload
from tests.reports.blank import blank_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_has_asked")]


def test_a_file_never_touches_the_disk(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", None, raising=True)
    large = blank_page() + b"\n" * (5 << 20)

    page = client.post(address(), upload(large))

    assert page.context["finding"].verdict.sha256 == sha256_of(large)


def test_what_is_too_large_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.views.verification.MAX_BYTES", 10)

    page = client.post(address(), upload(b"x" * 11))

    assert page.status_code == 422
    assert page.context["finding"] is None


def test_what_is_too_large_is_not_even_kept_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    handler = uploads.InMemory()

    kept = []
    for number in range(3):
        handler.new_file(f"file{number}", "a.pdf", "application/pdf", None)
        for start in range(0, 12, 4):
            handler.receive_data_chunk(b"xxxx", start)
        kept.append(handler.file_complete(12))

    assert [file.size for file in kept] == [12, 12, 12]
    assert sum(len(file.read()) for file in kept) <= 10


def test_an_empty_form_is_refused(client: Client) -> None:
    assert client.post(address()).status_code == 422


def test_nobody_gets_a_cookie(report: Report) -> None:
    strict = Client(enforce_csrf_checks=True)

    for page in (
        strict.get(address()),
        strict.get(address(report)),
        strict.post(address(), upload(report.file.read())),
    ):
        assert page.status_code == 200
        assert not page.cookies


def test_who_checks_too_much_has_to_wait(
    report: Report, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turnstile, "CHECKS_PER_MINUTE", 1)
    data = report.file.read()

    first, second = (client.post(address(), upload(data)) for _ in range(2))
    other = client.post(address(), upload(data), REMOTE_ADDR="192.0.2.7")

    assert (first.status_code, second.status_code, other.status_code) == (200, 429, 200)
    assert second.context["refusal"]


def test_when_too_many_check_at_once_the_next_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "AT_ONCE", 0)
    monkeypatch.setattr(inspection, "PATIENCE_SECONDS", 0)

    page = client.post(address(), upload(blank_page()))

    assert page.status_code == 503
    assert page.context["refusal"]


def test_a_turn_is_given_back(client: Client) -> None:
    for _ in range(2 * inspection.AT_ONCE):
        assert client.post(address(), upload(b"x")).status_code == 200


def test_the_inspector_answers_what_it_read() -> None:
    asked = b'{"trust_roots": [], "expected_sha256": "-", "at": "2026-01-01T00:00:00Z"}'

    answer = read_verdict(inspect(asked + b"\nhello"))

    assert answer == unreadable(b"hello", Problem.NOT_PDF)


@pytest.mark.parametrize("answer", [b"", b"{}", b"[1]", b'{"checks": 1}', b"\xff"])
def test_an_inspector_that_talks_nonsense_is_not_believed(
    answer: bytes, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "run_apart", lambda *_, **__: answer)

    page = client.post(address(), upload(blank_page()))

    assert page.context["finding"].answer == Answer.UNREADABLE
