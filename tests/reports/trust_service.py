"""A trust service on loopback: time stamps, OCSP and revocation lists, and its moods."""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import ocsp, pem, tsp
from certomancer.registry import (
    CertLabel,
    KeyLabel,
    ServiceLabel,
)
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.reports.trust_architecture import architecture, now

PASSWORD = "salasana"
TSA, OCSP, CRL = "tsa", "ocsp", "crls"


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
        architecture=architecture(folder, server.server_address[1]),
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
        ServiceLabel(label), now()
    )
    made = responder.build_ocsp_response(ocsp.OCSPRequest.load(body))
    return "application/ocsp-response", made.dump()


def _revoked_list(service: TrustService, label: str, body: bytes) -> tuple[str, bytes]:
    services = service.architecture.service_registry
    return "application/pkix-crl", services.get_crl(ServiceLabel(label), now()).dump()


_ANSWERS = {TSA: _stamp, OCSP: _status, CRL: _revoked_list}


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
