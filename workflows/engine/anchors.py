"""
One hash over the events of all cases, and the proof that an event is under it.

A Merkle tree as in RFC 6962, section 2.1: leaves and nodes are hashed apart (bytes 0
and 1 in front), a tree of n leaves splits at the largest power of two below n. It is
built leaf by leaf in memory that grows with the logarithm of their number.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workflows.engine.canonical import canonical, sha256_hex

#: what the first anchor follows
NO_ANCHOR = ""

#: a neighbour's hash on the way up: ("left" | "right", hash)
Step = tuple[str, str]


@dataclass
class _Subtree:
    size: int
    hash: bytes
    #: the proofs, still growing, of the leaves under it that were asked for
    proofs: list[list[Step]] = field(default_factory=list)


class Tree:
    """A growing tree over event hashes."""

    def __init__(self) -> None:
        self.count = 0
        self._done: list[_Subtree] = []

    def add(self, event_hash: str, proof: list[Step] | None = None) -> None:
        """
        Add the next event.

        :param proof: a list to which the way from this leaf to the root is appended,
            complete once `root` has been called
        """
        self.count += 1
        leaf = _hash(b"\0", bytes.fromhex(event_hash))
        self._done.append(_Subtree(1, leaf, [] if proof is None else [proof]))
        while len(self._done) > 1 and self._done[-2].size == self._done[-1].size:
            self._join()

    def root(self) -> str:
        """Close the tree and return its root in hexadecimal; "" if it is empty."""
        while len(self._done) > 1:
            self._join()
        return self._done[0].hash.hex() if self._done else ""

    def _join(self) -> None:
        right, left = self._done.pop(), self._done.pop()
        for proof in left.proofs:
            proof.append(("right", right.hash.hex()))
        for proof in right.proofs:
            proof.append(("left", left.hash.hex()))
        joined = _hash(b"\1", left.hash + right.hash)
        self._done.append(
            _Subtree(left.size + right.size, joined, left.proofs + right.proofs)
        )


def root_by(event_hash: str, proof: Iterable[Step]) -> str:
    """Return the root to which the proof leads from the event."""
    here = _hash(b"\0", bytes.fromhex(event_hash))
    for side, neighbour in proof:
        other = bytes.fromhex(neighbour)
        here = _hash(b"\1", other + here if side == "left" else here + other)
    return here.hex()


def anchor_hash(facts: dict[str, Any]) -> str:
    """
    Return the hash of an anchor.

    :param facts: number, at (ISO text in UTC), after, up_to (ids of events), count,
        root, and under "prev" the hash of the anchor before
    """
    return sha256_hex(canonical(facts))


def _hash(kind: bytes, content: bytes) -> bytes:
    return hashlib.sha256(kind + content).digest()
