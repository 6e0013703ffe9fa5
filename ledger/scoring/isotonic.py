"""The best rising curve through weighted frequencies: pool adjacent violators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.scoring.columns import Column

THOUSANDTHS = 1000  # people say 12.5 %, hardly 12.34 %: such columns need no sort


def pooled(probability: Column) -> tuple[Column, NDArray[np.int64]]:
    """The distinct probabilities, rising, and for each of n rows which of them it is."""
    tick = np.rint(probability * THOUSANDTHS)
    if not np.array_equal(tick / THOUSANDTHS, probability):
        distinct, place = np.unique(probability, return_inverse=True)
        return distinct, place.astype(np.int64)
    whole = tick.astype(np.int64)
    said = np.flatnonzero(np.bincount(whole, minlength=THOUSANDTHS + 1))
    number = np.zeros(THOUSANDTHS + 1, dtype=np.int64)
    number[said] = np.arange(said.size)
    return said / THOUSANDTHS, number[whole]


def rising_fit(total: Column, weight: Column) -> Column:
    """The non-falling curve nearest to total/weight by weighted squares, (k,) for (k,) and (k,).

    `weight` above 0. A block that falls is pooled into its neighbour's mean until nothing falls; linear in
    k. Source: Ayer et al. (1955), Annals of Mathematical Statistics 26(4).
    """
    sums: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for own_sum, own_weight in zip(total.tolist(), weight.tolist(), strict=True):
        block_sum, block_weight, size = own_sum, own_weight, 1
        # compared by cross products: a division per step would round equal means apart
        while sums and sums[-1] * block_weight >= block_sum * weights[-1]:
            block_sum, block_weight, size = (
                block_sum + sums.pop(),
                block_weight + weights.pop(),
                size + sizes.pop(),
            )
        sums.append(block_sum)
        weights.append(block_weight)
        sizes.append(size)
    return np.repeat(np.asarray(sums) / np.asarray(weights), sizes)
