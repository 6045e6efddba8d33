"""
Where the public version of a case is, for its status page.

The engine publishes nothing, so it asks the layer above, which registers a finder
when it starts.
"""

from collections.abc import Callable

from workflows.models import Case

#: returns an address, or "" when nothing is published
Finder = Callable[[Case, str], str]

_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Ask this function, given a case and a language, for the address."""
    _finders.append(finder)
    return finder


def public_url(case: Case, *, language: str) -> str:
    """Return the address of the case's public version, or ""."""
    return next((url for find in _finders if (url := find(case, language))), "")
