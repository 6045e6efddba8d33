"""
What a child process may touch: its own code, its own folder, and nothing else.

A second line behind the fetcher and the reader, which let nothing through either:
whatever content talks a library into, Python refuses it. Libraries in C open what
they like, which here is fonts.
"""

import os
import resource
import sys
import tempfile
import zoneinfo
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]
_FILE_BYTES = 64 * 1024 * 1024
_OPEN_FILES = 128
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: starts of the names of what is refused outright (docs.python.org, "Audit events")
_REFUSED = (
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.send",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
    "subprocess.Popen",
    "urllib.Request",
)


def bind(*, cpu_seconds: int, memory_bytes: int) -> None:
    """
    Bind the process to these limits, and to few and small files.

    Not to a number of processes: Pango starts a thread, which would count.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    # macOS knows no limit of address space; there the time limits must do.
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def confine(*, reads: Iterable[str] = ()) -> None:
    """
    Refuse from now on the network, other programs, and files that are not ours.

    :param reads: further files that may be read
    """
    home = os.path.realpath(tempfile.gettempdir())
    readable = (*_own_code(), home, *map(os.path.realpath, reads), os.devnull)

    def guard(event: str, details: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = details
            allowed = (home, os.devnull) if flags & _WRITING else readable
            if not _lies_in(path, allowed):
                raise PermissionError("outside")
        elif event.startswith(_REFUSED):
            raise PermissionError(event)

    sys.addaudithook(guard)


def _own_code() -> list[str]:
    """Return where Python, its libraries and our package lie, but not the project."""
    project = str(_PACKAGE.parent)
    libraries = [path for path in sys.path if path and path != project]
    places = [sys.prefix, sys.base_prefix, *libraries, *zoneinfo.TZPATH, str(_PACKAGE)]
    return [os.path.realpath(place) for place in places]


def _lies_in(path: Any, places: Iterable[str]) -> bool:
    if isinstance(path, int):
        return True  # a descriptor that is open already
    real = os.path.realpath(os.fsdecode(path))
    return any(real == place or real.startswith(place + os.sep) for place in places)
