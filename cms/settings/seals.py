"""The organisation's seal, as the environment or a file names it."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.settings import env

_LEVELS = {"B-B", "B-T", "B-LT", "B-LTA"}


def seals_from_environment() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """
    Return what REPORT_SEAL and UNIT_SEALS are set to.

    SEALS_FILE, a TOML file, names any number of seals with any number of keys:
    deploy/seals.example.toml shows one. Without it, the seal is told by variables.
    Nothing named here can allow a test certificate.
    """
    file = env.text("SEALS_FILE", "")
    if not file:
        return _seal(), {}
    try:
        seals = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ImproperlyConfigured(f"SEALS_FILE cannot be read: {problem}") from None
    if not all(isinstance(seal, dict) for seal in seals.values()):
        raise ImproperlyConfigured("SEALS_FILE: give each seal a [table] of its own.")
    for seal in seals.values():
        seal.pop("test", None)
        for key in seal.get("keys", [seal]):
            if "pin_file" in key:
                key["pin"] = _secret(key.pop("pin_file"))
    return seals.pop("main", {}), seals


def _seal() -> dict[str, Any]:
    """
    Return the one seal; nothing when SEAL_KIND is `none`.

    `pkcs12` needs SEAL_FILE and SEAL_PASSWORD_FILE. `pkcs11`, a security module,
    needs SEAL_MODULE (the driver's library), SEAL_TOKEN, SEAL_PIN,
    SEAL_CERTIFICATE and SEAL_KEY (labels on the token). Both need
    SEAL_TRUST_ROOTS, PEM files of the authorities that the seal and its time
    stamps lead to; SEAL_TIMESTAMP_URL names an RFC 3161 service.
    """
    kind = env.choice("SEAL_KIND", "none", {"none", "pkcs12", "pkcs11"})
    if kind == "none":
        return {}
    url = env.text("SEAL_TIMESTAMP_URL", "")
    level = env.choice("SEAL_LEVEL", "B-T" if url else "B-B", _LEVELS)
    if level != "B-B" and not url:
        raise ImproperlyConfigured(f"SEAL_LEVEL {level} needs SEAL_TIMESTAMP_URL.")
    return {
        "kind": kind,
        "trust_roots": env.words("SEAL_TRUST_ROOTS"),
        "level": level,
        "timestamp_url": url,
        "timeout_seconds": env.integer("SEAL_TIMEOUT_SECONDS", 10, least=1, most=60),
        "renew_days": env.integer("SEAL_RENEW_DAYS", 180, least=1, most=3650),
        **(_file() if kind == "pkcs12" else _module()),
    }


def _file() -> dict[str, Any]:
    return {
        "file": env.path("SEAL_FILE"),
        "password_file": env.path("SEAL_PASSWORD_FILE"),
    }


def _module() -> dict[str, Any]:
    return {
        "module": env.path("SEAL_MODULE"),
        "token": env.text("SEAL_TOKEN"),
        "pin": env.text("SEAL_PIN"),
        "cert_label": env.text("SEAL_CERTIFICATE"),
        "key_label": env.text("SEAL_KEY"),
    }


def _secret(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"SEALS_FILE: {problem}") from None
