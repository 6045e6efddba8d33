"""Keeps processes running: starts them, restarts those that end, stops them all."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

logger = logging.getLogger(__name__)

#: seconds before a restart: at once when the process ran well, else ever later
RESTART_WAITS = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
#: seconds after which a process counts as having run well
HEALTHY_SECONDS = 30.0
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def django_command(*arguments: str) -> list[str]:
    """Return the command line of a management command, for a child to run."""
    return [sys.executable, "-m", "django", *arguments]


@dataclass
class Child:
    """
    A command kept running in a session of its own.

    A session of its own keeps the terminal's Ctrl-C from the grandchildren, who
    are to be stopped by their main process only.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _failures: int = 0
    _started: float = 0.0
    _next_start: float = 0.0

    def keep_running(self) -> None:
        """Start the process when it is not there and its waiting time is over."""
        if self._process is not None and self._process.poll() is not None:
            self._bury(self._process)
        if self._process is None and time.monotonic() >= self._next_start:
            self._start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the main process only; it stops its children itself."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def has_stopped(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """Kill whatever is left of the process and its children."""
        if self._process is not None:
            _kill_session(self._process)
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            cwd=settings.BASE_DIR,  # -m looks for modules here
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        now = time.monotonic()
        healthy = now - self._started >= HEALTHY_SECONDS
        wait = RESTART_WAITS[min(self._failures, len(RESTART_WAITS) - 1)]
        self._failures = 0 if healthy else self._failures + 1
        self._next_start = now + (RESTART_WAITS[0] if healthy else wait)
        self._process = None
        _kill_session(process)
        logger.error(
            "The process %s ended with %s; it is started again.",
            self.name,
            process.returncode,
        )


class Supervisor:
    """Keeps children running in the background until told to stop."""

    def __init__(self, children: Sequence[Child], *, grace_seconds: float) -> None:
        self._children = children
        self._grace_seconds = grace_seconds
        self._stopping = threading.Event()

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """
        Run the children inside the block and stop them all at its end.

        A child that has not ended after the grace is killed: whatever it was
        doing has a lease in the outbox and is done again.
        """
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            yield
        finally:
            self._stopping.set()
            watch.join()
            self._stop()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for SIGTERM, SIGINT or SIGHUP; tell whether one came in that time."""
        return self._stopping.wait(seconds)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            for child in self._children:
                child.keep_running()
            self._stopping.wait(0.2)

    def _stop(self) -> None:
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + self._grace_seconds
        while time.monotonic() < deadline and not self._all_stopped():
            time.sleep(0.05)
        for child in self._children:
            child.kill()

    def _all_stopped(self) -> bool:
        return all(child.has_stopped() for child in self._children)

    def _on_signal(self, signum: int, frame: FrameType | None) -> None:
        self._stopping.set()


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
