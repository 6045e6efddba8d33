"""Who seals."""

from typing import Any

from django.conf import settings


def organisation_name(language: str) -> str:
    """Return the organisation's name in the language, else in the main one."""
    names: Any = settings.ORGANISATION_NAME
    return str(names.get(language) or names[settings.LANGUAGE_CODE])
