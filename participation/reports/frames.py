"""How a warm press is spoken to: each letter and each result with its length."""

import os
import struct

#: processor seconds, bytes of memory, length of the request that follows
HEAD = struct.Struct("!QQQ")
#: how the letter's process ended, length of the result that follows
REPLY = struct.Struct("!iQ")
_PIECE = 1024 * 1024


def read_exactly(descriptor: int, length: int) -> bytes | None:
    """Return that many bytes, or None where the other side has gone away."""
    pieces, missing = [], length
    while missing:
        piece = os.read(descriptor, min(missing, _PIECE))
        if not piece:
            return None
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
