"""A long column gone through by several threads, a part of it each; answers come in the order of the parts.

numpy lets go of the interpreter while it works on a block: so threads keep as many cores busy. Where a column is parted
depends on its length and never on them, and answers are added up in the order of the parts: numbers are the same on
every machine.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Answer = TypeVar("Answer")
Desk = TypeVar("Desk")

BLOCK = 65_536
"""Rows: a column of half a megabyte stays in the cache of one core."""
LONG = 200_000
"""Rows from which on threads earn more than their start costs."""
PARTS = 8
"""Of a long column: several for each of a few cores, so that a core which is busy elsewhere takes fewer of them."""


def threads_for(rows: int) -> int:
    """How many threads go through so many rows: one for each core this process may use, one alone below `LONG`."""
    return min(_cores(), PARTS) if rows >= LONG else 1


def _cores() -> int:
    if sys.platform == "linux":  # a process may be kept to some of them
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def blocks(stop: int, *, start: int = 0, size: int = BLOCK) -> Iterator[slice]:
    """Slices of at most `size` rows that cover those from `start` to `stop`."""
    return (slice(first, min(first + size, stop)) for first in range(start, stop, size))


def parts(rows: int, *, at_least: int = BLOCK) -> list[slice]:
    """At most `PARTS` slices of whole blocks that cover all rows, of `at_least` so many each where there are."""
    count = min(PARTS, max(1, rows // at_least))
    size = -(-rows // (count * BLOCK)) * BLOCK
    return [*blocks(rows, size=size)]


def side_by_side(
    work: Callable[[slice, Desk], Answer], some: Sequence[slice], desks: Sequence[Desk]
) -> Iterator[Answer]:
    """The answer of each part, in their order. Each desk has a thread of its own, and no two work at one desk at once.

    What is raised is what the first part raises that cannot be done, as if they were done one after the other.
    """
    if len(desks) == 1 or len(some) == 1:
        yield from (work(part, desks[0]) for part in some)
        return
    from concurrent.futures import ThreadPoolExecutor  # loaded for long columns only

    free = [*desks]

    def at_a_desk(part: slice) -> Answer:
        desk = free.pop()
        try:
            return work(part, desk)
        finally:
            free.append(desk)

    with ThreadPoolExecutor(len(desks), thread_name_prefix="rows") as pool:
        yield from pool.map(at_a_desk, some)
