"""
Which press prints a letter: one of its own, or a warm one of this process.

A first letter gets a press of its own, as any hostile content does. When another
follows soon, there is a backlog: then a press is kept warm, which forks a child for
each letter under the same limits. It is ended, and made anew for the next letter,
whenever a letter does not come back in time.
"""

import atexit
import os
import sys
import threading
from collections.abc import Callable
from time import monotonic

from participation.reports.apart import Limits, run_apart
from participation.reports.warm_press import WarmPress

#: how soon another letter must follow to make a backlog
SOON_SECONDS = 10


class KeptPress:
    """Prints what it is asked, by several threads too: only one of them has it warm."""

    #: when the last letter was printed, by the monotonic clock
    _last: float

    def __init__(self) -> None:
        self.forget()

    def print(
        self,
        request: bytes,
        *,
        limits: Limits,
        on_page: Callable[[int], None] | None = None,
    ) -> bytes:
        """
        Return the PDF of a request, as `press.print_page` reads it.

        :param on_page: told now and then which page is being laid out; such a long
            document gets a press of its own
        :raises ApartFailed: if it ran out of time or memory, refused, or crashed
        """
        if on_page or not self._lock.acquire(blocking=False):
            return _print_cold(request, limits, on_page)
        try:
            # Forking is not safe beside the frameworks of macOS.
            if sys.platform == "darwin" or monotonic() - self._last >= SOON_SECONDS:
                self._warm.close()
                printed = _print_cold(request, limits)
            else:
                printed = self._warm.print(request, limits=limits)
            self._last = monotonic()
            return printed
        finally:
            self._lock.release()

    @property
    def is_warm(self) -> bool:
        return self._warm.is_running

    def close(self) -> None:
        """End the warm press, if there is one."""
        with self._lock:
            self._warm.close()

    def forget(self) -> None:
        """Begin anew; in a forked process, leave its parent's press to the parent."""
        self._lock = threading.Lock()
        self._warm = WarmPress()
        self._last = float("-inf")


def _print_cold(
    request: bytes, limits: Limits, on_page: Callable[[int], None] | None = None
) -> bytes:
    return run_apart(
        "participation.reports.press", request, limits=limits, on_progress=on_page
    )


#: of this process; a worker is one
kept_press = KeptPress()
atexit.register(kept_press.close)
os.register_at_fork(after_in_child=kept_press.forget)
