"""The exact distribution of how many of many independent yes/no events happen, each at a chance of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ledger.scoring.columns import Column

ONE_BY_ONE = 64
"""Events joined one after the other; lots of so many are then joined two and two."""
ROUNDING = 1e-16
"""What transforms of chances leave where there is nothing."""


def poisson_binomial(chance: Column) -> Column:
    """(n + 1,) the chance that 0, 1, ... n of n events happen, from their chances (n,).

    Exact convolution; up to 64 events without any rounding but the last digit's, beyond by Fourier transforms, whose
    error is below 1e-15 absolutely. Source: Y. H. Wang (1993), Statistica Sinica 3(2).

    >>> poisson_binomial(np.array([0.5, 0.5])).tolist()
    [0.25, 0.5, 0.25]
    """
    lots = -(-chance.size // ONE_BY_ONE)
    padded = np.zeros((lots, min(chance.size, ONE_BY_ONE)))
    padded.ravel()[: chance.size] = chance
    spread = _one_by_one(padded)
    while len(spread) > 1:
        if len(spread) % 2:
            spread = np.vstack((spread, _certain(spread.shape[1])))
        spread = product(spread[::2], spread[1::2])
    return spread[0, : chance.size + 1]


def product(one: Column, other: Column) -> Column:
    """(m, j + k - 1) the distributions of sums, from those of their parts (m, j) and (m, k)."""
    size = one.shape[1] + other.shape[1] - 1
    if size <= 2 * ONE_BY_ONE and len(one) == 1:
        return np.convolve(one[0], other[0])[np.newaxis]
    fast = 1 << (size - 1).bit_length()
    joined = np.fft.irfft(np.fft.rfft(one, fast) * np.fft.rfft(other, fast), fast)[:, :size]
    return np.where(joined > ROUNDING, joined, 0.0)


def _one_by_one(chance: Column) -> Column:
    """(lots, k + 1) from chances (lots, k); an event that cannot happen changes nothing."""
    spread = np.zeros((len(chance), chance.shape[1] + 1))
    spread[:, 0] = 1.0
    for place in range(chance.shape[1]):
        yes = chance[:, place : place + 1]
        happened = spread[:, :-1] * yes
        spread *= 1.0 - yes
        spread[:, 1:] += happened
    return spread


def _certain(size: int) -> Column:
    return np.eye(1, size)
