"""Keys for the parts of a definition that have none yet, made from their labels."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_NAMED = ("label", "title", "subject")
_TEXT_ORDER = ("en", "fi", "sv")
_LONGEST = 40


def with_keys(spec: Any) -> Any:
    """Return the definition with a key in each part whose key is empty."""
    if isinstance(spec, dict):
        return {name: with_keys(part) for name, part in spec.items()}
    if isinstance(spec, list):
        return [*_keyed([with_keys(one) for one in spec])]
    return spec


def slug(text: str) -> str:
    """Return the text as a key: small letters, digits, underscores, a letter first."""
    plain = unicodedata.normalize("NFD", text.lower())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    joined = re.sub(r"[^a-z0-9]+", "_", bare, flags=re.ASCII)
    return re.sub(r"^[^a-z]+", "", joined)[:_LONGEST].strip("_")


def _keyed(parts: list[Any]) -> Iterator[Any]:
    keys = [_key_name(one) for one in parts]
    taken = {one[key] for one, key in zip(parts, keys, strict=True) if key}
    for part, key in zip(parts, keys, strict=True):
        if not key or part[key]:
            yield part
            continue
        base = slug(_text(part)) or "part"
        wanted, number = base, 1
        while wanted in taken:
            number += 1
            wanted = f"{base}_{number}"
        taken.add(wanted)
        yield {**part, key: wanted}


def _key_name(part: Any) -> str:
    if not isinstance(part, dict) or not any(name in part for name in _NAMED):
        return ""
    return next((name for name in ("key", "value") if name in part), "")


def _text(part: dict[str, Any]) -> str:
    texts = next(part[name] for name in _NAMED if name in part)
    return next((texts[code] for code in _TEXT_ORDER if texts.get(code)), "")
