"""The processes that a bench starts, and the database that it shares with them."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import connection


@contextlib.contextmanager
def shared_database() -> Iterator[None]:
    """
    Make the test database one that other processes reach too.

    On SQLite it is in memory until here; its copy in a file has the settings of an
    embedded installation.
    """
    if connection.vendor != "sqlite":
        yield
        return
    directory = Path(tempfile.mkdtemp(prefix="osallistu-bench-"))
    file = directory / "bench.sqlite3"
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    in_memory = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    connection.close()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = in_memory
        shutil.rmtree(directory)


@contextlib.contextmanager
def process(
    role: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """Run a process of the bench inside the block, and stop it at its end."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.benches.node", role, *arguments],
        env={**os.environ, **_environment(), **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.terminate()
        started.communicate(timeout=60)


def conninfo() -> str:
    """Return where the test database is, in libpq's words."""
    found = connection.settings_dict
    names = (
        ("dbname", "NAME"),
        ("host", "HOST"),
        ("port", "PORT"),
        ("user", "USER"),
        ("password", "PASSWORD"),
    )
    return " ".join(f"{name}={found[key]}" for name, key in names if found.get(key))


def _environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.benches.node_settings",
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
        "BENCH_CONNINFO": conninfo(),
    }
