"""The seal: what it proves, what it refuses, and who else agrees."""

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from participation.reports.sandbox_authority import (
    ROOT,
    ensure_sandbox_authority,
)
from participation.reports.verification import Condition, Verdict, sha256_of, verify
from tests.reports.conftest import SEALED


def judged(data: bytes, authority: Path, expected: str | None = None) -> Verdict:
    return verify(
        data, trust_roots=[authority / ROOT], expected_sha256=expected, at=SEALED
    )


def failing(verdict: Verdict) -> set[Condition]:
    return {check.condition for check in verdict.checks if not check.holds}


def test_a_sealed_letter_holds(sealed: bytes, authority: Path) -> None:
    verdict = judged(sealed, authority, sha256_of(sealed))

    assert verdict.holds
    assert {check.condition for check in verdict.checks} == set(Condition)
    assert verdict.signer
    assert verdict.signer.is_test
    assert verdict.sealed_at == SEALED


def test_openssl_agrees_and_sees_a_changed_byte(
    sealed: bytes, authority: Path, tmp_path: Path
) -> None:
    changed = sealed.replace(b"%PDF-1.7", b"%PDF-1.6", 1)

    assert _openssl_verifies(sealed, authority, tmp_path)
    assert not _openssl_verifies(changed, authority, tmp_path)
    assert failing(judged(changed, authority)) >= {Condition.INTACT}


def _appended(data: bytes) -> bytes:
    return data + b"\n% something"


def _updated(data: bytes) -> bytes:
    """Change the title in an incremental update, which pyHanko lets pass."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    reference = writer.trailer.raw_get("/Info")
    reference.get_object()["/Title"] = pdf_string("Toinen")
    writer.mark_update(reference)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _padded(data: bytes) -> bytes:
    """Change a digit in the zero padding after the signature's value."""
    end = _byte_range(data)[2] - 2
    assert data[end : end + 1] == b"0"
    return data[:end] + b"1" + data[end + 1 :]


def _respelled(data: bytes) -> bytes:
    """Write one digit of the signature's value in lower case: it means the same."""
    start = _byte_range(data)[1]
    place = next(at for at in range(start, len(data)) if data[at : at + 1].isalpha())
    return data[:place] + data[place : place + 1].lower() + data[place + 1 :]


def _stripped(data: bytes) -> bytes:
    """Leave out the revision that holds the seal."""
    return data[: data.index(b"%%EOF") + 6]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (_appended, {Condition.WHOLE, Condition.IDENTICAL}),
        (_updated, {Condition.WHOLE, Condition.IDENTICAL}),
        (_padded, {Condition.WHOLE, Condition.IDENTICAL}),
        (_respelled, {Condition.WHOLE, Condition.IDENTICAL}),
        (_stripped, set(Condition)),
        (lambda data: b"", set(Condition)),
        (lambda data: b"%PDF-1.7\n" + b"<<" * 5000, set(Condition)),
    ],
    ids=["appended", "updated", "padded", "respelled", "stripped", "empty", "nonsense"],
)
def test_a_changed_file_is_refused(
    change: Callable[[bytes], bytes],
    broken: set[Condition],
    sealed: bytes,
    authority: Path,
) -> None:
    verdict = judged(change(sealed), authority, sha256_of(sealed))

    assert not verdict.holds
    assert failing(verdict) == broken


def test_every_changed_byte_is_seen(sealed: bytes, authority: Path) -> None:
    chance = random.Random(2026)
    for place in chance.sample(range(len(sealed)), 300):
        changed = bytearray(sealed)
        changed[place] = (changed[place] + chance.randrange(1, 256)) % 256

        # The register sees what the seal's own envelope leaves open: its versions,
        # names of algorithms and spare certificates.
        assert not judged(bytes(changed), authority, sha256_of(sealed)).holds, place


def test_a_look_alike_authority_is_not_trusted(sealed: bytes, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    ensure_sandbox_authority(directory=twin, organisation="Osallistu", at=SEALED)

    assert failing(judged(sealed, twin)) == {Condition.TRUSTED}


def test_an_expired_certificate_does_not_hold(sealed: bytes, authority: Path) -> None:
    much_later = datetime(2040, 1, 1, tzinfo=UTC)

    verdict = verify(
        sealed, trust_roots=[authority / ROOT], expected_sha256=None, at=much_later
    )

    assert failing(verdict) == {Condition.TRUSTED}


def _byte_range(data: bytes) -> tuple[int, int, int, int]:
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)", data)
    start, length, later, rest = map(int, found[-1])
    return start, length, later, rest


def _openssl_verifies(data: bytes, authority: Path, folder: Path) -> bool:
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing; run: sudo apt-get install openssl")
    start, length, later, rest = _byte_range(data)
    content, signature = folder / "content.bin", folder / "signature.der"
    content.write_bytes(data[start : start + length] + data[later : later + rest])
    signature.write_bytes(bytes.fromhex(data[length + 1 : later - 1].decode()))
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
         "-in", signature, "-content", content, "-CAfile", authority / ROOT,
         "-purpose", "any", "-attime", str(int(SEALED.timestamp())),
         "-out", "/dev/null"],
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode == 0
