"""The demo's secret key: made on the first run, kept outside the repository."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key_in(directory: Path) -> str:
    """Return the key kept in the directory, making it when there is none."""
    file = directory / "secret-key"
    directory.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        key = get_random_secret_key()
        stream.write(key)
    return key
