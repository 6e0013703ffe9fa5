"""Many things taken a part at a time: one transaction a part, so that neither memory nor a lock grows with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

PART = 500
"""Questions read, decided or written at a time."""


def in_parts(all_of_them: Sequence[T], size: int = PART) -> Iterator[Sequence[T]]:
    """The same in order, up to `size` at a time.

    >>> [list(part) for part in in_parts("abcde", 2)]
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    for start in range(0, len(all_of_them), size):
        yield all_of_them[start : start + size]
