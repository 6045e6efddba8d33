"""
Work on hostile input in a child process, with limits on time and memory.

A plain `python -m` child: multiprocessing would need a worker that may have
children, which a django-q2 worker may not.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from participation.reports.errors import ApartFailed

ROOT = Path(__file__).resolve().parents[2]
FONTCONFIG = Path(__file__).with_name("fonts") / "fontconfig.xml"

#: how a child ends when it says itself why it could not do the work
REFUSED, MEMORY, DEPTH, BROKEN = 3, 4, 5, 6
_CODES = {
    REFUSED: "refused",
    MEMORY: "memory",
    DEPTH: "depth",
    BROKEN: "broken",
    -signal.SIGXCPU: "time",
}
#: what a child writes on its standard error before the number of a step it is at
STEP = b"\x1estep "
#: seconds between two tellings of how far it is
TELLING_SECONDS = 2.0
_MOST_SAID = 2000
#: where a machine keeps Pango, and nothing else of ours: no secrets
_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a child may use; its output is limited by its memory."""

    cpu_seconds: int = 60
    wall_seconds: int = 90
    memory_bytes: int = 1536 * 1024 * 1024


def run_apart(
    module: str,
    request: bytes,
    *,
    limits: Limits,
    reads: Sequence[Path] = (),
    on_progress: Callable[[int], None] | None = None,
) -> bytes:
    """
    Return what the module writes when run as a program that reads the request.

    :param reads: files that it may read beside its own code
    :param on_progress: told every few seconds which step the child says it is at
    :raises ApartFailed: if it ran out of time or memory, refused, or crashed
    """
    with (
        tempfile.TemporaryDirectory(prefix="osallistu-") as home,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module, *_arguments(limits, reads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(home),
            cwd=home,
            start_new_session=True,
        ) as child,
    ):
        try:
            done = _waited_for(child, request, limits, on_progress)
        finally:
            child.kill()
    if done.returncode:
        raise failure_of(done.returncode, done.stderr)
    return done.stdout


def _waited_for(
    child: subprocess.Popen[bytes],
    request: bytes,
    limits: Limits,
    on_progress: Callable[[int], None] | None,
) -> subprocess.CompletedProcess[bytes]:
    """Hand the request over and wait for the answer, telling how it goes."""
    assert child.stderr is not None  # noqa: S101 - it was opened as a pipe
    words, child.stderr = _Listener(child.stderr), None
    stop, told = time.monotonic() + limits.wall_seconds, 0
    unsent: bytes | None = request
    while True:
        left = stop - time.monotonic()
        if left <= 0:
            raise ApartFailed("wait")
        try:
            answer, _ = child.communicate(unsent, timeout=min(left, TELLING_SECONDS))
        except subprocess.TimeoutExpired:
            unsent = None  # what is left of it is kept by `child`
            if on_progress and words.step != told:
                told = words.step
                on_progress(told)
        else:
            words.join(timeout=TELLING_SECONDS)
            return subprocess.CompletedProcess(
                child.args, child.returncode, answer, words.said
            )


class _Listener(threading.Thread):
    """Hears what the child says: how far it is, and at last why it failed."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self.step, self.said = 0, b""
        self.start()

    def run(self) -> None:
        with self._stream:
            for line in self._stream:
                if line.startswith(STEP):
                    self.step = int(line.removeprefix(STEP))
                else:
                    self.said = (self.said + line)[-_MOST_SAID:]


def _arguments(limits: Limits, reads: Sequence[Path]) -> list[str]:
    return [str(limits.cpu_seconds), str(limits.memory_bytes), *map(str, reads)]


def child_environment(home: str) -> dict[str, str]:
    """Return the environment of a child in that folder: where Pango is, no secrets."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {
        **kept,
        "HOME": home,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "FONTCONFIG_FILE": str(FONTCONFIG),
        "XDG_CACHE_HOME": home,
        "TMPDIR": home,
    }


def failure_of(status: int, said: bytes) -> ApartFailed:
    """Return what a child's end means; `said` is what it told before."""
    detail = said[-_MOST_SAID:].decode(errors="replace")
    return ApartFailed(_CODES.get(status, "crash"), detail)
