"""The certificates of the trust service on loopback, and who issued which."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from certomancer.registry import ArchLabel, CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

#: certificates of seals, and by whom they are issued
SEALS = ("seal", "next-seal", "town-seal", "revoked-seal", "expired-seal")
STAMPERS = ("tsa", "long-tsa", "revoked-tsa")


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def architecture(folder: Path, port: int) -> Any:
    names = ("root", "interm", "ocsp", *SEALS, *STAMPERS)
    for name in names:
        _make_key(folder / f"{name}.key", big=name == "seal")
    config = {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {"demo": {"keys": {n: {"path": f"{n}.key"} for n in names}}},
        "pki-architectures": {"demo": _demo(names)},
    }
    made = CertomancerConfig(config, key_search_dir=str(folder))
    return made.get_pki_arch(ArchLabel("demo"))


def _demo(names: tuple[str, ...]) -> dict[str, Any]:
    issuing = {
        "id": "simple-ca",
        "params": {"crl-repo": "root", "max-path-len": 1},
    }
    sealing = {"id": "simple-ca", "params": {"ocsp-service": "seals"}}
    certificates: dict[str, Any] = {
        "root": _given("root", "root", 9000, profiles=[issuing]),
        "interm": _given("interm", "root", 8000, profiles=[sealing]),
        "ocsp": _given("ocsp", "interm", 7000, profiles=["ocsp-responder"]),
    }
    for name in SEALS:
        days = -10 if name == "expired-seal" else 700
        certificates[name] = _given(
            name, "interm", days, profiles=["digsig-commitment"]
        )
    for name in STAMPERS:
        days = 100 if name == "tsa" else 4000
        certificates[name] = _given(name, "root", days, extensions=_STAMPING)
    for name in ("revoked-seal", "revoked-tsa"):
        since = (now() - timedelta(days=2)).isoformat()
        certificates[name]["revocation"] = {
            "revoked-since": since,
            "reason": "key_compromise",
        }
    return {
        "keyset": "demo",
        "entity-defaults": {
            "country-name": "FI",
            "organization-name": "Loopback Trust Services",
        },
        "entities": {name: {"common-name": name} for name in names},
        "certs": certificates,
        "services": {
            "ocsp": {
                "seals": {
                    "for-issuer": "interm",
                    "responder-cert": "ocsp",
                    "signing-key": "ocsp",
                }
            },
            "crl-repo": {
                "root": {
                    "for-issuer": "root",
                    "signing-key": "root",
                    "simulated-update-schedule": "P1D",
                }
            },
            "time-stamping": {
                name: {
                    "signing-key": name,
                    "signing-cert": name,
                    "certs-to-embed": ["root"],
                }
                for name in STAMPERS
            },
        },
    }


_STAMPING = [
    {"id": "key_usage", "critical": True, "smart-value": {
        "schema": "key-usage", "params": ["digital_signature"]}},
    {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
]  # fmt: skip


def _given(name: str, issuer: str, days: int, **more: Any) -> dict[str, Any]:
    begin = now() - timedelta(days=400)
    return {
        "subject": name,
        "subject-key": name,
        "issuer": issuer,
        "authority-key": issuer,
        "validity": {
            "valid-from": begin.isoformat(),
            "valid-to": (now() + timedelta(days=days)).isoformat(),
        },
        **more,
    }


def _make_key(file: Path, *, big: bool) -> None:
    """Write a key; the main seal's is RSA, as many security modules hold."""
    key: Any = (
        rsa.generate_private_key(65537, 3072)
        if big
        else ec.generate_private_key(ec.SECP256R1())
    )
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
