"""Database connections as they were measured to serve best."""

from pathlib import Path
from typing import Any


def sqlite(file: Path) -> dict[str, Any]:
    """
    Return an SQLite database that many processes may write to.

    Write-ahead log, immediate transactions (no upgrade deadlocks), a busy
    timeout of 20 seconds and persistent connections. `synchronous=NORMAL` may
    lose the last commits in a power cut; a crash of a process loses none.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-16000;"
            ),
        },
    }
