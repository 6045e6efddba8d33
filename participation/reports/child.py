"""The child's side of `apart`: bind the process, do the work, say how it ended."""

import sys
import traceback
from collections.abc import Callable

from participation.reports.apart import BROKEN, DEPTH, MEMORY, REFUSED, STEP
from participation.reports.confinement import bind, confine


class Refused(Exception):
    """The work must not be done on this input; the message tells why."""


def main(work: Callable[[bytes], bytes]) -> None:
    """
    Do the work on standard input and write the result to standard output.

    The limits are the first two arguments, processor seconds and bytes; further
    ones are files that may be read.
    """
    cpu_seconds, memory_bytes = map(int, sys.argv[1:3])
    bind(cpu_seconds=cpu_seconds, memory_bytes=memory_bytes)
    confine(reads=sys.argv[3:])
    request = sys.stdin.buffer.read()
    sys.stdin.close()
    status, result = attempt(work, request)
    (sys.stderr if status else sys.stdout).buffer.write(result)
    sys.exit(status)


def attempt(work: Callable[[bytes], bytes], request: bytes) -> tuple[int, bytes]:
    """Return how the work ended (zero: well), and its result or the reason."""
    try:
        return 0, work(request)
    except Refused as reason:
        return REFUSED, str(reason).encode(errors="backslashreplace")
    except MemoryError:
        return MEMORY, b""
    except RecursionError:
        return DEPTH, b""
    except Exception:  # noqa: BLE001 - whatever it was, it would come again
        return BROKEN, traceback.format_exc().encode(errors="backslashreplace")


def tell_step(number: int) -> None:
    """Say that the work has come to its step of that number."""
    sys.stderr.buffer.write(STEP + b"%d\n" % number)
    sys.stderr.buffer.flush()
