"""One byte string for one JSON value, so that hashes mean the same everywhere."""

import hashlib
import json
import unicodedata
from typing import Any


def canonical(value: Any) -> bytes:
    """
    Return the value as canonical JSON in UTF-8.

    Sorted keys, no spaces, text in Unicode form NFC. Floating-point numbers are
    refused, because two machines may write them differently.

    :raises TypeError: for a float or a type that JSON does not have
    """
    return json.dumps(
        _normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of the bytes in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _normal(value: Any) -> Any:
    match value:
        case str():
            return value if value.isascii() else unicodedata.normalize("NFC", value)
        case float():
            raise TypeError("A canonical value holds no floating-point number.")
        case dict():
            return {_normal(key): _normal(item) for key, item in value.items()}
        case list() | tuple():
            return [_normal(item) for item in value]
    return value
