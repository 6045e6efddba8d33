"""
Every kind of report in every language, as people hear it.

New kinds are taken up by themselves, as in `test_kinds`.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from participation.reports import apart
from participation.reports.documents import (
    Document,
    Issue,
    make_document,
    print_document,
)
from participation.reports.kinds import registry
from participation.reports.kinds.kind import Kind
from participation.reports.texts import LANGUAGES
from tests.reports.conftest import CODE
from tests.reports.heard import heard, told
from tests.reports.tag_checks import faults
from tests.reports.tag_tree import read

pytestmark = pytest.mark.django_db

ISSUE = Issue(language="fi", code=CODE, is_test=True)
KINDS = pytest.mark.parametrize("kind", registry.kinds(), ids=lambda kind: kind.key)


@pytest.fixture
def subject(kind: Kind[Any], request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(f"{kind.key}_subject")


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_is_heard_in_its_order(
    kind: Kind[Any], language: str, subject: Any, tmp_path: Path
) -> None:
    document = make_document(kind, subject, replace(ISSUE, language=language))
    file = tmp_path / "report.pdf"
    file.write_bytes(print_document(kind, document))

    found = read(file)

    assert faults(found) == []
    assert heard(found) == told(document.html)
    assert found.language == language
    assert found.title == document.title


@KINDS
def test_no_setting_of_the_machine_changes_a_byte(
    kind: Kind[Any], subject: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_document(kind, subject, ISSUE)

    assert _printed(kind, document, monkeypatch, seed="1", zone="Asia/Tokyo") == (
        _printed(kind, document, monkeypatch, seed="2", zone="America/Lima")
    )


def _printed(
    kind: Kind[Any],
    document: Document,
    monkeypatch: pytest.MonkeyPatch,
    *,
    seed: str,
    zone: str,
) -> bytes:
    plain = apart.child_environment
    with monkeypatch.context() as changed:
        changed.setattr(
            apart,
            "child_environment",
            lambda home: plain(home) | {"PYTHONHASHSEED": seed, "TZ": zone},
        )
        # One whose progress is told has a press of its own, with that environment.
        return print_document(kind, document, on_page=lambda _number: None)


def test_what_is_heard_is_compared_with_all_that_is_told() -> None:
    html = (
        '<html><head><title>x</title></head><body><div class="running-sender">y</div>'
        '<h1>A &amp; b</h1><svg><title>QR</title><path d="M0"/></svg><p>c<br>d</p>'
    )

    assert told(html) == "A&b[QR]cd"
