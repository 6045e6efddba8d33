"""System checks over settings that are each fine alone and wrong together."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.files.storage import (
    FileSystemStorage,
    InMemoryStorage,
    Storage,
    storages,
)
from django.db import OperationalError, connection

from cms.seal_checks import seals
from workflows.engine.sealing import KeyRing
from workflows.models.append_only import unguarded

Findings = Iterator[checks.CheckMessage]


def register_all() -> None:
    """Register the checks. Those that open key files run with `--deploy` only."""
    checks.register(_check(background_work), checks.Tags.compatibility)
    checks.register(_check(databases), checks.Tags.compatibility)
    checks.register(_check(private_files), checks.Tags.security)
    checks.register(_check(debugging), checks.Tags.security)
    checks.register(_check(master_keys), checks.Tags.security)
    checks.register(_check(guards), checks.Tags.database)
    checks.register(_check(seals), checks.Tags.security, deploy=True)


def _check(find: Callable[[], Findings]) -> Callable[..., list[checks.CheckMessage]]:
    def check(*_args: Any, **_options: Any) -> list[checks.CheckMessage]:
        return list(find())

    return check


def background_work() -> Findings:
    """Find what would lose, repeat or strand background work."""
    cluster = settings.Q_CLUSTER
    if cluster.get("redis") and connection.vendor == "sqlite":
        yield checks.Error(
            "SQLite is combined with the Redis broker.",
            hint="Schedules would run twice. Use PostgreSQL, or the ORM broker.",
            id="cms.E001",
        )
    others = cluster.get("ALT_CLUSTERS", {})
    for name, own in {cluster["name"]: {}, **others}.items():
        if {**cluster, **own}["retry"] <= {**cluster, **own}["timeout"]:
            yield checks.Error(
                f"Q_CLUSTER {name}: retry is not longer than timeout.",
                hint="A task would be given out again while it runs.",
                id="cms.E002",
            )
    if cluster.get("max_attempts") != 1 or not cluster.get("ack_failures"):
        yield checks.Error(
            "Q_CLUSTER retries by itself.",
            hint="The outbox owns retries: set max_attempts 1 and ack_failures True.",
            id="cms.E003",
        )
    for queue in sorted(set(settings.QUEUE_CLUSTERS.values()) - set(others)):
        yield checks.Error(
            f"QUEUE_CLUSTERS sends work to {queue!r}, which no worker runs.",
            hint="Name it in Q_CLUSTER['ALT_CLUSTERS'].",
            id="cms.E004",
        )


def databases() -> Findings:
    """Find a connection pool, which forked workers would share."""
    if connection.settings_dict["OPTIONS"].get("pool"):
        yield checks.Error(
            "The database has a connection pool.",
            hint="The worker forks: use persistent connections (CONN_MAX_AGE).",
            id="cms.E005",
        )


def private_files() -> Findings:
    """Find residents' files and reports where the web server would serve them."""
    private = storages[settings.PRIVATE_STORAGE]
    if _has_addresses(private):
        yield checks.Error(
            "The private storage has a public address.",
            hint="Use cms.storage.PrivateFileStorage, or "
            "cms.object_storage.PrivateObjectStorage for a bucket.",
            id="cms.E006",
        )
    if isinstance(private, FileSystemStorage):
        yield from _served_directory(Path(private.location).resolve())
    # Of a bucket; what else it lets others do only its owner can tell.
    if getattr(private, "default_acl", None) not in (None, "private"):
        yield checks.Error(
            "The private storage writes objects that others may read.",
            hint="Leave default_acl alone.",
            id="cms.E021",
        )
    if getattr(private, "file_overwrite", False):
        yield checks.Error(
            "The private storage replaces files of the same name.",
            hint="Leave file_overwrite alone.",
            id="cms.E022",
        )


def _has_addresses(private: Storage) -> bool:
    if isinstance(private, InMemoryStorage):
        return False  # of tests; nothing could serve it
    try:
        return bool(private.url("name"))
    except (NotImplementedError, ValueError):
        return False


def _served_directory(directory: Path) -> Findings:
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        served = Path(getattr(settings, name)).resolve()
        if directory.is_relative_to(served):
            yield checks.Error(
                f"The private storage lies inside {name}.",
                hint="Give it a directory of its own.",
                id="cms.E007",
            )


def debugging() -> Findings:
    """Find debug pages, which show settings and answers, on a public host."""
    if settings.DEBUG and not settings.LOOPBACK_HOSTS.issuperset(
        settings.ALLOWED_HOSTS
    ):
        yield checks.Error(
            "DEBUG is on and ALLOWED_HOSTS names a public host.", id="cms.E008"
        )


def master_keys() -> Findings:
    """Find what would keep submissions from being sealed."""
    try:
        KeyRing(settings.MASTER_KEYS)
    except ValueError as problem:
        yield checks.Error(
            f"MASTER_KEYS: {problem}",
            hint="Nothing could be received. Keep a copy apart from the backups.",
            id="cms.E020",
        )


def guards() -> Findings:
    """
    Find triggers that are gone: then the database lets events be changed.

    Of a database that does not answer nothing is said; other checks need none.
    """
    try:
        missing = unguarded(connection)
    except OperationalError:
        return
    for name in missing:
        yield checks.Warning(
            f"The trigger {name} is missing.",
            hint="Run manage.py verify_audit, then manage.py guard_events.",
            id="cms.W020",
        )
