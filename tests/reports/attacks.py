"""What somebody could do to a sealed file, each as a function from bytes to bytes."""

import re
from collections.abc import Callable

from participation.reports.found import Level
from tests.reports.conftest import SEALED
from tests.reports.long_term import LongTermAuthority
from tests.reports.revisions import UPDATES, Attack, overlay, update


def byte_range(data: bytes) -> tuple[int, int, int, int]:
    """Return the byte range of the newest seal."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)", data)
    start, length, later, rest = map(int, found[-1])
    return start, length, later, rest


def stripped(data: bytes) -> bytes:
    """Leave out the revision that holds the seal."""
    return data[: data.index(b"%%EOF") + 6]


def _padded(data: bytes) -> bytes:
    """Change a digit in the zero padding after the seal's value."""
    end = byte_range(data)[2] - 2
    assert data[end : end + 1] == b"0"
    return data[:end] + b"1" + data[end + 1 :]


def _respelled(data: bytes) -> bytes:
    """Write one digit of the seal's value in lower case: it means the same."""
    start = byte_range(data)[1]
    place = next(at for at in range(start, len(data)) if data[at : at + 1].isalpha())
    return data[:place] + data[place : place + 1].swapcase() + data[place + 1 :]


def _other_range(numbers: Callable[[int, int, int, int], tuple[int, ...]]) -> Attack:
    def attack(data: bytes) -> bytes:
        place = list(re.finditer(rb"/ByteRange\s*\[[^\]]*\]", data))[-1]
        told = " ".join(map(str, numbers(*byte_range(data)))).encode()
        new = b"/ByteRange [" + told
        room = place.end() - place.start() - 1
        assert len(new) <= room
        return data[: place.start()] + new.ljust(room) + b"]" + data[place.end() :]

    return attack


def _without_value(data: bytes) -> bytes:
    _, start, end, _ = byte_range(data)
    return data[: start + 1] + b"0" * (end - start - 2) + data[end - 1 :]


def _other_filter(data: bytes) -> bytes:
    return data.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detacheX")


def signed_again(data: bytes) -> bytes:
    """Add a signature of a stranger, who covers the whole file."""
    stranger = LongTermAuthority(since=SEALED.replace(month=1), name="Stranger")
    return stranger.sealed(data, Level.BASIC, at=SEALED, field="Again")


def stamped_over_a_change(data: bytes) -> bytes:
    """Change a page, and cover it all with a stranger's time stamp."""
    stranger = LongTermAuthority(since=SEALED.replace(month=1), name="Stranger")
    return stranger.archived(update(overlay)(data), at=SEALED)


ATTACKS: dict[str, Attack] = {
    "bytes appended": lambda data: data + b"\n% something",
    "one byte appended": lambda data: data + b"\n",
    "another file appended": lambda data: data + stripped(data),
    "something before": lambda data: b"\n" + data,
    **UPDATES,
    "stripped": stripped,
    "padding": _padded,
    "spelling": _respelled,
    "range cut": _other_range(lambda a, b, c, d: (a, b, c, d - 10)),
    "range moved": _other_range(lambda a, b, c, d: (a, b - 10, c, d)),
    "range from later": _other_range(lambda a, b, c, d: (1, b, c, d)),
    "range of one": _other_range(lambda a, b, c, d: (a, b)),
    "range beyond": _other_range(lambda a, b, c, d: (a, b, c, d + 9)),
    "range negative": _other_range(lambda a, b, c, d: (a, b, c, -1)),
    "value emptied": _without_value,
    "other kind of seal": _other_filter,
    "signed again": signed_again,
    "stamped over a change": stamped_over_a_change,
}
