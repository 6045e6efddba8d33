"""The keys that wrap the keys of submissions: from the environment, or made once."""

import base64
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from cms.settings import env

_KEY_BYTES = 32


def master_keys_from_environment() -> dict[str, bytes]:
    """
    Return MASTER_KEYS as `id:key` pairs, comma-separated, a key as Base64.

    The first one wraps; the others only open what they wrapped before, until
    `manage.py rewrap_keys` has gone through.
    """
    pairs = [word.partition(":") for word in env.words("MASTER_KEYS")]
    keys = {key_id: _key(key_id, text) for key_id, _, text in pairs}
    if len(keys) < len(pairs):
        raise ImproperlyConfigured("MASTER_KEYS has two keys with one id.")
    return keys


def master_keys_in(directory: Path) -> dict[str, bytes]:
    """Return the one key kept in the directory, making it when there is none."""
    file = directory / "master-key"
    directory.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return {"local": _key("local", file.read_text(encoding="ascii").strip())}
    key = secrets.token_bytes(_KEY_BYTES)
    with os.fdopen(handle, "wb") as stream:
        stream.write(base64.b64encode(key))
    return {"local": key}


def _key(key_id: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    # The value itself stands in no message: messages end up in logs.
    if not key_id or len(key) != _KEY_BYTES:
        raise ImproperlyConfigured(
            f"MASTER_KEYS: key {key_id!r} is not 32 bytes in Base64."
        )
    return key
