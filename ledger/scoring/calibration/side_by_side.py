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

BLOCK = 131_072
"""Rows: a column of one megabyte stays in a last-level cache. With less to do at a time, threads wait for each other."""
LONG = 4 * BLOCK
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


def whole_blocks(rows: int, count: int) -> int:
    """How many rows each of at most so many pieces has, in whole blocks."""
    return -(-rows // (max(1, count) * BLOCK)) * BLOCK


def parts(rows: int, *, at_least: int = BLOCK) -> list[slice]:
    """At most `PARTS` slices of whole blocks that cover all rows, of about `at_least` so many each where there are."""
    return [*blocks(rows, size=whole_blocks(rows, min(PARTS, rows // at_least)))]


def side_by_side(
    work: Callable[[slice, Desk], Answer], some: Sequence[slice], desks: Sequence[Desk]
) -> Iterator[Answer]:
    """The answer of each part, in their order. Each desk has a thread of its own, and no two work at one desk at once.

    What is raised is what the first part raises that cannot be done, as if they were done one after the other.
    """
    own, *free = desks
    if not free or len(some) == 1:
        yield from (work(part, own) for part in some)
        return
    from concurrent.futures import ThreadPoolExecutor  # loaded for long columns only

    def elsewhere(part: slice) -> Answer:
        desk = free.pop()
        try:
            return work(part, desk)
        finally:
            free.append(desk)

    pool = ThreadPoolExecutor(len(free), thread_name_prefix="rows")
    try:
        # the others begin at the end, this thread at the beginning: it does each part that nobody has begun
        begun = [pool.submit(elsewhere, part) for part in reversed(some)]
        for part, other in zip(some, reversed(begun), strict=True):
            yield work(part, own) if other.cancel() else other.result()
    finally:
        pool.shutdown(cancel_futures=True)
