"""The child's side of `apart`: bind the process, do the work, say how it ended."""

import resource
import sys
from collections.abc import Callable

from participation.reports.apart import DEPTH, MEMORY, REFUSED


class Refused(Exception):
    """The work must not be done on this input; the message tells why."""


def main(work: Callable[[bytes], bytes]) -> None:
    """
    Do the work on standard input and write the result to standard output.

    The limits are the first two arguments: processor seconds and bytes.
    """
    cpu_seconds, memory_bytes = map(int, sys.argv[1:3])
    _bind(cpu_seconds=cpu_seconds, memory_bytes=memory_bytes)
    try:
        result = work(sys.stdin.buffer.read())
    except Refused as reason:
        _end(REFUSED, str(reason))
    except MemoryError:
        _end(MEMORY, "")
    except RecursionError:
        _end(DEPTH, "")
    else:
        sys.stdout.buffer.write(result)


def _bind(*, cpu_seconds: int, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS knows no limit of address space; there the time limits must do.
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _end(status: int, reason: str) -> None:
    sys.stderr.write(reason)
    sys.exit(status)
