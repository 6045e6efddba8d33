"""
Settings from the environment, read once and typed.

Every reader refuses a value it cannot use with the variable's name in the
message, so that a typing error stops the start and not the first request.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the default; without either it is required."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return default


def flag(name: str, *, default: bool) -> bool:
    """Return a truth value: 1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} is {value!r}; write true or false.")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number between `least` and `most`, both included."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; not a number.") from None
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} is {number}; use {least} to {most}.")
    return number


def words(name: str, default: str | None = None) -> list[str]:
    """Return a comma-separated list without empty items."""
    found = [word for part in text(name, default).split(",") if (word := part.strip())]
    if not found and default is None:
        raise ImproperlyConfigured(f"{name} names nothing.")
    return found


def path(name: str, default: Path | None = None) -> Path:
    """Return an absolute path."""
    value = Path(text(name, None if default is None else str(default))).expanduser()
    if not value.is_absolute():
        raise ImproperlyConfigured(f"{name} is {str(value)!r}; use an absolute path.")
    return value


def choice(name: str, default: str, options: set[str]) -> str:
    """Return one of the options."""
    value = text(name, default)
    if value not in options:
        listed = ", ".join(sorted(options))
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of {listed}.")
    return value
