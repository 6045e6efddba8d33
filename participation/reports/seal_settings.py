"""`settings.REPORT_SEAL`, typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.reports.errors import SealFailed


@dataclass(frozen=True, kw_only=True)
class Pkcs12Key:
    """A key in a file."""

    file: Path
    password: str | None = None
    password_file: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Pkcs11Key:
    """A key in a security module."""

    module: Path
    token: str
    pin: str
    cert_label: str
    key_label: str


@dataclass(frozen=True, kw_only=True)
class SealSettings:
    """With which key reports are sealed, and which roots the seal must lead to."""

    key: Pkcs12Key | Pkcs11Key
    trust_roots: tuple[Path, ...]
    #: a test authority's certificate may be used
    test: bool = False
    #: RFC 3161 service; with it the seal is of level B-T
    timestamp_url: str = ""


def read_seal_settings(settings: Mapping[str, Any]) -> SealSettings:
    """
    Return the settings as typed values.

    :raises SealFailed: `no_key` when there are none, `bad_settings` when they are
        not understood
    """
    if not settings:
        raise SealFailed("no_key")
    try:
        return SealSettings(
            key=_KINDS[settings["kind"]](settings),
            trust_roots=tuple(map(Path, settings["trust_roots"])),
            test=settings.get("test", False) is True,
            timestamp_url=settings.get("timestamp_url", ""),
        )
    except (KeyError, TypeError):
        raise SealFailed("bad_settings") from None


def _pkcs12(settings: Mapping[str, Any]) -> Pkcs12Key:
    password_file = settings.get("password_file")
    return Pkcs12Key(
        file=Path(settings["file"]),
        password=settings.get("password"),
        password_file=Path(password_file) if password_file else None,
    )


def _pkcs11(settings: Mapping[str, Any]) -> Pkcs11Key:
    label = settings["cert_label"]
    return Pkcs11Key(
        module=Path(settings["module"]),
        token=settings["token"],
        pin=settings["pin"],
        cert_label=label,
        key_label=settings.get("key_label", label),
    )


_KINDS: dict[str, Callable[[Mapping[str, Any]], Pkcs12Key | Pkcs11Key]] = {
    "pkcs12": _pkcs12,
    "pkcs11": _pkcs11,
}
