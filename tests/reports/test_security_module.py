"""A key in a security module, by SoftHSM: kept open, lost, and away."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from pytest_django.fixtures import Settings

from participation.reports import keys, security_module
from participation.reports.errors import SealFailed
from participation.reports.seal import Sealed, open_seal
from tests.reports.blank import page_to_seal
from tests.reports.openssl import seal_agrees
from tests.reports.trust_service import TrustService, start_trust_service

PIN = "1234"
DRIVERS = [
    Path(folder) / "softhsm/libsofthsm2.so"
    for folder in (
        "/usr/lib",
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
    )
]
DRIVER = next((one for one in DRIVERS if one.is_file()), None)

pytestmark = pytest.mark.skipif(
    DRIVER is None or not shutil.which("softhsm2-util"),
    reason="softhsm2 is missing; run: sudo apt-get install softhsm2",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrustService]:
    service = start_trust_service(tmp_path_factory.mktemp("trust"))
    yield service
    service.stop()


@pytest.fixture(scope="module")
def tokens(
    service: TrustService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Return the folder of a software module with the service's keys in a token."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(config)
    _util("--init-token", "--free", "--label", "leima", "--so-pin", PIN, "--pin", PIN)
    for number, label in enumerate(("seal", "next-seal"), 1):
        _import_key(folder, label, number, service)
    _import_certificates(service)
    yield folder / "tokens"
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture
def given(
    tokens: Path, service: TrustService, settings: Settings
) -> Iterator[dict[str, Any]]:
    forget_all()
    settings.REPORT_SEAL = {
        "kind": "pkcs11",
        "module": DRIVER,
        "token": "leima",
        "pin": PIN,
        "cert_label": "seal",
        "trust_roots": [service.root],
    }
    yield settings.REPORT_SEAL
    forget_all()


def forget_all() -> None:
    """Let the module be as a new process finds it."""
    keys._from_module.cache_clear()
    for session in security_module._sessions.values():
        with suppress(pkcs11.PKCS11Error):
            session.close()
    security_module._sessions.clear()


def sealed_now() -> Sealed:
    now = datetime.now(UTC)
    return open_seal(at=now).apply(page_to_seal(), at=now)


@pytest.mark.parametrize("label", ["seal", "next-seal"], ids=["RSA", "EC"])
def test_a_key_in_the_module_seals(
    label: str, given: dict[str, Any], service: TrustService, tmp_path: Path
) -> None:
    given["cert_label"] = label

    sealed = sealed_now()

    assert [one.subject.rpartition("=")[2] for one in sealed.facts.chain] == [
        label, "interm", "root",
    ]  # fmt: skip
    assert seal_agrees(sealed.data, service.root, tmp_path)


# The library's own finalisers complain of the session that we break.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_session_is_kept_and_opened_anew_when_it_was_lost(
    given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    really = security_module.open_pkcs11_session
    monkeypatch.setattr(
        security_module,
        "open_pkcs11_session",
        lambda *args, **kwargs: opened.append(really(*args, **kwargs)) or opened[-1],
    )
    sealed_now()
    sealed_now()
    assert len(opened) == 1

    opened[0].close()
    assert sealed_now().data
    assert len(opened) == 2

    pkcs11.lib(str(DRIVER)).finalize()
    assert sealed_now().data


def test_a_module_without_its_token_seals_nothing_until_it_is_back(
    given: dict[str, Any], tokens: Path
) -> None:
    away = tokens.with_name("away")
    sealed_now()
    forget_all()

    tokens.rename(away)
    tokens.mkdir()
    with pytest.raises(SealFailed) as failure:
        sealed_now()
    assert failure.value.code == "module_away"
    assert failure.value.is_passing

    tokens.rmdir()
    away.rename(tokens)
    assert sealed_now().data


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"module": "/nonexistent.so"}, "no_key"),
        ({"cert_label": "nobody"}, "no_key"),
        ({"key_label": "nobody"}, "no_key"),
        ({"pin": "9999"}, "bad_key"),
        ({"token": "other"}, "module_away"),
    ],
)
def test_what_is_not_in_the_module_seals_nothing(
    changed: dict[str, Any], code: str, given: dict[str, Any]
) -> None:
    given.update(changed)

    with pytest.raises(SealFailed) as failure:
        sealed_now()

    assert failure.value.code == code


def test_a_forked_worker_opens_a_session_of_its_own(given: dict[str, Any]) -> None:
    sealed_now()

    child = os.fork()
    if not child:
        os._exit(0 if sealed_now().data else 1)

    assert os.waitpid(child, 0)[1] == 0


def _util(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], capture_output=True, check=True)


def _import_key(folder: Path, label: str, number: int, service: TrustService) -> None:
    file = folder / f"{label}.pem"
    file.write_bytes(
        service.private_key(label).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    _util("--import", str(file), "--token", "leima", "--label", label,
          "--id", f"{number:02d}", "--pin", PIN)  # fmt: skip


def _import_certificates(service: TrustService) -> None:
    driver = pkcs11.lib(str(DRIVER))
    driver.reinitialize()
    with driver.get_token(token_label="leima").open(user_pin=PIN, rw=True) as session:
        for label in ("seal", "next-seal", "interm", "root"):
            der = service.certificate(label).public_bytes(serialization.Encoding.DER)
            found = pkcs11.util.x509.decode_x509_certificate(der)
            session.create_object(
                {**found, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label}
            )
