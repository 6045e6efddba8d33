"""
Files encrypted piece by piece, so that no file is ever whole in memory.

A file is a mark, seven random bytes, and pieces of AES-256-GCM. The nonce of a piece
is those bytes, its number and whether it is the last one (the construction STREAM of
Hoang, Reyhanitabar, Rogaway and Vizár): pieces that are changed, moved, left out or cut
off at the end do not open.
"""

import io
import secrets
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflows.engine.sealing import Unreadable

#: of what is encrypted at once
PIECE_BYTES = 64 * 1024
_TAG_BYTES = 16
_MARK = b"osallistu file 1\n"
_PREFIX_BYTES = 7


def sealed_pieces(
    key: bytes, content: Iterable[bytes], *, purpose: str
) -> Iterator[bytes]:
    """
    Yield the content encrypted.

    :param key: of 32 bytes, and of this file alone
    :param purpose: whose file it is; it opens for no other
    """
    cipher, prefix = AESGCM(key), secrets.token_bytes(_PREFIX_BYTES)
    yield _MARK + prefix
    number, held = 0, b""
    for piece in _pieces(content):
        if held:
            nonce = _nonce(prefix, number, is_last=False)
            yield cipher.encrypt(nonce, held, purpose.encode())
            number += 1
        held = piece
    nonce = _nonce(prefix, number, is_last=True)
    yield cipher.encrypt(nonce, held, purpose.encode())


def opened_pieces(key: bytes, sealed: IO[bytes], *, purpose: str) -> Iterator[bytes]:
    """
    Yield the content of the encrypted file, each piece once it is known to be whole.

    :raises Unreadable: at the first piece that was changed, or where the end is missing
    """
    cipher = AESGCM(key)
    if sealed.read(len(_MARK)) != _MARK:
        raise Unreadable(purpose)
    prefix, number = sealed.read(_PREFIX_BYTES), 0
    piece = sealed.read(PIECE_BYTES + _TAG_BYTES)
    while True:
        following = sealed.read(PIECE_BYTES + _TAG_BYTES)
        nonce = _nonce(prefix, number, is_last=not following)
        try:
            yield cipher.decrypt(nonce, piece, purpose.encode())
        except (InvalidTag, ValueError):
            raise Unreadable(purpose) from None
        if not following:
            return
        piece, number = following, number + 1


class Opened(io.RawIOBase):
    """The content of an encrypted file, to be read once from its beginning."""

    def __init__(self, key: bytes, sealed: IO[bytes], *, purpose: str) -> None:
        self._sealed = sealed
        self._pieces = opened_pieces(key, sealed, purpose=purpose)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        taken = min(len(buffer), len(self._rest))
        buffer[:taken], self._rest = self._rest[:taken], self._rest[taken:]
        return taken

    def close(self) -> None:
        self._sealed.close()
        super().close()


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content in pieces of one size; only the last may be shorter."""
    held = bytearray()
    for chunk in content:
        held += chunk
        while len(held) > PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    if held:
        yield bytes(held)


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])
