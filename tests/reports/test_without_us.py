"""The guide that shows how a seal is checked without us, followed word by word."""

import html
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.test import Client
from django.urls import reverse

import pytest

from participation.models import Report
from participation.reports.found import Level
from participation.reports.sandbox_authority import ROOT
from tests.reports.attacks import ATTACKS
from tests.reports.blank import blank_page
from tests.reports.long_term import LongTermAuthority

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (shutil.which("openssl") and shutil.which("xxd")),
        reason="openssl or xxd is missing; run: sudo apt-get install openssl xxd",
    ),
]


@pytest.fixture
def steps(client: Client) -> list[str]:
    """Return the commands of the guide."""
    page = client.get(reverse("participation:without_us"))
    blocks = re.findall(
        r"<pre[^>]*><code[^>]*>(.*?)</code></pre>", page.text, re.DOTALL
    )
    assert len(blocks) == 6
    return [html.unescape(block) for block in blocks]


def follow(folder: Path, *steps: str) -> tuple[str, str]:
    """Return what the steps print, and what they complain of."""
    done = subprocess.run(
        ["bash", "-c", "\n".join(steps)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.stderr


def test_the_guide_confirms_a_genuine_report(
    report: Report, steps: list[str], client: Client, tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(report.file.read())
    roots = client.get(reverse("participation:roots"))
    (tmp_path / "roots.pem").write_bytes(roots.content)
    find, part, check, see, _archive, read = steps

    printed, complaints = follow(tmp_path, find, part, check, see, read)

    assert "CAdES Verification successful" in complaints
    assert "covers the whole file" in printed
    assert "hides nothing" in printed
    assert "Seal" in printed


@pytest.mark.parametrize(
    "name",
    ["overlay", "title", "bytes appended", "padding", "value emptied", "signed again"],
)
def test_the_guide_finds_what_was_done_to_one(
    name: str, report: Report, steps: list[str], authority: Path, tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(ATTACKS[name](report.file.read()))
    shutil.copy(authority / ROOT, tmp_path / "roots.pem")
    find, part, check, see, *_ = steps

    printed, complaints = follow(tmp_path, find, part, check, see)

    assert not (
        "CAdES Verification successful" in complaints
        and "covers the whole file" in printed
        and "hides nothing" in printed
    )


def test_the_guide_finds_a_look_alike(
    report: Report, steps: list[str], tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(report.file.read())
    other = LongTermAuthority(since=datetime(2026, 1, 1, tzinfo=UTC))
    (tmp_path / "roots.pem").write_bytes(other.root_pem)

    _, complaints = follow(tmp_path, *steps[:3])

    assert "successful" not in complaints


def test_the_guide_follows_an_archive_time_stamp(
    steps: list[str], tmp_path: Path
) -> None:
    at = datetime.now(UTC)
    authority = LongTermAuthority(since=at)
    sealed = authority.sealed(blank_page(), Level.ARCHIVE, at=at)
    (tmp_path / "report.pdf").write_bytes(sealed)
    (tmp_path / "roots.pem").write_bytes(authority.root_pem)
    find, part, check, see, archive, _read = steps
    newest = find.replace("head -n 1", "tail -n 1")

    of_seal = follow(tmp_path, find, part, check, see)
    of_stamp = follow(tmp_path, newest, part, archive, see)

    assert "CAdES Verification successful" in of_seal[1]
    assert "covers the whole file" not in of_seal[0]
    assert "Verification: OK" in "".join(of_stamp)
    assert "covers the whole file" in of_stamp[0]
    assert "hides nothing" in of_stamp[0]


def test_without_a_seal_there_are_no_roots_to_fetch(
    client: Client, settings: object
) -> None:
    settings.REPORT_SEAL = {}  # type: ignore[attr-defined]

    assert client.get(reverse("participation:roots")).status_code == 404
    assert client.get(reverse("participation:without_us")).status_code == 200
