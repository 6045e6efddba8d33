"""Files encrypted piece by piece: whole, or not at all."""

import io
import os
from collections.abc import Iterator

import pytest

from workflows.engine.sealed_files import (
    PIECE_BYTES,
    Opened,
    opened_pieces,
    sealed_pieces,
)
from workflows.engine.sealing import Unreadable, new_key

KEY, PURPOSE = new_key(), "file 1"
#: what stands before the pieces, and what each piece grows by
HEAD, TAG = 24, 16


def sealed(content: bytes, *, chunk: int = 1000) -> bytes:
    chunks = (content[at : at + chunk] for at in range(0, len(content), chunk))
    return b"".join(sealed_pieces(KEY, chunks, purpose=PURPOSE))


def opened(found: bytes, *, key: bytes = KEY, purpose: str = PURPOSE) -> bytes:
    return b"".join(opened_pieces(key, io.BytesIO(found), purpose=purpose))


@pytest.mark.parametrize(
    "size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES]
)
@pytest.mark.parametrize("chunk", [777, PIECE_BYTES, 10 * PIECE_BYTES])
def test_what_was_sealed_opens_whatever_its_size(size: int, chunk: int) -> None:
    content = os.urandom(size)

    found = sealed(content, chunk=chunk)

    assert opened(found) == content
    assert content not in found or size < 2
    assert Opened(KEY, io.BytesIO(found), purpose=PURPOSE).readall() == content


def test_no_two_seals_of_the_same_content_are_alike() -> None:
    assert sealed(b"penkki") != sealed(b"penkki")


def test_another_key_or_another_file_opens_nothing() -> None:
    found = sealed(b"penkki")

    for other in ({"key": new_key()}, {"purpose": "file 2"}):
        with pytest.raises(Unreadable):
            opened(found, **other)  # type: ignore[arg-type]


def test_a_changed_byte_anywhere_is_noticed() -> None:
    found = sealed(b"penkki")

    for at in range(len(found)):
        changed = found[:at] + bytes([found[at] ^ 1]) + found[at + 1 :]
        with pytest.raises(Unreadable):
            opened(changed)


def test_pieces_that_are_missing_or_moved_are_noticed() -> None:
    found = sealed(os.urandom(3 * PIECE_BYTES))
    head, piece = found[:HEAD], PIECE_BYTES + TAG
    first, second, third = (
        found[HEAD + n * piece : HEAD + (n + 1) * piece] for n in range(3)
    )

    for parts in ([first, second], [first, third], [second, first, third], [first], []):
        with pytest.raises(Unreadable):
            opened(head + b"".join(parts))


def test_a_large_file_is_never_whole_in_memory() -> None:
    handed = most = taken = 0

    def content() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(200):
            taken += PIECE_BYTES
            yield bytes(PIECE_BYTES)

    for piece in sealed_pieces(KEY, content(), purpose=PURPOSE):
        handed += len(piece)
        most = max(most, taken - handed)

    assert most <= 3 * PIECE_BYTES
