"""The organisation's seal, as the environment names it."""

from typing import Any

from cms.settings import env


def seal_from_environment() -> dict[str, Any]:
    """
    Return what REPORT_SEAL is set to; empty when SEAL_KIND is `none`.

    `pkcs12` needs SEAL_FILE and SEAL_PASSWORD. `pkcs11` (a security module) needs
    SEAL_MODULE (the driver's library), SEAL_TOKEN, SEAL_PIN, SEAL_KEY and
    SEAL_CERTIFICATE (labels on the token).
    """
    kind = env.choice("SEAL_KIND", "none", {"none", "pkcs12", "pkcs11"})
    if kind == "pkcs12":
        return {
            "kind": kind,
            "file": env.path("SEAL_FILE"),
            "password": env.text("SEAL_PASSWORD"),
        }
    if kind == "pkcs11":
        return {
            "kind": kind,
            "module": env.path("SEAL_MODULE"),
            "token": env.text("SEAL_TOKEN"),
            "pin": env.text("SEAL_PIN"),
            "key": env.text("SEAL_KEY"),
            "certificate": env.text("SEAL_CERTIFICATE"),
        }
    return {}
