"""The seal: what it proves, what it refuses, and who else agrees."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from participation.reports.sandbox_authority import (
    ROOT,
    ensure_sandbox_authority,
)
from participation.reports.verification import Condition, Verdict, sha256_of, verify
from tests.reports.attacks import byte_range
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


def _openssl_verifies(data: bytes, authority: Path, folder: Path) -> bool:
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing; run: sudo apt-get install openssl")
    start, length, later, rest = byte_range(data)
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
