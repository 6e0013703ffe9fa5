"""The best rising curve through weighted frequencies: pool adjacent violators, many at a time.

Neighbours that fall end in one block whatever else happens, and so does a run of them. So every run is pooled in one
pass over all; after a dozen passes hardly any are left. Curves of many simulations lie end to end in one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.scoring.columns import Column, Flags, Whole

PASSES = 64
"""Columns that are not done by then fall so that every pass pools a pair: they are pooled one by one."""


def rising_blocks(*, total: Column, weight: Column, first: Whole | None = None) -> Whole:
    """(blocks,) where each block of the non-falling curve nearest to total/weight begins, for (k,) and (k,).

    `weight` above 0. `first` are the places where another curve begins, 0 among them; None for one curve. The curve
    is the block's sum of `total` over that of `weight`. Source: Ayer et al. (1955), Annals of Mathematical
    Statistics 26(4).

    >>> rising_blocks(total=np.array([0.0, 1.0, 0.0, 1.0]), weight=np.ones(4)).tolist()
    [0, 1, 3]
    """
    begins = np.zeros(total.size, dtype=np.bool_)
    begins[0 if first is None else first] = True
    starts, sums, weights = np.arange(total.size), total, weight
    for _ in range(PASSES):
        kept = np.flatnonzero(begins[starts] | _rises(sums, weights))
        if kept.size == starts.size:
            return starts
        starts, sums, weights = starts[kept], np.add.reduceat(sums, kept), np.add.reduceat(weights, kept)
    return _one_by_one(starts, sums, weights, begins)


def _rises(sums: Column, weights: Column) -> Flags:
    # compared by cross products: a division would round equal means apart
    rises = np.ones(sums.size, dtype=np.bool_)
    np.greater(sums[1:] * weights[:-1], sums[:-1] * weights[1:], out=rises[1:])
    return rises


def _one_by_one(starts: Whole, sums: Column, weights: Column, begins: Flags) -> Whole:
    columns = (starts.tolist(), sums.tolist(), weights.tolist(), begins[starts].tolist())
    return np.fromiter(_pooled(zip(*columns, strict=True)), dtype=np.int64)


def _pooled(rows: Iterator[tuple[int, float, float, bool]]) -> Iterator[int]:
    blocks: list[tuple[int, float, float, bool]] = []
    for row in rows:
        start, total, weight, begins = row
        while not begins and blocks[-1][1] * weight >= total * blocks[-1][2]:
            start, more, heavier, begins = blocks.pop()
            total, weight = total + more, weight + heavier
        blocks.append((start, total, weight, begins))
    return (block[0] for block in blocks)
