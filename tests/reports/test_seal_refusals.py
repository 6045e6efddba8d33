"""When no seal is given: without a sound key, or a whole result."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pytest_django.fixtures import Settings

from participation.reports import keys
from participation.reports.errors import SealFailed
from participation.reports.sandbox_authority import (
    KEY,
    PASSWORD,
    ROOT,
    ensure_sandbox_authority,
)
from participation.reports.sandbox_authority import sandbox_seal_settings as settings_of
from participation.reports.seal import Seal, open_seal
from tests.reports.attacks import stripped as unsealed
from tests.reports.conftest import SEALED

# --- Refusing to seal ----------------------------------------------------------------


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(SealFailed) as failure:
        work()
    return failure.value.code


def test_without_settings_there_is_no_seal(settings: Settings) -> None:
    settings.REPORT_SEAL = {}

    assert refusal(lambda: open_seal(at=SEALED)) == "no_key"


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

    assert refusal(lambda: open_seal(at=SEALED)) == code


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

    assert refusal(lambda: open_seal(at=SEALED)) == "key_mismatch"


def test_a_seal_that_leads_to_no_trusted_root_is_refused(
    sealed: bytes, authority: Path, tmp_path: Path, settings: Settings
) -> None:
    twin = tmp_path / "twin"
    ensure_sandbox_authority(directory=twin, organisation="Osallistu", at=SEALED)
    settings.REPORT_SEAL = {
        **settings_of(authority),
        "trust_roots": [twin / ROOT],
    }

    assert refusal(lambda: open_seal(at=SEALED).apply(unsealed(sealed), at=SEALED)) == (
        "no_trust"
    )


def test_a_time_stamp_that_cannot_be_had_stops_the_sealing(
    sealed: bytes, authority: Path, settings: Settings
) -> None:
    settings.REPORT_SEAL = {
        **settings_of(authority),
        "timestamp_url": "http://127.0.0.1:9/",
    }

    assert refusal(lambda: open_seal(at=SEALED).apply(unsealed(sealed), at=SEALED)) == (
        "timestamp"
    )


def test_a_page_without_the_field_is_not_sealed(seal: Seal) -> None:
    assert refusal(lambda: seal.apply(b"%PDF-1.7\n%%EOF", at=SEALED)) == "sealing"


# --- The test authority --------------------------------------------------------------


def test_the_test_authority_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "seal"
    for _ in range(2):
        ensure_sandbox_authority(directory=folder, organisation="X" * 90, at=SEALED)
        made = {file.name: file.read_bytes() for file in folder.iterdir()}

    assert made == {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(made) == {KEY, PASSWORD, ROOT}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert [each.name for each in folder.parent.iterdir()] == ["seal"]
