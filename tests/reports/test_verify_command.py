"""`manage.py verify_report` says what the page says."""

from pathlib import Path

from django.core.management import CommandError, call_command
from django.utils import timezone, translation

import pytest

from participation.models import Report
from participation.reports.inspection import inspect_file
from participation.reports.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(report: Report, tmp_path: Path) -> Path:
    file = tmp_path / "report.pdf"
    file.write_bytes(report.file.read())
    return file


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_prints_all_that_is_told(
    language: str, file: Path, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_report", file, language=language)

    printed = capsys.readouterr().out
    finding = inspect_file(file.read_bytes(), report=None, at=timezone.now())
    with translation.override(language):
        told = tell(finding)
    lines = [*told.checks, *(line for seal in told.seals for line in seal.checks)]
    for text in (
        told.headline.text,
        *(line.text for line in lines),
        *told.not_checked,
        report.code,
        report.sha256,
    ):
        assert text in printed


def test_it_fails_on_a_changed_file(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")

    with pytest.raises(CommandError) as refusal:
        call_command("verify_report", file)

    assert refusal.value.returncode == 1


def test_it_fails_on_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_report", tmp_path / "nothing.pdf")
