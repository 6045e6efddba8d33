"""Whatever is done to a report is told: by the library, the page and the command."""

import random
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pytest_django.fixtures import Settings

from participation.models import Report
from participation.reports import inspection
from participation.reports.found import Level, Trust
from participation.reports.inspection import Answer, Finding
from participation.reports.inspector import inspect
from participation.reports.keys import load_signer
from participation.reports.sandbox_authority import (
    KEY,
    PASSWORD,
    ROOT,
    ensure_sandbox_authority,
)
from participation.reports.seal_settings import Pkcs12Key
from participation.reports.verification import Condition, Verdict, sha256_of, verify
from participation.views import turnstile
from tests.reports.attacks import ATTACKS, signed_again, stripped
from tests.reports.blank import blank_page
from tests.reports.conftest import SEALED
from tests.reports.hard_files import HARD
from tests.reports.long_term import LongTermAuthority
from tests.reports.revisions import reveal_hidden, with_hidden

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FLIPS = 1000


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let one address check as much as it likes."""
    monkeypatch.setattr(turnstile, "CHECKS_PER_MINUTE", 10_000)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inspect without starting a child for each file, and the same file once."""
    told: dict[str, bytes] = {}

    def inspected(_module: str, request: bytes, **_limits: object) -> bytes:
        name = sha256_of(request.partition(b"\n")[2])
        if name not in told:
            told[name] = inspect(request)
        return told[name]

    monkeypatch.setattr(inspection, "run_apart", inspected)


@pytest.fixture
def original(report: Report) -> bytes:
    data: bytes = report.file.read()
    return data


@pytest.fixture
def library(authority: Path, original: bytes) -> Callable[[bytes], Verdict]:
    return lambda data: verify(
        data,
        trust_roots=[authority / ROOT],
        expected_sha256=sha256_of(original),
        at=SEALED,
    )


def by_page(client: Client, data: bytes) -> Finding:
    file = SimpleUploadedFile("report.pdf", data, "application/pdf")
    page = client.post(reverse("participation:verify"), {"file": file})
    assert page.status_code == 200
    finding: Finding = page.context["finding"]
    return finding


def by_command(folder: Path, data: bytes) -> int:
    file = folder / "report.pdf"
    file.write_bytes(data)
    try:
        call_command("verify_report", file)
    except CommandError as refusal:
        return refusal.returncode
    return 0


def test_the_untouched_report_passes_all_three(
    original: bytes,
    library: Callable[[bytes], Verdict],
    client: Client,
    tmp_path: Path,
) -> None:
    assert library(original).holds
    assert by_page(client, original).is_ours
    assert by_command(tmp_path, original) == 0


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_is_told(
    name: str,
    original: bytes,
    library: Callable[[bytes], Verdict],
    client: Client,
    tmp_path: Path,
) -> None:
    attacked = ATTACKS[name](original)

    assert attacked != original
    verdict = library(attacked)
    assert not verdict.holds
    # Even a register that does not know the file would tell, unless it is the seal
    # of another: that is whole, and a stranger's.
    assert not all(
        check.holds
        for check in verdict.checks
        if check.condition != Condition.IDENTICAL
    )
    finding = by_page(client, attacked)
    assert finding.answer not in (Answer.ISSUED, Answer.UNPROVEN, Answer.UNREGISTERED)
    assert by_command(tmp_path, attacked) == 1


@pytest.mark.timeout(900)
def test_every_one_of_a_thousand_changed_bytes_is_told(
    original: bytes,
    library: Callable[[bytes], Verdict],
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(2026)
    for place in chance.sample(range(len(original)), FLIPS):
        changed = bytearray(original)
        changed[place] = (changed[place] + chance.randrange(1, 256)) % 256
        flipped = bytes(changed)
        verdict = library(flipped)
        # The page and the command are given this verdict, to judge it once.
        monkeypatch.setattr(inspection, "_verify_apart", Mock(return_value=verdict))

        assert not verdict.holds, place
        assert not by_page(client, flipped).is_ours, place
        assert by_command(tmp_path, flipped) == 1, place


@pytest.mark.usefixtures("in_process")
def test_a_look_alike_authority_is_not_ours(
    original: bytes,
    library: Callable[[bytes], Verdict],
    client: Client,
    tmp_path: Path,
) -> None:
    twin = tmp_path / "twin"
    ensure_sandbox_authority(directory=twin, organisation="Osallistu", at=SEALED)
    forged = _sealed_by(twin, stripped(original))

    verdict = library(forged)
    finding = by_page(client, forged)

    genuine = library(original)
    assert verdict.signer
    assert genuine.signer
    assert verdict.signer.subject == genuine.signer.subject
    assert verdict.seal
    assert verdict.seal.trust != Trust.TRUSTED
    assert finding.answer == Answer.FOREIGN
    assert by_command(tmp_path, forged) == 1


def _sealed_by(authority: Path, data: bytes) -> bytes:
    key = Pkcs12Key(file=authority / KEY, password_file=authority / PASSWORD)
    output = BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="Seal", subfilter=SigSeedSubFilter.PADES),
        signer=load_signer(key),
    ).sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), output=output)
    return output.getvalue()


@pytest.mark.usefixtures("in_process")
def test_what_lay_hidden_in_a_sealed_file_cannot_be_shown(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    authority = LongTermAuthority(since=SEALED)
    prepared = authority.sealed(with_hidden(blank_page()), Level.BASIC, at=SEALED)

    before, after = (
        by_page(client, data) for data in (prepared, reveal_hidden(prepared))
    )

    assert before.verdict.fulfils(Condition.INTACT)
    assert before.verdict.fulfils(Condition.WHOLE)
    assert not after.verdict.fulfils(Condition.INTACT)
    assert not after.verdict.fulfils(Condition.WHOLE)


@pytest.mark.usefixtures("in_process")
def test_of_two_seals_each_is_told(client: Client) -> None:
    authority = LongTermAuthority(since=SEALED)
    signed = signed_again(authority.sealed(blank_page(), Level.BASIC, at=SEALED))

    finding = by_page(client, signed)

    assert finding.verdict.fulfils(Condition.INTACT)
    assert finding.verdict.fulfils(Condition.WHOLE)
    issuers = [
        seal.signer and seal.signer.issuer for seal in finding.verdict.found.seals
    ]
    assert issuers == ["CN=Root", "CN=Stranger"]


@pytest.mark.parametrize("name", HARD)
def test_a_file_that_is_hard_to_open_leaves_the_page_up(
    name: str, client: Client, tmp_path: Path
) -> None:
    data = HARD[name](tmp_path)
    begun = time.monotonic()

    finding = by_page(client, data) if data else None

    if finding:
        assert finding.answer in (Answer.UNREADABLE, Answer.UNSEALED)
    # Its child may use 20 seconds, and starts and ends within a few more.
    assert time.monotonic() - begun < 60
    assert client.get(reverse("participation:verify")).status_code == 200
