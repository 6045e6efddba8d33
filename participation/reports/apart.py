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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
    module: str, request: bytes, *, limits: Limits, reads: Sequence[Path] = ()
) -> bytes:
    """
    Return what the module writes when run as a program that reads the request.

    :param reads: files that it may read beside its own code
    :raises ApartFailed: if it ran out of time or memory, refused, or crashed
    """
    with tempfile.TemporaryDirectory(prefix="osallistu-") as home:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", module, *_arguments(limits, reads)],
                input=request,
                capture_output=True,
                timeout=limits.wall_seconds,
                env=_environment(home),
                cwd=home,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ApartFailed("wait") from None
    if done.returncode:
        raise _failure(done)
    return done.stdout


def _arguments(limits: Limits, reads: Sequence[Path]) -> list[str]:
    return [str(limits.cpu_seconds), str(limits.memory_bytes), *map(str, reads)]


def _environment(home: str) -> dict[str, str]:
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


def _failure(done: subprocess.CompletedProcess[bytes]) -> ApartFailed:
    detail = done.stderr[-2000:].decode(errors="replace")
    return ApartFailed(_CODES.get(done.returncode, "crash"), detail)
