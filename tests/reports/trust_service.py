"""A trust service on loopback: time stamps, OCSP and revocation lists, and its moods."""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import ocsp, pem, tsp
from certomancer.registry import (
    ArchLabel,
    CertLabel,
    CertomancerConfig,
    KeyLabel,
    ServiceLabel,
)
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

PASSWORD = "salasana"
TSA, OCSP, CRL = "tsa", "ocsp", "crls"
#: certificates of seals, and by whom they are issued
SEALS = ("seal", "next-seal", "town-seal", "revoked-seal", "expired-seal")
STAMPERS = ("tsa", "long-tsa", "revoked-tsa")


class Mood(StrEnum):
    """How a service behaves."""

    WELL = "answers"
    DOWN = "is down"
    SLOW = "is slow"
    GARBAGE = "answers garbage"


@dataclass
class TrustService:
    """An authority whose certificates name the services of its own server."""

    folder: Path
    architecture: Any
    server: ThreadingHTTPServer
    moods: dict[str, Mood]
    #: how often each was asked
    asked: Counter[str]
    #: the certificate that time stamps are made with
    stamper: str = "tsa"

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def certificate(self, label: str) -> x509.Certificate:
        der = self.architecture.get_cert(CertLabel(label)).dump()
        return x509.load_der_x509_certificate(der)

    def settings(self, level: str, key: str = "seal", **more: Any) -> dict[str, Any]:
        """Return a REPORT_SEAL of that level."""
        stamped = {} if level == "B-B" else {"timestamp_url": f"{self.url}/demo/tsa/t"}
        return {
            "kind": "pkcs12",
            "file": self.key_file(key),
            "password": PASSWORD,
            "trust_roots": [self.root],
            "level": level,
            "timeout_seconds": 1,
            **stamped,
            **more,
        }

    def key_file(self, label: str) -> Path:
        file = self.folder / f"{label}.p12"
        if not file.exists():
            _write_key(file, label, self.private_key(label), self)
        return file

    def private_key(self, label: str) -> Any:
        info = self.architecture.key_set.get_private_key(KeyLabel(label))
        return serialization.load_der_private_key(info.dump(), None)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def start_trust_service(folder: Path) -> TrustService:
    """Make an authority in the folder and let it answer on a port of loopback."""
    server = _Server(("127.0.0.1", 0), _Handler)
    service = TrustService(
        folder=folder,
        architecture=_architecture(folder, server.server_address[1]),
        server=server,
        moods=dict.fromkeys((TSA, OCSP, CRL), Mood.WELL),
        asked=Counter(),
    )
    server.service = service  # type: ignore[attr-defined]
    service.root.write_bytes(
        pem.armor("CERTIFICATE", service.architecture.get_cert("root").dump())
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return service


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of those who did not wait for a slow answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_: Any) -> None: ...

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(body)

    def do_GET(self) -> None:
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        service: TrustService = self.server.service  # type: ignore[attr-defined]
        _, _, kind, label, *_ = self.path.split("/")
        service.asked[kind] += 1
        mood = service.moods[kind]
        if mood is Mood.DOWN:
            self.close_connection = True
            return
        if mood is Mood.SLOW:
            time.sleep(2)
        type_, made = _ANSWERS[kind](service, label, body)
        self.send_response(200)
        self.send_header("Content-Type", type_)
        self.end_headers()
        self.wfile.write(b"<html>no" * 40 if mood is Mood.GARBAGE else made)


def _stamp(service: TrustService, label: str, body: bytes) -> tuple[str, bytes]:
    services = service.architecture.service_registry
    stamper = services.summon_timestamper(ServiceLabel(service.stamper))
    made = stamper.request_tsa_response(tsp.TimeStampReq.load(body))
    return "application/timestamp-reply", made.dump()


def _status(service: TrustService, label: str, body: bytes) -> tuple[str, bytes]:
    responder = service.architecture.service_registry.summon_responder(
        ServiceLabel(label), _now()
    )
    made = responder.build_ocsp_response(ocsp.OCSPRequest.load(body))
    return "application/ocsp-response", made.dump()


def _revoked_list(service: TrustService, label: str, body: bytes) -> tuple[str, bytes]:
    services = service.architecture.service_registry
    return "application/pkix-crl", services.get_crl(ServiceLabel(label), _now()).dump()


_ANSWERS = {TSA: _stamp, OCSP: _status, CRL: _revoked_list}


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _architecture(folder: Path, port: int) -> Any:
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
        since = (_now() - timedelta(days=2)).isoformat()
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
    begin = _now() - timedelta(days=400)
    return {
        "subject": name,
        "subject-key": name,
        "issuer": issuer,
        "authority-key": issuer,
        "validity": {
            "valid-from": begin.isoformat(),
            "valid-to": (_now() + timedelta(days=days)).isoformat(),
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


def _write_key(file: Path, label: str, key: Any, service: TrustService) -> None:
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            label.encode(),
            key,
            service.certificate(label),
            [service.certificate("interm"), service.certificate("root")],
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        )
    )
