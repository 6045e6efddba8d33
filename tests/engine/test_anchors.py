"""One hash over many events, and the short proof that one of them is under it."""

import hashlib
from itertools import pairwise

import pytest

from workflows.engine.anchors import Tree, root_by


def hashes(count: int) -> list[str]:
    return [hashlib.sha256(bytes([number])).hexdigest() for number in range(count)]


def rfc_6962(leaves: list[str]) -> str:
    """Return the root as the definition reads, with every leaf in memory."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + bytes.fromhex(leaves[0])).hexdigest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    both = rfc_6962(leaves[:split]) + rfc_6962(leaves[split:])
    return hashlib.sha256(b"\1" + bytes.fromhex(both)).hexdigest()


def built(leaves: list[str]) -> tuple[str, list[list[tuple[str, str]]]]:
    tree = Tree()
    proofs: list[list[tuple[str, str]]] = [[] for _ in leaves]
    for leaf, proof in zip(leaves, proofs, strict=True):
        tree.add(leaf, proof)
    return tree.root(), proofs


@pytest.mark.parametrize("count", range(1, 34))
def test_the_root_is_that_of_the_definition(count: int) -> None:
    assert built(hashes(count))[0] == rfc_6962(hashes(count))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 33])
def test_each_event_has_a_proof_that_leads_to_the_root(count: int) -> None:
    root, proofs = built(hashes(count))

    assert [root_by(*one) for one in zip(hashes(count), proofs, strict=True)] == [
        root
    ] * count
    assert max(map(len, proofs)) <= count.bit_length()


def test_no_event_has_the_proof_of_another() -> None:
    root, proofs = built(hashes(9))

    for (one, _), (_, proof) in pairwise(zip(hashes(9), proofs, strict=True)):
        assert root_by(one, proof) != root


def test_a_removed_added_or_moved_event_changes_the_root() -> None:
    leaves = hashes(6)
    others = [leaves[:-1], [*leaves, leaves[0]], [leaves[1], leaves[0], *leaves[2:]]]

    assert built(leaves)[0] not in [built(one)[0] for one in others]


def test_nothing_has_no_root() -> None:
    assert Tree().root() == ""
