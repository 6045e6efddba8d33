"""The organisation's seal, as the environment names it."""

from typing import Any

from cms.settings import env


def seal_from_environment() -> dict[str, Any]:
    """
    Return what REPORT_SEAL is set to; empty when SEAL_KIND is `none`.

    `pkcs12` needs SEAL_FILE and SEAL_PASSWORD_FILE. `pkcs11`, a security module,
    needs SEAL_MODULE (the driver's library), SEAL_TOKEN, SEAL_PIN,
    SEAL_CERTIFICATE and SEAL_KEY (labels on the token). Both need
    SEAL_TRUST_ROOTS, PEM files of the authorities that the seal and its time
    stamps lead to; SEAL_TIMESTAMP_URL names an RFC 3161 service.
    """
    kind = env.choice("SEAL_KIND", "none", {"none", "pkcs12", "pkcs11"})
    if kind == "none":
        return {}
    return {
        "kind": kind,
        "trust_roots": env.words("SEAL_TRUST_ROOTS"),
        "timestamp_url": env.text("SEAL_TIMESTAMP_URL", ""),
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
