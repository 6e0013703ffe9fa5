"""The Merkle tree of RFC 6962 over the entries, kept as the peaks that are needed to go on from.

A leaf is SHA-256(0x00 ‖ bytes), a node SHA-256(0x01 ‖ left ‖ right). The peaks are the roots of the perfect subtrees
that a tree of `size` leaves falls into, largest first: one per set bit of the size.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 32


def leaf_hash(body: bytes) -> bytes:
    """The leaf hash of an entry's stored bytes, 32 bytes.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of `size` leaves by its peaks, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, size: int, frontier: bytes) -> Tree:
        """The tree of a stored frontier: its peaks, joined. Raises ValueError if they do not belong to the size."""
        peaks = tuple(frontier[at : at + LENGTH] for at in range(0, len(frontier), LENGTH))
        if len(frontier) != LENGTH * size.bit_count():
            message = f"{len(frontier)} bytes are no frontier of {size} leaves."
            raise ValueError(message)
        return cls(size, peaks)

    @property
    def frontier(self) -> bytes:
        """The peaks, joined."""
        return b"".join(self.peaks)

    @property
    def root(self) -> bytes:
        """The tree head of RFC 6962, 32 bytes; the hash of nothing for an empty tree."""
        if not self.peaks:
            return sha256(b"").digest()
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = node_hash(peak, root)
        return root

    def grow(self, leaves: Sequence[bytes]) -> Tree:
        """The tree with these leaves added: one node hash a leaf, level by level."""
        waiting, nodes, level = list(self.peaks), list(leaves), 0
        peaks: list[bytes] = []
        while nodes or waiting:
            if self.size >> level & 1:
                nodes.insert(0, waiting.pop())
            if len(nodes) & 1:
                peaks.append(nodes.pop())
            nodes = [
                sha256(b"\x01" + left + right).digest()
                for left, right in zip(nodes[::2], nodes[1::2], strict=True)
            ]
            level += 1
        return Tree(self.size + len(leaves), tuple(reversed(peaks)))
