"""
What other apps keep of the person behind a case, and empty when it is erased.

Sealed columns need nothing: the destroyed key empties them. Whoever keeps a name, an
address or a quotation in clear registers a function that blanks it.
"""

from collections.abc import Callable

from workflows.models import Case

Eraser = Callable[[Case], None]

_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> Eraser:
    """Have the decorated function called in the transaction of each erasure."""
    if eraser not in _erasers:
        _erasers.append(eraser)
    return eraser


def erase_remains(case: Case) -> None:
    """Empty what the registered apps keep of the case's submitter."""
    for eraser in _erasers:
        eraser(case)
