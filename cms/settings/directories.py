"""Directories that must exist before the first request."""

from pathlib import Path


def directory(path: Path) -> Path:
    """Return the path, made if it was not there."""
    path.mkdir(parents=True, exist_ok=True)
    return path
