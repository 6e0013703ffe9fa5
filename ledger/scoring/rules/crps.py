"""The continuous ranked probability score: how far a whole distribution lies from the value.

CRPS(F, y) = ∫ (F(x) − 1[x ≥ y])² dx = E|X − y| − ½ E|X − X'|. For a point it is the absolute error.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    last_axis,
    like,
    positive,
    quantity,
    rows_together,
    together,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

FAR = 25.0
"""Beyond it erfc soon has no float of its own."""


def crps_sample(*, sample: ArrayLike, value: Numeric, fair: bool = False) -> Numeric:
    """CRPS of a sample: mean|x_i − y| − ΣΣ|x_i − x_j| / (2m²), or / (2m(m − 1)) when `fair`.

    `sample` (members,) or (n, members), in any order; `value` in the same unit. The plain form scores the
    sample as if it were the forecast; `fair` estimates the score of the distribution it was drawn from,
    and may be below 0. Range 0 (best; plain) to infinity; lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, no member, or `fair` with fewer than two.
    Source: Gneiting and Raftery (2007), section 4.2; C. Ferro (2014) for the fair form.

    >>> crps_sample(sample=[0, 1, 2, 3], value=1.5)
    0.375
    >>> round(crps_sample(sample=[0, 1, 2, 3], value=1.5, fair=True), 6)
    0.166667
    """
    members = last_axis("sample", quantity("sample", sample), at_least=2 if fair else 1)
    truth = quantity("value", value)
    rows_together(sample=members, value=truth)
    off = np.sort(members, axis=-1) - truth[..., np.newaxis]
    count = members.shape[-1]
    pairs = count * (count - 1 if fair else count)
    return like(value, np.asarray(np.abs(off).mean(axis=-1) - off @ _ranks(count) / pairs))


def _ranks(count: int) -> Column:
    # In a sorted sample x_i is the larger of i pairs and the smaller of count - 1 - i of them.
    return 2.0 * np.arange(count, dtype=np.float64) - (count - 1.0)


def crps_normal(*, mean: Numeric, sd: Numeric, value: Numeric) -> Numeric:
    """CRPS of a normal distribution: σ [z (2Φ(z) − 1) + 2φ(z) − 1/√π], z = (y − μ)/σ.

    Numbers or columns of one shape, `sd` above 0, all in the unit of `value`.
    Range above 0 to infinity (at best 0.233695 σ); lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, sd ≤ 0, or uneven shapes.
    Source: Gneiting et al. (2005), Monthly Weather Review 133(5).

    >>> round(crps_normal(mean=0.0, sd=1.0, value=0.0), 6)
    0.233695
    """
    centre, spread, truth = quantity("mean", mean), positive("sd", sd), quantity("value", value)
    together(mean=centre, sd=spread, value=truth)
    z = np.asarray((truth - centre) / spread)
    density = np.exp(-np.square(z) / 2.0) * math.sqrt(2.0 / math.pi)
    return like(
        value, np.asarray(spread * (z * _erf(z / math.sqrt(2.0)) + density - 1.0 / math.sqrt(math.pi)))
    )


def crps_lognormal(*, log_mean: Numeric, log_sd: Numeric, value: Numeric) -> Numeric:
    """CRPS of a lognormal distribution: y (2Φ(ω) − 1) − 2 exp(μ + σ²/2) [Φ(ω − σ) − Φ(−σ/√2)], ω = (ln y − μ)/σ.

    `log_mean` μ and `log_sd` σ, above 0, of the logarithm of the quantity; `value` y in the quantity's unit, of either
    sign: at or below 0 all of the forecast lies above it, and ω is −infinity. Numbers or columns of one shape.
    Range above 0 to infinity (above the largest float, 1.8 · 10^308); lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, log_sd ≤ 0, or uneven shapes.
    Source: Baran and Lerch (2015), Quarterly Journal of the Royal Meteorological Society 141.

    >>> round(crps_lognormal(log_mean=0.0, log_sd=1.0, value=1.0), 6)
    0.267405
    """
    centre, spread = quantity("log_mean", log_mean), positive("log_sd", log_sd)
    truth = quantity("value", value)
    together(log_mean=centre, log_sd=spread, value=truth)
    with np.errstate(divide="ignore", over="ignore"):
        log_of_value = np.log(np.maximum(truth, 0.0))
        omega = np.asarray((log_of_value - centre) / spread)
        log_of_mean = centre + np.square(spread) / 2.0
        tail, half = log_of_value - np.square(omega) / 2.0, centre + np.square(spread) / 4.0
        below = _times_erfc(log_of_mean, (spread - omega) / math.sqrt(2.0), tail)
        everywhere = _times_erfc(log_of_mean, spread / 2.0, half)
    return like(value, np.asarray(truth * _erf(omega / math.sqrt(2.0)) - (below - everywhere)))


def _times_erfc(log_factor: Column, z: Column, log_tail: Column) -> Column:
    """exp(log_factor) erfc(z), also where one is too large for a float and the other too small.

    `log_tail` is log_factor − z², worked out so that nothing cancels.
    """
    far = z >= FAR
    half = np.exp(np.where(far, log_tail, log_factor) / 2.0)
    return half * np.where(far, _scaled_erfc(np.maximum(z, FAR)), _erfc(z)) * half


def _scaled_erfc(z: Column) -> Column:
    """exp(z²) erfc(z) from `FAR` on, where five terms of its asymptotic series leave nothing to add."""
    square = np.square(z)
    series = 1.0 - (0.5 - (0.75 - (1.875 - 6.5625 / square) / square) / square) / square
    return np.asarray(series / (z * math.sqrt(math.pi)))


def _erf(z: Column) -> Column:
    # numpy has no error function; the C library's, one by one, is exact to the last digit
    return np.fromiter(map(math.erf, z.flat), dtype=np.float64, count=z.size).reshape(z.shape)


def _erfc(z: Column) -> Column:
    return np.fromiter(map(math.erfc, z.flat), dtype=np.float64, count=z.size).reshape(z.shape)
