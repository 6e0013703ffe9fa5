"""What a family weighs in each resample, and which way its sign is flipped: drawn from its name.

So a family has the same draws in every ledger and every order, a new one moves nobody else's, and sums over families
can be kept and mended. Everything is whole numbers: such sums are exact, and what was added can be taken away.

Weights are exponential (the Bayesian bootstrap) in sixteenths, never 0: no resample leaves a forecaster without a
question, or breaks the chain that makes two of them comparable.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.scoring.columns import Whole

DRAWS = 1000
SIXTEENTHS = 16.0
SEED = 20260514  # any number does, as long as it stays
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
TO_UNIT = 2.0**-53


def family_weights(*, families: Sequence[str], draws: int = DRAWS, seed: int = SEED) -> Whole:
    """(families, draws) exponential weights in sixteenths, each at least 1 and 16 to 17 on average.

    Raises RefusedError (a ValueError) for no draws. Source: D. B. Rubin (1981), Annals of Statistics 9(1).
    """
    uniform = (_bits(families, draws, seed) >> np.uint64(11)).astype(np.float64) * TO_UNIT
    return np.asarray(np.maximum(np.ceil(-SIXTEENTHS * np.log1p(-uniform)), 1.0).astype(np.int64))


def family_signs(*, families: Sequence[str], draws: int = DRAWS, seed: int = SEED) -> Whole:
    """(families, draws) signs, -1 or 1 with equal chance, independent of the weights. Refusals as `family_weights`."""
    return np.asarray((_bits(families, draws, seed + 1) >> np.uint64(63)).astype(np.int64) * 2 - 1)


def _bits(families: Sequence[str], draws: int, seed: int) -> NDArray[np.uint64]:
    """(families, draws) random bits: SplitMix64 from where the name and the seed say.

    Source: G. L. Steele, D. Lea and C. H. Flood (2014), OOPSLA; its numbers do not change with numpy's version.
    """
    start = np.array([_start(name, seed) for name in families], dtype=np.uint64)
    state = start[:, None] + np.arange(1, count("draws", draws) + 1, dtype=np.uint64) * GOLDEN
    state = (state ^ (state >> np.uint64(30))) * FIRST
    state = (state ^ (state >> np.uint64(27))) * SECOND
    return np.asarray(state ^ (state >> np.uint64(31)))


def _start(name: str, seed: int) -> int:
    hashed = blake2b(name.encode(), digest_size=8, salt=seed.to_bytes(16, "big"))
    return int.from_bytes(hashed.digest(), "big")
