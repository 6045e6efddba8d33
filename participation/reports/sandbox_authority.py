"""
An authority of no legal value, for the demo and the tests.

Every name it gives says "TESTI / TEST", by which a seal of it is recognised.
"""

import secrets
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from participation.reports.certificates import TEST_MARK

ROOT, KEY, PASSWORD = "root.pem", "seal.p12", "seal.password"
_YEARS = timedelta(days=365)


def sandbox_seal_settings(directory: Path) -> dict[str, Any]:
    """Return the `REPORT_SEAL` that uses the authority kept in the directory."""
    return {
        "kind": "pkcs12",
        "file": directory / KEY,
        "password_file": directory / PASSWORD,
        "trust_roots": [directory / ROOT],
        "test": True,
    }


def ensure_sandbox_authority(
    *, directory: Path, organisation: str, at: datetime, valid_days: int = 3650
) -> None:
    """
    Make a test authority and a seal key in the directory, once.

    All files appear together, readable by their owner only; the authority's own
    key is not kept.
    """
    if (directory / KEY).exists():
        return
    directory.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".seal-", dir=directory.parent))
    _fill(made, organisation=organisation, at=at, valid_days=valid_days)
    try:
        made.rename(directory)
    except OSError:
        # Another process was faster; its authority is as good as ours.
        for file in made.iterdir():
            file.unlink()
        made.rmdir()


def _fill(directory: Path, *, organisation: str, at: datetime, valid_days: int) -> None:
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = _name(organisation, "Root")
    root = (
        _certificate(root_name, root_name, root_key.public_key(), at)
        .not_valid_after(at + 20 * _YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    key = ec.generate_private_key(ec.SECP256R1())
    seal = (
        _certificate(_name(organisation, "Seal"), root_name, key.public_key(), at)
        .not_valid_after(at + timedelta(days=valid_days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    password = secrets.token_urlsafe(32)
    _write(directory / PASSWORD, password.encode())
    _write(directory / ROOT, root.public_bytes(serialization.Encoding.PEM))
    locked = serialization.BestAvailableEncryption(password.encode())
    _write(
        directory / KEY,
        pkcs12.serialize_key_and_certificates(b"seal", key, seal, [root], locked),
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    at: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False
        )
    )


def _name(organisation: str, role: str) -> x509.Name:
    # An organisation's name in a certificate has 64 characters at most.
    short = organisation[:48]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FI"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(
                NameOID.COMMON_NAME, f"{TEST_MARK} {role}: {short}"[:64]
            ),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _write(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)
