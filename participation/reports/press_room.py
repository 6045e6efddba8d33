"""
The press kept warm: a process that forks a child for each letter.

Starting Python and WeasyPrint takes as long as typesetting a letter. This process does
it once and touches no content: every letter gets a child of its own, with the limits
and the confinement of any press, and nothing of one letter is there for the next.
Nothing here calls Pango before the fork, since Pango starts threads. Run and told what
to do by `warm_press`; ends when nobody asks, or when who asked is gone.
"""

import os
import select
import shutil
import tempfile
from collections.abc import Callable

from participation.reports import child
from participation.reports.confinement import bind, confine
from participation.reports.frames import HEAD, REPLY, read_exactly
from participation.reports.press import prepare, print_page

#: after which it ends by itself
IDLE_SECONDS = 60
_ASKED, _ANSWERED = 0, 1  # standard input and output
_CRASHED = 1


def main(work: Callable[[bytes], bytes]) -> None:
    """Do the work on what comes on standard input, until nothing comes."""
    prepare()
    while select.select([_ASKED], [], [], IDLE_SECONDS)[0]:
        head = read_exactly(_ASKED, HEAD.size)
        if head is None:
            return
        cpu_seconds, memory_bytes, length = HEAD.unpack(head)
        request = read_exactly(_ASKED, length)
        if request is None:
            return
        status, result = _work_apart(
            work, request, cpu_seconds=cpu_seconds, memory_bytes=memory_bytes
        )
        with os.fdopen(_ANSWERED, "wb", closefd=False) as out:
            out.write(REPLY.pack(status, len(result)))
            out.write(result)


def _work_apart(
    work: Callable[[bytes], bytes],
    request: bytes,
    *,
    cpu_seconds: int,
    memory_bytes: int,
) -> tuple[int, bytes]:
    """Return how the letter's own process ended, as `waitpid` says, and its output."""
    home = tempfile.mkdtemp()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            bind(cpu_seconds=cpu_seconds, memory_bytes=memory_bytes)
            _move_to(home)
            confine()
            os._exit(_work_into(writing, work, request))
        finally:
            os._exit(_CRASHED)
    os.close(writing)
    with os.fdopen(reading, "rb") as printed:
        result = printed.read()
    _pid, ended = os.waitpid(pid, 0)
    shutil.rmtree(home, ignore_errors=True)
    return os.waitstatus_to_exitcode(ended), result


def _work_into(writing: int, work: Callable[[bytes], bytes], request: bytes) -> int:
    status, result = child.attempt(work, request)
    with os.fdopen(writing, "wb") as out:
        out.write(result)
    return status


def _move_to(home: str) -> None:
    """Have nothing in common with the next letter: no folder, no open request."""
    for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR"):
        os.environ[name] = home
    tempfile.tempdir = home
    os.chdir(home)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, _ASKED)
    os.dup2(nothing, _ANSWERED)


if __name__ == "__main__":
    main(print_page)
