"""The tree is RFC 6962's, however its leaves came."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.journal.merkle import Tree, leaf_hash, node_hash

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves: list[bytes]) -> bytes:
    """The recursive definition of RFC 6962, section 2.1."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_vectors_of_certificate_transparency_hold(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(said)) for said in INPUTS[:size]]
    assert Tree().grow(leaves).root.hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert Tree().root == by_definition([])


def test_every_size_has_the_root_of_the_definition() -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(65)]
    tree = Tree()
    for size, leaf in enumerate(leaves, 1):
        tree = tree.grow([leaf])
        assert tree.root == by_definition(leaves[:size])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 20), max_size=8))
def test_the_root_is_the_same_however_the_leaves_were_split(parts: list[int]) -> None:
    leaves = [leaf_hash(n.to_bytes(2)) for n in range(sum(parts))]
    tree, at = Tree(), 0
    for part in parts:
        tree = Tree.of(tree.size, tree.frontier).grow(leaves[at : at + part])
        at += part
    assert tree.root == by_definition(leaves)


@pytest.mark.parametrize(("size", "length"), [(3, 32), (4, 64), (1, 31), (0, 32)])
def test_a_frontier_of_another_size_is_refused(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="no frontier"):
        Tree.of(size, bytes(length))
