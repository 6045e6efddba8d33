"""The organisation's seal, as the environment names it."""

from pathlib import Path
from typing import Any

from cms.settings import env


def seal_from_environment() -> dict[str, Any]:
    """
    Return what REPORT_SEAL is set to; empty when SEAL_KIND is `none`.

    `pkcs12` needs SEAL_FILE and SEAL_PASSWORD. `pkcs11` (a security module) needs
    SEAL_MODULE (the driver's library), SEAL_TOKEN, SEAL_PIN, SEAL_KEY and
    SEAL_CERTIFICATE (labels on the token). Both need SEAL_TRUST_ROOTS (PEM files,
    comma-separated) of the authorities that the seal and its time stamps lead to;
    SEAL_TIMESTAMP_URL names an RFC 3161 service.
    """
    kind = env.choice("SEAL_KIND", "none", {"none", "pkcs12", "pkcs11"})
    if kind == "pkcs12":
        return {
            "kind": kind,
            "file": env.path("SEAL_FILE"),
            "password": env.text("SEAL_PASSWORD"),
            **_common(),
        }
    if kind == "pkcs11":
        return {
            "kind": kind,
            "module": env.path("SEAL_MODULE"),
            "token": env.text("SEAL_TOKEN"),
            "pin": env.text("SEAL_PIN"),
            "key_label": env.text("SEAL_KEY"),
            "cert_label": env.text("SEAL_CERTIFICATE"),
            **_common(),
        }
    return {}


def _common() -> dict[str, Any]:
    return {
        "trust_roots": [Path(file) for file in env.words("SEAL_TRUST_ROOTS")],
        "timestamp_url": env.text("SEAL_TIMESTAMP_URL", ""),
    }
