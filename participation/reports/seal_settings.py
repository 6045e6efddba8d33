"""`settings.REPORT_SEAL` and `settings.UNIT_SEALS`, typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from participation.reports.errors import SealFailed
from participation.reports.found import Level


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


Key = Pkcs12Key | Pkcs11Key


@dataclass(frozen=True, kw_only=True)
class TurnOfKey:
    """A key and the day, in Finland, from which it seals."""

    key: Key
    since: date = date.min


@dataclass(frozen=True, kw_only=True)
class SealSettings:
    """With which keys an organisation's reports are sealed, and how."""

    #: one after the other
    keys: tuple[TurnOfKey, ...]
    #: the authorities to which seals and time stamps must lead, former ones too
    trust_roots: tuple[Path, ...]
    level: Level = Level.BASIC
    #: a test authority's certificate may be used
    test: bool = False
    #: RFC 3161 service
    timestamp_url: str = ""
    #: how long a service of the authority may take to answer
    timeout_seconds: float = 10
    #: how long before its end an archive time stamp is renewed
    renew_days: int = 180
    #: the organisation's name by language; empty: the installation's own
    organisation: Mapping[str, str] | None = None
    #: keys of the units whose reports it seals; none: all that no other seal names
    units: frozenset[str] = frozenset()

    @property
    def needs_time_stamp(self) -> bool:
        return self.level is not Level.BASIC

    @property
    def needs_evidence(self) -> bool:
        """Tell whether certificates must be shown to be in force."""
        return self.level in (Level.LONG_TERM, Level.ARCHIVE)

    def key_on(self, day: date) -> Key:
        """
        Return the key that seals on that day.

        :raises SealFailed: if the first one's day has not come
        """
        come = [turn for turn in self.keys if turn.since <= day]
        if not come:
            raise SealFailed("no_key")
        return max(come, key=lambda turn: turn.since).key


def seal_settings_for(unit: str) -> SealSettings:
    """
    Return the settings of the seal for reports of that unit.

    :param unit: its key; empty for reports of the whole organisation
    :raises SealFailed: as `read_seal_settings`
    """
    for others in settings.UNIT_SEALS.values():
        if unit in others.get("units", ()):
            return read_seal_settings(others)
    return read_seal_settings(settings.REPORT_SEAL)


def all_seal_settings() -> dict[str, SealSettings]:
    """
    Return the settings of every seal by name; the organisation's own has none.

    :raises SealFailed: as `read_seal_settings`
    """
    own = {"": settings.REPORT_SEAL} if settings.REPORT_SEAL else {}
    named: dict[str, Any] = {**own, **settings.UNIT_SEALS}
    return {name: read_seal_settings(one) for name, one in named.items()}


def trust_roots() -> tuple[Path, ...]:
    """Return the authorities of every seal; none while the settings are wrong."""
    try:
        every = [one.trust_roots for one in all_seal_settings().values()]
    except SealFailed:
        return ()
    return tuple(dict.fromkeys(root for roots in every for root in roots))


def read_seal_settings(given: Mapping[str, Any]) -> SealSettings:
    """
    Return the settings as typed values.

    A level that needs a time stamp is never lowered for want of one.

    :raises SealFailed: `no_key` when there are none, `bad_settings` when they are
        not understood
    """
    if not given:
        raise SealFailed("no_key")
    try:
        url = given.get("timestamp_url", "")
        read = SealSettings(
            keys=tuple(map(_turn, given.get("keys") or [given])),
            trust_roots=tuple(map(Path, given["trust_roots"])),
            level=Level(given.get("level") or (Level.TIME if url else Level.BASIC)),
            test=given.get("test", False) is True,
            timestamp_url=url,
            timeout_seconds=float(given.get("timeout_seconds", 10)),
            renew_days=int(given.get("renew_days", 180)),
            organisation=given.get("organisation"),
            units=frozenset(given.get("units", ())),
        )
    except (KeyError, TypeError, ValueError):
        raise SealFailed("bad_settings") from None
    if read.level is Level.OTHER or (read.needs_time_stamp and not url):
        raise SealFailed("bad_settings")
    return read


def _turn(given: Mapping[str, Any]) -> TurnOfKey:
    since = given.get("from", date.min)
    if not isinstance(since, date):
        since = date.fromisoformat(since)
    return TurnOfKey(key=_KINDS[given["kind"]](given), since=since)


def _pkcs12(given: Mapping[str, Any]) -> Pkcs12Key:
    password_file = given.get("password_file")
    return Pkcs12Key(
        file=Path(given["file"]),
        password=given.get("password"),
        password_file=Path(password_file) if password_file else None,
    )


def _pkcs11(given: Mapping[str, Any]) -> Pkcs11Key:
    label = given["cert_label"]
    return Pkcs11Key(
        module=Path(given["module"]),
        token=given["token"],
        pin=given["pin"],
        cert_label=label,
        key_label=given.get("key_label", label),
    )


_KINDS: dict[str, Callable[[Mapping[str, Any]], Key]] = {
    "pkcs12": _pkcs12,
    "pkcs11": _pkcs11,
}
