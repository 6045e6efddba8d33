"""
A press that is kept warm, seen from who asks it: a `press_room` in a process.

Two letters must never be mixed up: whatever keeps an answer from being taken ends the
process, so that it cannot be taken for the answer to the next letter.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from time import monotonic

from participation.reports.apart import Limits, child_environment, failure_of
from participation.reports.errors import ApartFailed
from participation.reports.frames import HEAD, REPLY

_PIECE = 64 * 1024


class WarmPress:
    """Prints letter by letter, asked by one thread; started with the first."""

    def __init__(self, room: str = "participation.reports.press_room") -> None:
        self._room = room
        self._process: subprocess.Popen[bytes] | None = None
        self._home = ""

    def print(self, request: bytes, *, limits: Limits) -> bytes:
        """
        Return the PDF of a request, as `press.print_page` reads it.

        :raises ApartFailed: if it ran out of time or memory, refused, or crashed
        """
        process = self._running()
        head = HEAD.pack(limits.cpu_seconds, limits.memory_bytes, len(request))
        is_answered = False
        try:
            status, result = _converse(
                process, head + request, monotonic() + limits.wall_seconds
            )
            is_answered = True
        except TimeoutError:
            raise ApartFailed("wait") from None
        except (BrokenPipeError, EOFError):
            raise ApartFailed("crash") from None
        finally:
            if not is_answered:
                self.close()
        if status:
            raise failure_of(status, result)
        return result

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def close(self) -> None:
        """End the process and all that it started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            shutil.rmtree(self._home, ignore_errors=True)
        self._process = None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._home = tempfile.mkdtemp(prefix="osallistu-")
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            # -P: its folder, where letters keep theirs, is no place for code.
            [sys.executable, "-P", "-m", self._room],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(self._home),
            cwd=self._home,
            start_new_session=True,
            bufsize=0,
        )
        return self._process


def _converse(
    process: "subprocess.Popen[bytes]", asked: bytes, deadline: float
) -> tuple[int, bytes]:
    """
    Send what is asked, and return how the letter's process ended and its output.

    :raises TimeoutError: after the deadline
    :raises EOFError: if the press went away
    """
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    sending, reading = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(sending, False)
    rest, got = memoryview(asked), bytearray()
    while len(got) < REPLY.size or len(got) < _length(got):
        left = deadline - monotonic()
        ready = select.select([reading], [sending] if rest else [], [], max(left, 0))
        if left <= 0:
            raise TimeoutError
        if ready[1]:
            rest = rest[os.write(sending, rest[:_PIECE]) :]
        if ready[0]:
            piece = os.read(reading, _PIECE)
            if not piece:
                raise EOFError
            got += piece
    status, _length_of_result = REPLY.unpack_from(got)
    return status, bytes(got[REPLY.size :])


def _length(got: bytearray) -> int:
    return int(REPLY.size + REPLY.unpack_from(got)[1])
