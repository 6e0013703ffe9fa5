"""What luck alone does to a Brier score at this count, by simulation under the forecaster's own forecasts.

A forecaster exactly as calibrated as claimed does not get the same score twice. Before a score is read
as skill, it is laid beside the range such a forecaster would get, and beside the chance that an
overconfident one would have been noticed at all. Every simulation has a fixed seed: the same forecasts
always print the same figures. From `MANY` families on nothing is drawn: the law of many small parts is closer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.counting import LuckRange
from ledger.scoring.calibration.many_parts import ManyParts
from ledger.scoring.columns import Column, Flags, count, flat, probability_column, totals
from ledger.scoring.families import Families, copied, families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

DRAWS = 4000  # the ends of a 90 % range then move by about a percent of themselves
SEED = 20260514  # any number does, as long as it stays
CELLS = 2_000_000  # outcomes drawn at a time: 16 MB of uniforms
MANY = 100
"""Families; four thousand simulations scatter the ends of a range by 3 % of its spread, the law of many parts by less."""
TOO_CLOSE = 1e-12  # scores nearer than this are the same score, rounded along another path


def calibrated_brier(
    *, probability: ArrayLike, family: ArrayLike | None = None, draws: int = DRAWS, seed: int = SEED
) -> LuckRange:
    """The mean Brier score (0-1) of one exactly as calibrated as these forecasts claim, and its 90 % range.

    `probability` (n,) stated for YES, `family` (n,) ids or None: rows of one family share one draw and weigh
    one together. `expected` is exact, Σ w p(1 − p); the ends are the 5 % and 95 % points of `draws`
    simulations. Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, no rows, or no draws.

    >>> calibrated_brier(probability=[0.5, 0.5])
    LuckRange(expected=0.25, low=0.25, high=0.25)
    """
    said = flat("probability", probability_column("probability", probability))
    known = families(family=family, rows=said.size)
    many = count("draws", draws)
    expected = float((known.weight * said * (1.0 - said)).sum() / known.count)
    law = _law(said, said, known)
    if known.count >= MANY and law.nearly_normal:
        return LuckRange(expected, law.point(0.05), law.point(0.95))
    low, high = np.quantile(_briers(said, said, known, many, seed), [0.05, 0.95])
    return LuckRange(expected, float(low), float(high))


def overconfidence_noticed(
    *,
    probability: ArrayLike,
    family: ArrayLike | None = None,
    copies: int = 1,
    draws: int = DRAWS,
    seed: int = SEED,
) -> float:
    """How often plain overconfidence would be noticed at this count: the power, 0 to 1.

    Plainly overconfident: the true log-odds are half the stated ones (90 % said, 75 % true). Noticed: the
    mean Brier score lies above the 95 % point of one who is exactly as calibrated as claimed. `copies`
    asks the same of so many times as many families with the same forecasts. Refusals as `calibrated_brier`.

    >>> overconfidence_noticed(probability=[0.5, 0.5])
    0.0
    """
    said = flat("probability", probability_column("probability", probability))
    once = families(family=family, rows=said.size)
    times, many = count("copies", copies), count("draws", draws)
    true = half_the_log_odds(said)
    law, other = (_law(said, chance, once, copies=times) for chance in (said, true))
    if once.count * times >= MANY and law.nearly_normal and other.nearly_normal:
        return other.chance_above(law.point(0.95))
    known = copied(once, copies=times)
    said, true = np.tile(said, times), np.tile(true, times)
    point = np.quantile(_briers(said, said, known, many, seed), 0.95)
    return float((_briers(said, true, known, many, seed + 1) > point + TOO_CLOSE).mean())


def half_the_log_odds(probability: Column) -> Column:
    """The chance whose log-odds are half those of `probability`: √p / (√p + √(1 − p)); 0 and 1 stay."""
    yes, no = np.sqrt(probability), np.sqrt(1.0 - probability)
    return np.asarray(yes / (yes + no))


def drawn_outcomes(chance: Column, known: Families, draws: int, seed: int) -> Iterator[Flags]:
    """Blocks (some draws, n) of outcomes that happen at these chances, families sharing one draw each."""
    source = np.random.default_rng(seed)
    block = max(1, CELLS // chance.size)
    for start in range(0, draws, block):
        uniform = source.random((min(block, draws - start), known.count))
        yield uniform[:, known.index] < chance


def _briers(said: Column, chance: Column, known: Families, draws: int, seed: int) -> Column:
    # (p - o)² = p² + o (1 - 2p): one product per block instead of a square per outcome
    weight = known.weight / known.count
    gain, base = weight * (1.0 - 2.0 * said), float((weight * said**2).sum())
    blocks = (happened @ gain for happened in drawn_outcomes(chance, known, draws, seed))
    return base + np.concatenate(list(blocks))


def _law(said: Column, chance: Column, known: Families, *, copies: int = 1) -> ManyParts:
    """The mean Brier score when rows happen at these chances, a family's rows sharing one draw."""
    weight = known.weight / (known.count * copies)
    gain, base = weight * (1.0 - 2.0 * said), float((weight * said**2).sum())
    order = np.lexsort((-chance, known.index))
    own, reached, ends = known.index[order], chance[order], np.cumsum(known.sizes)
    # a draw between two neighbouring chances of a family makes all rows above it happen, and none below
    width = reached - np.append(reached[1:], 0.0)
    width[ends - 1] = reached[ends - 1]
    sums = np.cumsum(gain[order])
    value = sums - np.append(0.0, sums[ends[:-1] - 1])[own]
    mean = totals(own, value * width, known.count)
    none = 1.0 - reached[ends - known.sizes]
    off = value - mean[own]
    second, third, fourth = (
        totals(own, off**power * width, known.count) + (-mean) ** power * none for power in (2, 3, 4)
    )
    cumulants = (mean.sum(), second.sum(), third.sum(), (fourth - 3.0 * second**2).sum())
    first, *higher = (float(one) * copies for one in cumulants)
    return ManyParts(base * copies + first, *higher)
