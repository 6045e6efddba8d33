"""The seal: what it proves, what it refuses, and who else agrees."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django.fixtures import Settings

from participation.reports import keys
from participation.reports.errors import SealFailed
from participation.reports.seal import Seal, open_seal
from participation.reports.test_authority import (
    KEY,
    PASSWORD,
    ROOT,
    ensure_test_authority,
)
from participation.reports.test_authority import test_seal_settings as settings_of
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


def _stripped(data: bytes) -> bytes:
    """Leave out the revision that holds the seal."""
    return data[: data.index(b"%%EOF") + 6]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (_appended, {Condition.WHOLE, Condition.IDENTICAL}),
        (_updated, {Condition.WHOLE, Condition.IDENTICAL}),
        (_padded, {Condition.IDENTICAL}),
        (_stripped, set(Condition)),
        (lambda data: b"", set(Condition)),
        (lambda data: b"%PDF-1.7\n" + b"<<" * 5000, set(Condition)),
    ],
    ids=["appended", "updated", "padded", "stripped", "empty", "nonsense"],
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
    for place in range(0, len(sealed), len(sealed) // 60):
        changed = bytearray(sealed)
        changed[place] ^= 1

        assert not judged(bytes(changed), authority, sha256_of(sealed)).holds


def test_a_look_alike_authority_is_not_trusted(sealed: bytes, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    ensure_test_authority(directory=twin, organisation="Osallistu", at=SEALED)

    assert failing(judged(sealed, twin)) == {Condition.TRUSTED}


def test_an_expired_certificate_does_not_hold(sealed: bytes, authority: Path) -> None:
    much_later = datetime(2040, 1, 1, tzinfo=UTC)

    verdict = verify(
        sealed, trust_roots=[authority / ROOT], expected_sha256=None, at=much_later
    )

    assert failing(verdict) == {Condition.TRUSTED}


# --- Refusing to seal ----------------------------------------------------------------


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(SealFailed) as failure:
        work()
    return failure.value.code


def test_without_settings_there_is_no_seal(settings: Settings) -> None:
    settings.REPORT_SEAL = {}

    assert refusal(open_seal) == "no_key"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"file": "/nonexistent/seal.p12"}, "no_key"),
        ({"password_file": None, "password": "wrong"}, "bad_key"),
        ({"kind": "paper"}, "bad_settings"),
        ({"trust_roots": []}, "no_trust"),
        ({"test": False}, "test_refused"),
        ({"test": "false"}, "test_refused"),
        ({"kind": "pkcs11", "module": "/nonexistent", "token": "", "pin": "",
          "cert_label": "seal"}, "no_key"),
    ],
)  # fmt: skip
def test_a_seal_that_cannot_be_used_is_refused(
    changed: dict[str, object], code: str, authority: Path, settings: Settings
) -> None:
    settings.REPORT_SEAL = {**settings_of(authority), **changed}

    assert refusal(open_seal) == code


def test_an_expired_certificate_does_not_seal(seal: Seal) -> None:
    assert refusal(lambda: seal.apply(b"", at=datetime(2040, 1, 1, tzinfo=UTC))) == (
        "expired"
    )


def test_a_key_of_another_certificate_is_refused(
    authority: Path,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    password = (authority / PASSWORD).read_bytes()
    held = pkcs12.load_key_and_certificates((authority / KEY).read_bytes(), password)
    file = tmp_path / "seal.p12"
    file.write_bytes((authority / KEY).read_bytes())
    stranger = ec.generate_private_key(ec.SECP256R1())
    # No library writes such a file, but others may.
    monkeypatch.setattr(
        keys.pkcs12, "load_key_and_certificates", lambda *_: (stranger, *held[1:])
    )
    settings.REPORT_SEAL = {**settings_of(authority), "file": file}

    assert refusal(open_seal) == "key_mismatch"


def test_a_seal_that_leads_to_no_trusted_root_is_refused(
    sealed: bytes, authority: Path, tmp_path: Path, settings: Settings
) -> None:
    twin = tmp_path / "twin"
    ensure_test_authority(directory=twin, organisation="Osallistu", at=SEALED)
    settings.REPORT_SEAL = {
        **settings_of(authority),
        "trust_roots": [twin / ROOT],
    }

    assert refusal(lambda: open_seal().apply(_stripped(sealed), at=SEALED)) == (
        "unverified"
    )


def test_a_time_stamp_that_cannot_be_had_stops_the_sealing(
    sealed: bytes, authority: Path, settings: Settings
) -> None:
    settings.REPORT_SEAL = {
        **settings_of(authority),
        "timestamp_url": "http://127.0.0.1:9/",
    }

    assert refusal(lambda: open_seal().apply(_stripped(sealed), at=SEALED)) == (
        "timestamp"
    )


def test_a_page_without_the_field_is_not_sealed(seal: Seal) -> None:
    assert refusal(lambda: seal.apply(b"%PDF-1.7\n%%EOF", at=SEALED)) == "sealing"


# --- The test authority --------------------------------------------------------------


def test_the_test_authority_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "seal"
    for _ in range(2):
        ensure_test_authority(directory=folder, organisation="X" * 90, at=SEALED)
        made = {file.name: file.read_bytes() for file in folder.iterdir()}

    assert made == {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(made) == {KEY, PASSWORD, ROOT}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert [each.name for each in folder.parent.iterdir()] == ["seal"]


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
